import { expect, test } from 'vitest';
import { EVERY_MS, OwnPosition, type Fix, type Locator } from './ownPosition';

interface Phone extends Locator {
    say(fix: Fix): void;
    refuse(why: string): void;
    watching: number;
}

function phone(): Phone {
    let heard: PositionCallback | null = null;
    let refused: PositionErrorCallback | null | undefined = null;
    return {
        watching: 0,
        watchPosition(success, error) {
            heard = success;
            refused = error;
            return ++this.watching;
        },
        clearWatch() {
            this.watching--;
            heard = null;
        },
        say: (fix) => heard?.(fix as GeolocationPosition),
        refuse: (why) => refused?.({ message: why } as GeolocationPositionError),
    };
}

const fix = (accuracy: number, heading: number | null = null): Fix => ({
    timestamp: Date.parse('2026-11-22T10:00:00Z'),
    coords: { latitude: 45, longitude: -20, accuracy, heading },
});

function set() {
    const sent: unknown[] = [];
    let now = 0;
    const device = phone();
    const own = new OwnPosition({ post: async (_, body) => (sent.push(body), undefined as never) }, '/positions', 'E11', device, () => now);
    return { sent, device, own, pass: (ms: number) => (now += ms) };
}

test('nothing is said before the crew asks for it, and nothing after it is switched off', () => {
    const { sent, device, own, pass } = set();
    device.say(fix(10));
    expect(sent).toEqual([]);
    own.start(() => undefined);
    own.start(() => undefined);
    expect(device.watching).toBe(1);
    device.say(fix(10, 359.7));
    expect(sent).toEqual([{ positions: [{ unit: 'E11', latitude: 45, longitude: -20, at: '2026-11-22T10:00:00.000Z', heading: 0 }] }]);
    own.stop();
    pass(EVERY_MS);
    device.say(fix(10));
    expect(sent).toHaveLength(1);
    expect(own.isOn).toBe(false);
});

test('the server hears it no more often than it needs, and nothing that is uncertain', () => {
    const { sent, device, own, pass } = set();
    own.start(() => undefined);
    device.say(fix(500));
    device.say(fix(20));
    device.say(fix(20));
    expect(sent).toHaveLength(1);
    pass(EVERY_MS);
    device.say(fix(20));
    expect(sent).toHaveLength(2);
});

test('a phone that refuses is said, and it is off again', () => {
    const { device, own } = set();
    let why = '';
    own.start((said) => (why = said));
    device.refuse('User denied Geolocation');
    expect(why).toBe('User denied Geolocation');
    expect(own.isOn).toBe(false);
});
