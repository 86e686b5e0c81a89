import { expect, test } from 'vitest';
import { Positions } from './positions';

test('a batch moves the units it names and leaves the others', () => {
    const positions = new Positions(3);

    positions.apply({ at: '2026-11-21T10:00:00Z', p: [2, 41.1, -8.6, 90, 0, 41.2, -8.7, -1] });

    expect(positions.has(2)).toBe(true);
    expect(positions.latitude[2]).toBe(41.1);
    expect(positions.heading[0]).toBe(-1);
    expect(positions.has(1)).toBe(false);
    expect(positions.heardAt[2]).toBe(Date.parse('2026-11-21T10:00:00Z'));
});

test('an index that the center does not have, or half an entry, is passed over', () => {
    const positions = new Positions(1);

    positions.apply({ at: '2026-11-21T10:00:00Z', p: [7, 1, 1, 0, -1, 1, 1, 0, 0, 5] });

    expect(positions.version).toBe(0);
    expect(positions.has(0)).toBe(false);
});
