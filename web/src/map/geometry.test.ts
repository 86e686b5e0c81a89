import { expect, test } from 'vitest';
import { apart, middle } from './geometry';

test('signs stand apart, and each closure has at least one', () => {
    // 0.001° of latitude are 111 m.
    const places = Array.from({ length: 11 }, (_, i) => ({ latitude: 45 + 0.001 * i, longitude: -20 }));

    expect(apart(places, 400)).toEqual([places[0], places[4], places[8]]);
    expect(apart([places[0]!, places[0]!], 400)).toEqual([places[0]]);
    expect(apart([], 400)).toEqual([]);
});

test('a sign stands on the road, not at a junction', () => {
    expect(middle([[45, -20], [45.25, -20.5]])).toEqual({ latitude: 45.125, longitude: -20.25 });
    expect(middle([[45, -20], [45.25, -20.5], [46, -21]])).toEqual({ latitude: 45.25, longitude: -20.5 });
});
