import type { Route } from '../contract';
import { metersBetween } from '../map/geometry';

/** A place on the way where the driver has to do something. */
export interface Turn {
    way: 'left' | 'right' | 'arrive';
    /** From the start of the way. */
    meters: number;
    /** A little after the turn: the street that is turned into. */
    after: { latitude: number; longitude: number };
}

/** A bend sharper than this within the reach of a junction is a turn. */
const TURN_DEGREES = 40;
/** The way is looked at in steps this long, so that a rounded corner counts as one turn. */
const STEP_METERS = 25;

/** The next turns of a way, from its geometry alone. Streets are named by whoever asks what lies there. */
export function turnsOf(route: Pick<Route, 'line'>, most: number): Turn[] {
    const steps = evenly(route.line);
    const turns: Turn[] = [];
    for (let i = 1; i + 1 < steps.length && turns.length < most; i++) {
        const bend = difference(bearing(steps[i - 1]!, steps[i]!), bearing(steps[i]!, steps[i + 1]!));
        if (Math.abs(bend) < TURN_DEGREES) continue;
        turns.push({ way: bend < 0 ? 'left' : 'right', meters: i * STEP_METERS, after: steps[i + 1]! });
        i++;
    }
    const last = steps.at(-1);
    if (last && turns.length < most) turns.push({ way: 'arrive', meters: Math.max(0, steps.length - 1) * STEP_METERS, after: last });
    return turns;
}

type At = { latitude: number; longitude: number };

function evenly(line: readonly [number, number][]): At[] {
    const points = line.map(([latitude, longitude]) => ({ latitude, longitude }));
    if (points.length === 0) return [];
    const steps: At[] = [points[0]!];
    let over = 0;
    for (let i = 1; i < points.length; i++) {
        const [from, to] = [points[i - 1]!, points[i]!];
        const length = metersBetween(from, to);
        for (let at = STEP_METERS - over; at <= length; at += STEP_METERS) {
            const share = at / length;
            steps.push({
                latitude: from.latitude + share * (to.latitude - from.latitude),
                longitude: from.longitude + share * (to.longitude - from.longitude),
            });
        }
        over = (over + length) % STEP_METERS;
    }
    return steps;
}

/** Degrees clockwise from north. */
function bearing(a: At, b: At): number {
    const east = (b.longitude - a.longitude) * Math.cos((a.latitude * Math.PI) / 180);
    return (Math.atan2(east, b.latitude - a.latitude) * 180) / Math.PI;
}

/** From -180 to 180, right is positive. */
function difference(from: number, to: number): number {
    return ((to - from + 540) % 360) - 180;
}
