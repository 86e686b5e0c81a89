import { expect, test } from 'vitest';
import { Positions } from '../positions';
import { mercatorX, mercatorY, moved, nearest, UnitPoints } from './points';

test('web mercator has its edges where it should', () => {
    expect(mercatorX(-180)).toBe(0);
    expect(mercatorX(0)).toBe(0.5);
    expect(mercatorY(0)).toBeCloseTo(0.5, 12);
    expect(mercatorY(85.0511287798066)).toBeCloseTo(0, 9);
});

test('a matrix moved to an origin puts a point where the plain one does', () => {
    const matrix = Array.from({ length: 16 }, (_, i) => Math.sin(i + 1));
    const apply = (m: ArrayLike<number>, x: number, y: number) => [0, 1, 2, 3].map((row) => m[row]! * x + m[4 + row]! * y + m[12 + row]!);

    const direct = apply(matrix, 0.48 + 0.001, 0.37 - 0.002);
    const throughOrigin = apply(moved(matrix, 0.48, 0.37), 0.001, -0.002);

    throughOrigin.forEach((value, i) => expect(value).toBeCloseTo(direct[i]!, 6));
});

test('a click finds the nearest unit that is shown, and nothing beyond its reach', () => {
    const positions = new Positions(3);
    positions.apply({ at: '2026-11-21T10:00:00Z', p: [0, 10, 10, -1, 1, 12, 10, -1, 2, 10.5, 10, -1] });
    const shown = Int8Array.of(0, 1, -1);
    const project = (longitude: number, latitude: number) => ({ x: longitude, y: latitude });

    expect(nearest(positions, shown, project, 10, 10.6, 1)).toBe(0);
    expect(nearest(positions, shown, project, 10, 11.9, 1)).toBe(1);
    expect(nearest(positions, shown, project, 10, 20, 1)).toBe(-1);
});

test('what moved by less than half a pixel is not drawn anew, until it adds up to one', () => {
    const points = new UnitPoints([() => undefined], 0, 2, 0, 0);
    const positions = new Positions(2);
    const signs = Int8Array.of(0, 0);
    // The world as wide as it is at zoom 12: a pixel is 19 m at the equator.
    const worldPx = 512 * 2 ** 12;
    const at = (longitude: number): boolean => {
        positions.apply({ at: '2026-11-21T10:00:00Z', p: [0, 0, longitude, -1, 1, 1, 1, -1] });
        return points.take(positions, signs, worldPx);
    };

    expect(at(0)).toBe(true);
    expect(at(0.00005)).toBe(false);
    expect(at(0.0001)).toBe(true);
    expect(at(0.0001)).toBe(false);
    // From near, the same metres are seen; another sign always is.
    expect(points.take(positions, signs, worldPx)).toBe(false);
    positions.apply({ at: '2026-11-21T10:00:01Z', p: [0, 0, 0.00011, -1] });
    expect(points.take(positions, signs, worldPx * 64)).toBe(true);
    signs[1] = -1;
    expect(points.take(positions, signs, worldPx)).toBe(true);
});
