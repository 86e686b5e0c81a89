/** How long a reloaded page waits for its former self to let go of the shelf. */
const LET_GO_MS = 500;

interface Kept {
    entries?: unknown[];
    answers?: Record<string, string>;
}

/**
 * Finds the shelf of this page for requests that are not sent yet. Tabs of the same person keep theirs
 * apart; a reloaded page has the one it had; what a closed tab left is taken over. Without locks (a page
 * that came without TLS from elsewhere than this machine) shelves that were left stay where they are.
 *
 * @param prefix of the person and center
 * @returns the key in local storage
 */
export async function claimShelf(prefix: string): Promise<string> {
    const tab = sessionStorage.getItem('tocsin-tab') ?? newTab();
    if (!('locks' in navigator)) return `${prefix}-${tab}`;
    let key = `${prefix}-${tab}`;
    // A tab that was duplicated has its twin's name, and the twin holds the lock.
    if (!(await hold(key))) {
        key = `${prefix}-${newTab()}`;
        await hold(key);
    }
    for (const other of Object.keys(localStorage)) {
        if (other.startsWith(`${prefix}-`) && other !== key) await takeOver(other, key);
    }
    return key;
}

function newTab(): string {
    const tab = String(crypto.getRandomValues(new Uint32Array(1))[0]);
    sessionStorage.setItem('tocsin-tab', tab);
    return tab;
}

/** Takes the lock of a shelf for as long as the page lives. Answers whether it got it. */
function hold(key: string): Promise<boolean> {
    return new Promise((answer) => {
        navigator.locks
            .request(key, { signal: AbortSignal.timeout(LET_GO_MS) }, () => {
                answer(true);
                return new Promise(() => undefined);
            })
            .catch(() => answer(false));
    });
}

/** A shelf whose lock is free belongs to nobody any more. */
function takeOver(from: string, into: string): Promise<void> {
    return navigator.locks.request(from, { ifAvailable: true }, (lock) => {
        if (lock === null) return;
        const left = read(from);
        localStorage.removeItem(from);
        if (left.entries === undefined || left.entries.length === 0) return;
        const own = read(into);
        const all: Kept = { entries: [...left.entries, ...(own.entries ?? [])], answers: { ...left.answers, ...own.answers } };
        localStorage.setItem(into, JSON.stringify(all));
    });
}

function read(key: string): Kept {
    try {
        return JSON.parse(localStorage.getItem(key) ?? '{}') as Kept;
    } catch {
        return {};
    }
}
