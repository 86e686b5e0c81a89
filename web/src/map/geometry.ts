import type { Point } from '../contract';

const EARTH_METERS = 6_371_008.8;

/** The great-circle distance (haversine), in metres. */
export function metersBetween(a: Point, b: Point): number {
    const rad = Math.PI / 180;
    const dLat = (b.latitude - a.latitude) * rad;
    const dLon = (b.longitude - a.longitude) * rad;
    const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.latitude * rad) * Math.cos(b.latitude * rad) * Math.sin(dLon / 2) ** 2;
    return 2 * EARTH_METERS * Math.asin(Math.sqrt(h));
}

/** About the middle of a line of [latitude, longitude]: between its two middle corners, or at the one. */
export function middle(line: [number, number][]): Point {
    const a = line[(line.length - 1) >> 1]!;
    const b = line[line.length >> 1]!;
    return { latitude: (a[0] + b[0]) / 2, longitude: (a[1] + b[1]) / 2 };
}

/** Some of the places, so that no two stand nearer than that; the first is one. */
export function apart(places: Point[], meters: number): Point[] {
    const chosen: Point[] = [];
    for (const at of places) {
        if (chosen.every((other) => metersBetween(other, at) >= meters)) chosen.push(at);
    }
    return chosen;
}

/** A circle on the ground, as a ring of [longitude, latitude]. */
export function circle(center: Point, radiusMeters: number): [number, number][] {
    const CORNERS = 48;
    const lat = radiusMeters / 111_195;
    const lon = lat / Math.cos((center.latitude * Math.PI) / 180);
    return Array.from({ length: CORNERS + 1 }, (_, i) => {
        const angle = (2 * Math.PI * i) / CORNERS;
        return [center.longitude + lon * Math.cos(angle), center.latitude + lat * Math.sin(angle)];
    });
}
