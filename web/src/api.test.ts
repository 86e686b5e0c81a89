import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { Api, newRequestId, Refusal } from './api';

let server: Server | undefined;

afterEach(() => server?.close());

/** A real server; each answer is one line of the script, the last one for all further calls. */
async function serve(...script: ((request: IncomingMessage, response: ServerResponse) => void)[]) {
    const bodies: { id?: string }[] = [];
    let n = 0;
    server = createServer((request, response) => {
        let text = '';
        request.on('data', (chunk: Buffer) => (text += chunk.toString()));
        request.on('end', () => {
            // Who is signed in is no part of the script: a page that has no token asks for it.
            if (request.method === 'GET' && request.url === '/api/session') {
                say(200, { csrf: 'token-0', centers: [] })(request, response);
                return;
            }
            bodies.push(text === '' ? {} : (JSON.parse(text) as { id?: string }));
            script[Math.min(n++, script.length - 1)]!(request, response);
        });
    });
    await new Promise<void>((listening) => server!.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    return { api: new Api(`http://127.0.0.1:${port}`), bodies };
}

const cut = (_: IncomingMessage, response: ServerResponse) => response.destroy();
const say = (status: number, body: unknown) => (_: IncomingMessage, response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
};

describe('asking the desk', () => {
    test('a lost answer is asked for again under the same id', async () => {
        const { api, bodies } = await serve(cut, say(503, { detail: 'The desk recovers.' }), say(200, { outcome: 'done', incident: 'F1' }));
        let retries = 0;
        const id = newRequestId();

        const done = await api.request('town', id, { verb: 'undo', request: 'x' }, () => retries++);

        expect(done.incident).toBe('F1');
        expect(retries).toBe(2);
        expect(bodies.map((body) => body.id)).toEqual([id, id, id]);
    });

    test('a refusal is not asked again, and says what the desk said', async () => {
        const { api, bodies } = await serve(say(409, { title: 'Refused', detail: 'E1 is on scene.' }));

        const asked = api.request('town', newRequestId(), { verb: 'dispatch' }, () => undefined);

        await expect(asked).rejects.toThrow('E1 is on scene.');
        await expect(asked).rejects.toBeInstanceOf(Refusal);
        expect(bodies.length).toBe(1);
    });

    test('a field that was wrong is named with what was found and expected', async () => {
        const errors = [{ field: 'priority', found: '7', expected: '1 to 5' }];
        const { api } = await serve(say(400, { title: 'Bad request', errors }));

        await expect(api.get('/api/x')).rejects.toThrow('priority: found 7, expected 1 to 5');
    });

    test('the token of the session goes with everything that changes something', async () => {
        const seen: (string | undefined)[] = [];
        const { api } = await serve((request, response) => {
            seen.push(request.headers['x-csrf-token'] as string | undefined);
            say(200, { csrf: 'token-1', centers: [] })(request, response);
        });

        await api.signIn('u', 'p');
        await api.get('/api/centers/town');
        await api.post('/api/centers/town/requests', {});

        expect(seen).toEqual([undefined, undefined, 'token-1']);
    });

    test('a page that opened without a line asks for the token before it sends what it kept', async () => {
        const seen: (string | undefined)[] = [];
        const { api } = await serve((request, response) => {
            seen.push(request.headers['x-csrf-token'] as string | undefined);
            say(200, { outcome: 'done' })(request, response);
        });

        await api.request('town', newRequestId(), { verb: 'checkIn' }, () => undefined);

        expect(seen).toEqual(['token-0']);
    });

    test('ids are random uuids of version 4', () => {
        const ids = new Set(Array.from({ length: 1000 }, newRequestId));

        expect(ids.size).toBe(1000);
        for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    });
});
