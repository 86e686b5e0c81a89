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
