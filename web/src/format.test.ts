import { describe, expect, test } from 'vitest';
import { clock, distance, due, instantIn, lasting, localIn, spread } from './format';

describe('times and lengths', () => {
    test.each([
        [-5, '00:00'],
        [0, '00:00'],
        [61_000, '01:01'],
        [3_599_999, '59:59'],
        [3_600_000, '1:00:00'],
        [86_400_000, '1 d 00 h'],
    ])('%d ms is %s', (ms, text) => {
        expect(lasting(ms)).toBe(text);
    });

    test('what is due counts down, then up with a plus', () => {
        expect(due(10_000, 4_000)).toEqual({ text: '00:06', over: false });
        expect(due(10_000, 10_000)).toEqual({ text: '00:00', over: false });
        expect(due(10_000, 75_000)).toEqual({ text: '+01:05', over: true });
    });

    test('the clock is the zone of the center, not of the browser', () => {
        expect(clock(Date.parse('2026-07-01T22:30:05Z'), 'Europe/Lisbon')).toBe('23:30:05');
        expect(clock(Date.parse('2026-07-01T23:30:05Z'), 'Europe/Lisbon')).toBe('00:30:05');
    });

    test('short distances in metres, long ones in kilometres', () => {
        expect(distance(343)).toBe('340 m');
        expect(distance(1_949)).toBe('1.9 km');
    });
});

test('a drive to an uncertain place is said as whole minutes from and to', () => {
    expect(spread(181, 299)).toBe('3–5 min');
    expect(spread(240, 240)).toBe('4 min');
    expect(spread(-5, 20)).toBe('0–1 min');
    expect(spread(-90, -5)).toBe('0–1 min');
});

test('a field of date and time shows what the clocks of the center do', () => {
    const at = Date.parse('2026-07-01T22:30:00Z');

    expect(localIn(at, 'Europe/Lisbon')).toBe('2026-07-01T23:30');
    expect(localIn(at, 'Asia/Shanghai')).toBe('2026-07-02T06:30');
    expect(instantIn(localIn(at, 'Asia/Shanghai'), 'Asia/Shanghai')).toBe(at);
});
