import type { BoardMessage } from '../contract';

/** A unit was there. */
export interface TrackPoint {
    index: number;
    at: string;
    latitude: number;
    longitude: number;
}

/** What followed on a board, as the server tells it. */
export interface Steps {
    steps: BoardMessage[];
    tracks: TrackPoint[];
    position: number;
    /** Until when this is all. */
    through: string;
    whole: boolean;
    configured: boolean;
}

/** What becomes of the pieces: rows for the board, points for the map. */
export interface Screen {
    step(what: BoardMessage): void;
    stand(point: TrackPoint): void;
}

/**
 * The stretch of the record that is at hand, wound on to the moment that is shown. Each step is shown once, in
 * order, when its moment has come; nothing is shown before.
 */
export class Reel {
    private steps: BoardMessage[] = [];
    private tracks: TrackPoint[] = [];
    private shown = 0;
    private track = 0;
    /** Where the server is asked on. */
    position: number;
    /** Until when, in milliseconds, everything is at hand. */
    throughMs: number;
    /** Nothing more was recorded. */
    isWhole = false;
    /** From here on the center was configured otherwise. */
    isConfigured = false;

    constructor(position: number, atMs: number) {
        this.position = position;
        this.throughMs = atMs;
    }

    add(more: Steps): void {
        this.steps = [...this.steps.slice(this.shown), ...more.steps];
        this.tracks = [...this.tracks.slice(this.track), ...more.tracks];
        this.shown = 0;
        this.track = 0;
        this.position = more.position;
        this.throughMs = Math.max(this.throughMs, Date.parse(more.through));
        this.isWhole = more.whole;
        this.isConfigured = more.configured;
    }

    /** More was recorded since; it is asked for from where this ends. */
    goesOn(): void {
        this.isWhole = false;
    }

    /** Shows everything up to a moment. */
    wind(toMs: number, screen: Screen): void {
        for (let at = this.steps[this.shown]; at && Date.parse(at.at) <= toMs; at = this.steps[this.shown]) {
            screen.step(at);
            this.shown++;
        }
        for (let at = this.tracks[this.track]; at && Date.parse(at.at) <= toMs; at = this.tracks[this.track]) {
            screen.stand(at);
            this.track++;
        }
    }

    /** When the next line of the log comes; null if none is at hand. */
    nextEventMs(): number | null {
        for (let i = this.shown; i < this.steps.length; i++) {
            if ((this.steps[i]!.log?.length ?? 0) > 0) return Date.parse(this.steps[i]!.at);
        }
        return null;
    }
}
