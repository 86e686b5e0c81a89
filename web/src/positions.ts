import type { PositionsMessage } from './contract';

/**
 * Where the units are. They move far more often than anything else on the page, so they live in
 * flat arrays behind one version counter instead of in rows: whoever draws them looks at
 * {@link version} once a frame.
 */
export class Positions {
    readonly latitude: Float64Array;
    readonly longitude: Float64Array;
    /** Degrees clockwise from north; -1 when not known. */
    readonly heading: Int16Array;
    /** When the position was heard, in milliseconds since 1970; 0 before the first one. */
    readonly heardAt: Float64Array;
    version = 0;

    constructor(readonly size: number) {
        this.latitude = new Float64Array(size).fill(Number.NaN);
        this.longitude = new Float64Array(size).fill(Number.NaN);
        this.heading = new Int16Array(size).fill(-1);
        this.heardAt = new Float64Array(size);
    }

    set(index: number, latitude: number, longitude: number, heading: number, atMs: number): void {
        if (index < 0 || index >= this.size) return;
        this.latitude[index] = latitude;
        this.longitude[index] = longitude;
        this.heading[index] = heading;
        this.heardAt[index] = atMs;
        this.version++;
    }

    apply(message: PositionsMessage): void {
        const at = Date.parse(message.at);
        const p = message.p;
        for (let i = 0; i + 3 < p.length; i += 4) this.set(p[i]!, p[i + 1]!, p[i + 2]!, p[i + 3]!, at);
    }

    has(index: number): boolean {
        return index >= 0 && index < this.size && !Number.isNaN(this.latitude[index]!);
    }
}
