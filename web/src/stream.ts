import type { BoardMessage, DeskMessage, PositionsMessage } from './contract';

/** Without a word from the server for this long, the page says that it shows old data. */
export const STALE_AFTER_MS = 5_000;
/** Wait before a stream that the server closed for good is opened anew. */
const REOPEN_AFTER_MS = 2_000;

export interface Listener {
    board(message: BoardMessage): void;
    positions(message: PositionsMessage): void;
    desk(message: DeskMessage): void;
    /** The server's clock, with every message; with a beat also how fast it goes. */
    heard(at: string, pace?: number): void;
    /** The server closed the stream, so the session may be over. Answers whether to go on. */
    closed(): Promise<boolean>;
}

/**
 * The one stream of a page. The browser reconnects by itself and says where it was (Last-Event-ID);
 * only a stream that was refused outright is opened anew here.
 */
export class Stream {
    private source: EventSource | null = null;
    private timer: ReturnType<typeof setTimeout> | undefined;
    private stopped = false;

    constructor(
        private readonly center: string,
        private readonly listener: Listener,
    ) {}

    open(): void {
        if (this.stopped) return;
        const source = new EventSource(`/api/centers/${encodeURIComponent(this.center)}/stream`);
        this.source = source;
        source.addEventListener('board', (event) => {
            const message = JSON.parse(event.data) as BoardMessage;
            this.listener.heard(message.at);
            this.listener.board(message);
        });
        source.addEventListener('units', (event) => {
            const message = JSON.parse(event.data) as PositionsMessage;
            this.listener.heard(message.at);
            this.listener.positions(message);
        });
        source.addEventListener('desk', (event) => {
            const message = JSON.parse(event.data) as DeskMessage;
            this.listener.heard(message.at);
            this.listener.desk(message);
        });
        source.addEventListener('beat', (event) => {
            const beat = JSON.parse(event.data) as { at: string; pace: number };
            this.listener.heard(beat.at, beat.pace);
        });
        source.addEventListener('error', () => {
            if (source.readyState === EventSource.CLOSED) this.reopen(source);
        });
    }

    private reopen(source: EventSource): void {
        source.close();
        if (this.stopped || this.source !== source) return;
        this.timer = setTimeout(() => {
            void this.listener.closed().then((goOn) => {
                if (goOn) this.open();
            });
        }, REOPEN_AFTER_MS);
    }

    close(): void {
        this.stopped = true;
        clearTimeout(this.timer);
        this.source?.close();
    }
}
