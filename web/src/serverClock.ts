/** A difference smaller than this is the network's, and not followed: a clock must not tremble. */
const SAME_MS = 500;

/**
 * The server's time on this page: heard now and then, and going on in between as fast as it goes there. A
 * drill's runs up to 60 times as fast as ours, or stands.
 */
export class ServerClock {
    private localMs = 0;
    private serverMs = 0;
    /** How many times as fast as ours it goes; 0: it is held. */
    pace = 1;

    /**
     * @param real this machine's clock, milliseconds since 1970
     */
    constructor(private readonly real: () => number = Date.now) {
        this.localMs = this.serverMs = real();
    }

    now(): number {
        return this.serverMs + (this.real() - this.localMs) * this.pace;
    }

    /**
     * @param at the server's time, milliseconds since 1970
     * @param pace how fast it goes, where that was said
     */
    heard(at: number, pace: number | undefined = undefined): void {
        const changed = pace !== undefined && pace !== this.pace;
        const off = Math.abs(at - this.now());
        if (!changed && off <= SAME_MS * Math.max(1, this.pace)) return;
        this.localMs = this.real();
        this.serverMs = at;
        if (pace !== undefined) this.pace = pace;
    }
}
