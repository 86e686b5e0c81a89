import { describe, expect, test } from 'vitest';
import { Refusal, Unreachable } from './api';
import type { Done, Request } from './contract';
import { ENTRIES_LIMIT, incidentOf, LATE_MS, Outbox, type Shelf } from './outbox';

/** A desk at the end of a line that can be cut. */
class Line {
    whole = true;
    now = Date.parse('2026-11-22T03:00:00Z');
    readonly heard: { id: string; request: Request }[] = [];
    readonly refuses = new Set<string>();
    readonly kept = new Map<string, string>();
    private ids = 0;
    private incidents = 0;

    readonly shelf: Shelf = {
        getItem: (key) => this.kept.get(key) ?? null,
        setItem: (key, value) => void this.kept.set(key, value),
    };

    open(): Outbox {
        return new Outbox(
            this.shelf,
            'shelf',
            (id, request) => this.post(id, request),
            (entry, done) => (done.incident ? { verb: 'addNote', incident: done.incident, text: `late ${entry.text}` } : null),
            () => `new-${this.ids++}`,
            () => this.now,
            () => undefined,
        );
    }

    private post(id: string, request: Request): Promise<Done> {
        if (!this.whole) return Promise.reject(new Unreachable('cut'));
        if (this.refuses.has(request.verb)) return Promise.reject(new Refusal(409, { detail: `no ${request.verb}` }));
        this.heard.push({ id, request });
        return Promise.resolve({ outcome: 'done', ...(request.verb === 'takeCall' ? { incident: `26-${++this.incidents}` } : {}) });
    }

    wait(ms: number): void {
        this.now += ms;
    }
}

const verbs = (line: Line) => line.heard.map(({ request }) => request.verb);

describe('what is not sent yet', () => {
    test('with a line a request goes out at once and leaves nothing behind', async () => {
        const line = new Line();
        const outbox = line.open();

        const sent = await outbox.send('a', { verb: 'checkIn', unit: 'E1' }, 'check in');

        expect(sent.kind).toBe('done');
        expect(outbox.entries).toEqual([]);
    });

    test('without a line all are kept in order, and a status is sent with the time it was entered', async () => {
        const line = new Line();
        const outbox = line.open();
        line.whole = false;
        expect((await outbox.send('a', { verb: 'status', unit: 'E1', to: 'ON_SCENE' }, 'E1')).kind).toBe('kept');
        line.wait(10_000);
        expect((await outbox.send('b', { verb: 'checkIn', unit: 'E2' }, 'E2')).kind).toBe('kept');
        line.wait(60_000);
        line.whole = true;

        await outbox.flush();

        expect(line.heard).toEqual([
            { id: 'a', request: { verb: 'status', unit: 'E1', to: 'ON_SCENE', at: '2026-11-22T03:00:00.000Z' } },
            { id: 'b', request: { verb: 'checkIn', unit: 'E2' } },
        ]);
        expect(outbox.entries).toEqual([]);
    });

    test('a page that is loaded anew sends what the old one kept, under the same ids', async () => {
        const line = new Line();
        line.whole = false;
        await line.open().send('a', { verb: 'checkIn', unit: 'E1' }, 'E1');
        line.whole = true;
        const again = line.open();

        await again.flush();

        expect(line.heard.map(({ id }) => id)).toEqual(['a']);
    });

    test('what follows a call that waits finds the incident it opened, and the call says it came late', async () => {
        const line = new Line();
        const outbox = line.open();
        line.whole = false;
        await outbox.send('call', { verb: 'takeCall', type: 'FIRE' }, 'a call');
        await outbox.send('answer', { verb: 'answer', incident: incidentOf('call') }, 'an answer');
        line.wait(LATE_MS + 1);
        line.whole = true;

        await outbox.flush();
        await outbox.flush();

        expect(verbs(line)).toEqual(['takeCall', 'addNote', 'answer']);
        expect(line.heard.map(({ request }) => request.incident)).toEqual([undefined, '26-1', '26-1']);
        expect(line.heard[1]!.request.text).toBe('late a call');
    });

    test('refused at once is said at once; refused late stays for a decision, and the rest goes on', async () => {
        const line = new Line();
        const outbox = line.open();
        line.refuses.add('dispatch');
        expect((await outbox.send('x', { verb: 'dispatch' }, 'x')).kind).toBe('refused');
        expect(outbox.entries).toEqual([]);
        line.whole = false;
        await outbox.send('a', { verb: 'dispatch', incident: '26-9' }, 'E1 to 26-9');
        await outbox.send('b', { verb: 'checkIn', unit: 'E2' }, 'E2');
        line.whole = true;

        await outbox.flush();

        expect(verbs(line)).toEqual(['checkIn']);
        expect(outbox.refused).toMatchObject([{ id: 'a', problem: 'no dispatch' }]);
        expect(outbox.remove('a')).toBe(true);
    });

    test('a refused one that is sent again is a new request', async () => {
        const line = new Line();
        const outbox = line.open();
        line.refuses.add('dispatch');
        line.whole = false;
        await outbox.send('a', { verb: 'dispatch' }, 'x');
        line.whole = true;
        await outbox.flush();
        line.refuses.clear();

        outbox.again('a');
        await outbox.flush();

        expect(line.heard.map(({ id }) => id)).toEqual(['new-0']);
        expect(outbox.entries).toEqual([]);
    });

    test('it is full at its limit', async () => {
        const line = new Line();
        const outbox = line.open();
        line.whole = false;
        for (let i = 0; i < ENTRIES_LIMIT - 1; i++) await outbox.send(String(i), { verb: 'checkIn', unit: 'E1' }, 'x');

        expect(outbox.isFull).toBe(false);
        await outbox.send('last', { verb: 'checkIn', unit: 'E1' }, 'x');
        expect(outbox.isFull).toBe(true);
    });

    test('a shelf that cannot be read is as good as empty', () => {
        const line = new Line();
        line.kept.set('shelf', '{"entries":');

        expect(line.open().entries).toEqual([]);
    });
});
