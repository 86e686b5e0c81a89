import type { Done, Problem, Request, Session } from './contract';
import { said } from './serverWords';
import { words } from './words';

/** How long one try may take before it is given up and tried again. */
const TRY_MS = 10_000;
const PHOTO_MS = 60_000;
/** The waits between tries of a request; after the last one the outbox keeps it. */
const RETRY_AFTER_MS = [200, 800];

/** The server answered, and said no. `status` 401 means: sign in again. */
export class Refusal extends Error {
    constructor(
        readonly status: number,
        readonly problem: Problem,
    ) {
        super(sentence(status, problem));
    }
}

/** The server did not answer. */
export class Unreachable extends Error {}

function sentence(status: number, problem: Problem): string {
    const errors = (problem.errors ?? []).map((e) => words.wrongField(e.field, said(e.found), said(e.expected)));
    const detail = said(problem.detail ?? problem.title ?? '') || words.answered(status);
    return errors.length > 0 ? `${detail} ${errors.join('; ')}` : detail;
}

/** A request's name: random, made here, kept over every retry. Works without a secure context too. */
export function newRequestId(): string {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6]! & 0x0f) | 0x40;
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export class Api {
    private csrf = '';

    /** @param base where the server is, when it is not where the page came from */
    constructor(private readonly base = '') {}

    async session(): Promise<Session> {
        return this.remember(await this.call<Session>('GET', '/api/session'));
    }

    /** Goes on with a session that this page had before it was loaded anew. */
    resume(session: Session): void {
        this.remember(session);
    }

    async signIn(user: string, password: string): Promise<Session> {
        return this.remember(await this.call<Session>('POST', '/api/session', { user, password }));
    }

    async signOut(): Promise<void> {
        await this.call('DELETE', '/api/session');
        this.csrf = '';
    }

    get<T>(path: string, query: Record<string, string | number | undefined> = {}): Promise<T> {
        const search = new URLSearchParams();
        for (const [name, value] of Object.entries(query)) {
            if (value !== undefined && value !== '') search.set(name, String(value));
        }
        const tail = search.size > 0 ? `?${search}` : '';
        return this.call<T>('GET', path + tail);
    }

    /** What is no JSON, such as a photo. */
    async blob(path: string, query: Record<string, string>): Promise<Blob> {
        const response = await this.fetched('GET', `${path}?${new URLSearchParams(query)}`, {}, null);
        if (!response.ok) throw new Refusal(response.status, parse<Problem>(await response.text()) ?? {});
        return response.blob();
    }

    /** Sends a photo of the scene; the same id again adds nothing. */
    async photo(center: string, incident: string, id: string, photo: Blob): Promise<Done> {
        if (this.csrf === '') await this.session();
        const path = `/api/centers/${encodeURIComponent(center)}/incidents/${encodeURIComponent(incident)}/photos?id=${encodeURIComponent(id)}`;
        return this.answered<Done>(await this.fetched('POST', path, { 'Content-Type': photo.type }, photo));
    }

    post<T>(path: string, body: unknown): Promise<T> {
        return this.call<T>('POST', path, body);
    }

    /**
     * Asks the desk of a center for something. A lost answer is asked for again under the same id,
     * which the desk answers as it did the first time, so nothing is done twice.
     *
     * @throws Refusal when the desk says no, {@link Unreachable} when all tries failed
     */
    async request(center: string, id: string, request: Request, onRetry: () => void): Promise<Done> {
        for (let attempt = 0; ; attempt++) {
            try {
                // A page that opened without a line has no token yet; a request without one is refused.
                if (this.csrf === '') await this.session();
                return await this.post<Done>(`/api/centers/${encodeURIComponent(center)}/requests`, { id, request });
            } catch (problem) {
                const wait = RETRY_AFTER_MS[attempt];
                const passing = problem instanceof Unreachable || (problem instanceof Refusal && problem.status === 503);
                if (!passing || wait === undefined) throw problem;
                onRetry();
                await new Promise((resolve) => setTimeout(resolve, wait));
            }
        }
    }

    private remember(session: Session): Session {
        this.csrf = session.csrf;
        return session;
    }

    private async call<T>(method: string, path: string, body?: unknown): Promise<T> {
        const headers: Record<string, string> = body === undefined ? {} : { 'Content-Type': 'application/json' };
        return this.answered<T>(await this.fetched(method, path, headers, body === undefined ? null : JSON.stringify(body)));
    }

    private async fetched(method: string, path: string, headers: Record<string, string>, body: BodyInit | null): Promise<Response> {
        const all: Record<string, string> = { ...headers, Accept: 'application/json, application/problem+json, image/jpeg' };
        if (method !== 'GET' && this.csrf) all['X-CSRF-Token'] = this.csrf;
        try {
            return await fetch(this.base + path, {
                method,
                headers: all,
                body,
                credentials: 'same-origin',
                cache: 'no-store',
                // A photo takes its time over a bad line.
                signal: AbortSignal.timeout(body instanceof Blob ? PHOTO_MS : TRY_MS),
            });
        } catch (cause) {
            throw new Unreachable(words.unreachable, { cause });
        }
    }

    private async answered<T>(response: Response): Promise<T> {
        const text = await response.text().catch((cause: unknown) => {
            throw new Unreachable(words.brokeOff, { cause });
        });
        if (!response.ok) throw new Refusal(response.status, parse<Problem>(text) ?? {});
        return (text === '' ? undefined : parse<T>(text)) as T;
    }
}

function parse<T>(text: string): T | undefined {
    try {
        return JSON.parse(text) as T;
    } catch {
        return undefined;
    }
}

/** What went wrong, for the person. */
export function message(problem: unknown): string {
    return problem instanceof Error ? problem.message : String(problem);
}
