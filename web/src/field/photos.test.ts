import { expect, test } from 'vitest';
import { within } from './photos';

test('a picture keeps its shape and is never made larger', () => {
    expect(within(1_600, 4_000, 3_000)).toEqual([1_600, 1_200]);
    expect(within(1_600, 3_000, 4_000)).toEqual([1_200, 1_600]);
    expect(within(1_600, 800, 600)).toEqual([800, 600]);
    expect(within(1_600, 20_000, 3)).toEqual([1_600, 1]);
});
