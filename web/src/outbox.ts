import { Refusal, Unreachable } from './api';
import type { Done, Request } from './contract';

/** A request that is on its way, or waits for the line, or was refused when it came there late. */
export interface Entry {
    id: string;
    request: Request;
    /** What it is, in words. */
    text: string;
    /** When the person entered it, in milliseconds since 1970 by the server's clock. */
    enteredAt: number;
    state: 'waiting' | 'refused';
    problem: string | null;
}

export type Sent = { kind: 'done'; done: Done } | { kind: 'kept' } | { kind: 'refused'; problem: Refusal };

/** Where entries outlive a reload. */
export interface Shelf {
    getItem(key: string): string | null;
    setItem(key: string, value: string): void;
}

/** More than a shift of work without a line; a limit for a desk that is left alone. */
export const ENTRIES_LIMIT = 500;
/** Answers remembered for requests that refer to them. */
const ANSWERS_LIMIT = 100;
/** Sent later than this after it was entered, a request says when that was. */
export const LATE_MS = 5_000;

/** "@id" in a request stands for the incident that the request with that id opened. */
export function incidentOf(id: string): string {
    return `@${id}`;
}

/**
 * What the dispatcher entered and the desk has not answered yet. An entry is on the shelf before it is
 * sent and leaves it with the answer, so that nothing typed is lost; it keeps its id over every try,
 * so that nothing is done twice. Without a line entries wait, and are sent in the order they were
 * entered, with the time they were entered. What is refused then stays, for a decision.
 */
export class Outbox {
    entries: Entry[];
    private answers: Record<string, string>;
    private flushing = false;

    constructor(
        private readonly shelf: Shelf,
        private readonly key: string,
        private readonly post: (id: string, request: Request) => Promise<Done>,
        private readonly lateNote: (entry: Entry, done: Done) => Request | null,
        private readonly newId: () => string,
        private readonly now: () => number,
        private readonly changed: () => void,
    ) {
        const kept = read(shelf.getItem(key));
        this.entries = kept.entries;
        this.answers = kept.answers;
    }

    get waiting(): Entry[] {
        return this.entries.filter((entry) => entry.state === 'waiting');
    }

    get refused(): Entry[] {
        return this.entries.filter((entry) => entry.state === 'refused');
    }

    get isFull(): boolean {
        return this.entries.length >= ENTRIES_LIMIT;
    }

    /** Sends a request now, or keeps it when the line is cut, or when others wait before it. */
    async send(id: string, request: Request, text: string): Promise<Sent> {
        const othersWait = this.waiting.length > 0 && this.stuck;
        const entry: Entry = { id, request, text, enteredAt: this.now(), state: 'waiting', problem: null };
        this.entries = [...this.entries, entry];
        this.keep();
        if (othersWait) return { kind: 'kept' };
        return this.deliver(entry, false);
    }

    /** Set while the line is known to be cut. */
    private stuck = false;

    private async deliver(entry: Entry, late: boolean): Promise<Sent> {
        try {
            const done = await this.post(entry.id, this.ready(entry));
            this.stuck = false;
            if (typeof done.incident === 'string') this.remember(entry.id, done.incident);
            this.remove(entry.id);
            const note = this.isLate(entry) ? this.lateNote(entry, done) : null;
            if (note !== null) this.putFirst(note, entry);
            return { kind: 'done', done };
        } catch (problem) {
            if (problem instanceof Refusal && !isPassing(problem)) {
                this.stuck = false;
                if (late) this.mark(entry.id, 'refused', problem.message);
                else this.remove(entry.id);
                return { kind: 'refused', problem };
            }
            if (!(problem instanceof Unreachable || problem instanceof Refusal)) throw problem;
            this.stuck = true;
            this.changed();
            return { kind: 'kept' };
        }
    }

    /** The line may be back: sends what waits, in order, until one cannot be sent. */
    async flush(): Promise<void> {
        if (this.flushing) return;
        this.flushing = true;
        try {
            for (let next = this.waiting[0]; next !== undefined; next = this.waiting[0]) {
                if ((await this.deliver(next, true)).kind === 'kept') return;
            }
        } finally {
            this.flushing = false;
        }
    }

    /** Takes an entry away without sending it. Answers whether it was there. */
    remove(id: string): boolean {
        const before = this.entries.length;
        this.entries = this.entries.filter((entry) => entry.id !== id);
        this.keep();
        return this.entries.length < before;
    }

    /** Sends a refused one again: it is a new request, since the desk has answered the old one. */
    again(id: string): void {
        const entry = this.entries.find((each) => each.id === id);
        if (entry === undefined) return;
        const renewed: Entry = { ...entry, id: this.newId(), state: 'waiting', problem: null };
        this.entries = this.entries.map((each) => (each === entry ? renewed : each));
        this.keep();
    }

    private isLate(entry: Entry): boolean {
        return this.now() - entry.enteredAt > LATE_MS;
    }

    /** The request as it goes out: references resolved, and a late status with its own time. */
    private ready(entry: Entry): Request {
        const request: Request = { ...entry.request };
        for (const [name, value] of Object.entries(request)) {
            if (typeof value === 'string' && value.startsWith('@')) request[name] = this.answers[value.slice(1)] ?? value;
        }
        if (request.verb === 'status' && request.at === undefined && this.isLate(entry)) {
            request.at = new Date(entry.enteredAt).toISOString();
        }
        return request;
    }

    private putFirst(request: Request, of: Entry): void {
        const note: Entry = { ...of, id: this.newId(), request, enteredAt: this.now() };
        this.entries = [note, ...this.entries];
        this.keep();
        void this.flush();
    }

    private mark(id: string, state: Entry['state'], problem: string): void {
        this.entries = this.entries.map((entry) => (entry.id === id ? { ...entry, state, problem } : entry));
        this.keep();
    }

    private remember(id: string, incident: string): void {
        const all = Object.entries({ ...this.answers, [id]: incident }).slice(-ANSWERS_LIMIT);
        this.answers = Object.fromEntries(all);
    }

    private keep(): void {
        this.shelf.setItem(this.key, JSON.stringify({ entries: this.entries, answers: this.answers }));
        this.changed();
    }
}

/** No answer on the matter yet: the desk stands still, the session is over, or there were too many. */
function isPassing(problem: Refusal): boolean {
    return [401, 429, 502, 503, 504].includes(problem.status);
}

function read(text: string | null): { entries: Entry[]; answers: Record<string, string> } {
    if (text === null) return { entries: [], answers: {} };
    try {
        const kept = JSON.parse(text) as { entries?: Entry[]; answers?: Record<string, string> };
        return { entries: kept.entries ?? [], answers: kept.answers ?? {} };
    } catch {
        return { entries: [], answers: {} };
    }
}
