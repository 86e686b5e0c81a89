import { expect, test } from 'vitest';
import { Reel, type Screen } from './reel';

const at = (second: number): string => new Date(second * 1000).toISOString();
const step = (second: number, log = true) => ({
    position: second,
    at: at(second),
    log: log ? [{ position: second, at: at(second), actor: 'a', incident: null, unit: null, text: 't' }] : [],
});
const point = (second: number) => ({ index: 0, at: at(second), latitude: 45, longitude: -20 });

function screen(): Screen & { shown: number[]; placed: string[] } {
    const shown: number[] = [];
    const placed: string[] = [];
    return { shown, placed, step: (each) => shown.push(each.position), stand: (each) => placed.push(each.at) };
}

test('each step is shown once, when its moment has come', () => {
    const reel = new Reel(1, 0);
    const seen = screen();
    reel.add({ steps: [step(10), step(20), step(30)], tracks: [point(12), point(25)], position: 30, through: at(30), whole: false, configured: false });

    reel.wind(9_999, seen);
    expect(seen.shown).toEqual([]);
    reel.wind(20_000, seen);
    expect(seen.shown).toEqual([10, 20]);
    expect(seen.placed).toEqual([at(12)]);
    reel.add({ steps: [step(40)], tracks: [], position: 40, through: at(50), whole: true, configured: false });
    reel.wind(100_000, seen);
    expect(seen.shown).toEqual([10, 20, 30, 40]);
    expect(seen.placed).toEqual([at(12), at(25)]);
    expect(reel.isWhole).toBe(true);
    expect(reel.throughMs).toBe(50_000);
});

test('the next event is the next line of the log', () => {
    const reel = new Reel(1, 0);
    expect(reel.nextEventMs()).toBeNull();
    reel.add({ steps: [step(10, false), step(20)], tracks: [], position: 20, through: at(20), whole: true, configured: false });
    expect(reel.nextEventMs()).toBe(20_000);
    reel.wind(20_000, screen());
    expect(reel.nextEventMs()).toBeNull();
});

test('what was whole goes on from where it ended, and nothing is shown twice', () => {
    const reel = new Reel(1, 0);
    const seen = screen();
    reel.add({ steps: [step(10)], tracks: [], position: 10, through: at(10), whole: true, configured: false });
    reel.wind(10_000, seen);

    reel.goesOn();
    expect(reel.isWhole).toBe(false);
    expect(reel.position).toBe(10);
    reel.add({ steps: [step(15)], tracks: [point(14)], position: 15, through: at(15), whole: true, configured: false });
    reel.wind(15_000, seen);
    expect(seen.shown).toEqual([10, 15]);
    expect(seen.placed).toEqual([at(14)]);
});
