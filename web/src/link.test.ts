import { expect, test } from 'vitest';
import { circle, metersBetween } from './map/geometry';
import { readView, writeView } from './link';

test('a link to a view comes back as it was', () => {
    const view = { center: 'porto', incident: '26-4', unit: 'E11', map: { latitude: 41.15, longitude: -8.61, zoom: 13.5 } };

    expect(writeView(view)).toBe('#porto?i=26-4&u=E11&at=41.15000,-8.61000,13.50');
    expect(readView(writeView(view))).toEqual(view);
});

test('a link that says less says less', () => {
    expect(readView('#porto')).toEqual({ center: 'porto', incident: null, unit: null, map: null });
    expect(readView('#porto?at=nonsense').map).toBe(null);
    expect(readView('')).toEqual({ center: '', incident: null, unit: null, map: null });
});

test('a circle lies as far from its middle as it says', () => {
    const middle = { latitude: 60, longitude: 20 };
    for (const [longitude, latitude] of circle(middle, 500)) {
        expect(Math.abs(metersBetween(middle, { latitude, longitude }) - 500)).toBeLessThan(2);
    }
});
