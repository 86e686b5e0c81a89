import { expect, test } from 'vitest';
import { turnsOf } from './turns';

// About 111 m each step of a thousandth of a degree at the equator.
const at = (north: number, east: number): [number, number] => [north / 1000, east / 1000];

test('a way says where it bends, and where it ends', () => {
    const line = [at(0, 0), at(2, 0), at(2, 3), at(5, 3)];

    const turns = turnsOf({ line }, 5);

    expect(turns.map((turn) => turn.way)).toEqual(['right', 'left', 'arrive']);
    expect(turns[0]!.meters).toBeGreaterThan(190);
    expect(turns[0]!.meters).toBeLessThan(260);
});

test('a gentle curve is no turn, and the list is as long as asked', () => {
    const curve = Array.from({ length: 30 }, (_, i) => at(i, Math.sin(i / 30)));
    const corners = Array.from({ length: 20 }, (_, i) => at(Math.floor((i + 1) / 2), Math.floor(i / 2)));

    expect(turnsOf({ line: curve }, 5).map((turn) => turn.way)).toEqual(['arrive']);
    expect(turnsOf({ line: corners }, 4)).toHaveLength(4);
    expect(turnsOf({ line: [] }, 4)).toEqual([]);
});
