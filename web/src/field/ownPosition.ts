import type { Api } from '../api';

/** The server hears no more often than this. */
export const EVERY_MS = 5_000;
/** What is less certain than this says nothing about where a unit is. */
export const MAX_UNCERTAINTY_METERS = 200;

/** What the phone says of where it is; as far as it is needed. */
export interface Fix {
    timestamp: number;
    coords: { latitude: number; longitude: number; accuracy: number; heading: number | null };
}

/** What a phone offers. */
export type Locator = Pick<Geolocation, 'watchPosition' | 'clearWatch'>;

/**
 * Tells the server where this unit is by the phone in its cab, from a tap until the next, or until the page
 * is closed: never by itself, never for another unit, and nothing is kept on the phone.
 */
export class OwnPosition {
    private watch: number | null = null;
    private saidAt = Number.NEGATIVE_INFINITY;

    constructor(
        private readonly api: Pick<Api, 'post'>,
        private readonly path: string,
        private readonly unit: string,
        private readonly locator: Locator,
        private readonly now: () => number = () => Date.now(),
    ) {}

    get isOn(): boolean {
        return this.watch !== null;
    }

    /** @param failed hears why the phone does not say where it is; then this is off again */
    start(failed: (why: string) => void): void {
        if (this.watch !== null) return;
        this.watch = this.locator.watchPosition(
            (fix) => void this.say(fix),
            (problem) => {
                this.stop();
                failed(problem.message);
            },
            { enableHighAccuracy: true, maximumAge: EVERY_MS },
        );
    }

    stop(): void {
        if (this.watch !== null) this.locator.clearWatch(this.watch);
        this.watch = null;
    }

    private async say(fix: Fix): Promise<void> {
        const { latitude, longitude, accuracy, heading } = fix.coords;
        if (accuracy > MAX_UNCERTAINTY_METERS || this.now() - this.saidAt < EVERY_MS) return;
        this.saidAt = this.now();
        const known = heading !== null && Number.isFinite(heading) ? { heading: Math.round(heading) % 360 } : {};
        const position = { unit: this.unit, latitude, longitude, at: new Date(fix.timestamp).toISOString(), ...known };
        // A position that is not heard is not said again: the next one is better.
        await this.api.post(this.path, { positions: [position] }).catch(() => undefined);
    }
}
