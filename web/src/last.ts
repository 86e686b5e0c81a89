import type { BoardMessage, CenterInfo, IncidentDetail, Session } from './contract';

/**
 * What this tab showed last, for a page that is loaded anew while the server is away. It lies in the
 * tab's own storage, goes with the tab and with signing out, and holds nothing that is sealed.
 */
export interface Last {
    /** When the server was last heard, milliseconds since 1970 by its clock. */
    at: number;
    session: Session;
    center: CenterInfo;
    board: BoardMessage;
    detail: IncidentDetail | null;
}

const KEY = 'tocsin-last';
/** What is older says too little about now. */
export const MAX_AGE_MS = 12 * 3600 * 1000;

export function keepLast(last: Last): void {
    try {
        sessionStorage.setItem(KEY, JSON.stringify(last));
    } catch {
        // There is no room for a board this large: better none than an old one.
        sessionStorage.removeItem(KEY);
    }
}

export function readLast(nowMs: number): Last | null {
    try {
        const last = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Last | null;
        return last !== null && nowMs - last.at < MAX_AGE_MS ? last : null;
    } catch {
        return null;
    }
}

export function forgetLast(): void {
    sessionStorage.removeItem(KEY);
}
