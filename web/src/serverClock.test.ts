import { expect, test } from 'vitest';
import { ServerClock } from './serverClock';

function clock(): { clock: ServerClock; pass: (ms: number) => void } {
    let real = 1_000_000;
    const made = new ServerClock(() => real);
    return { clock: made, pass: (ms) => (real += ms) };
}

test('a few milliseconds of the network are not followed, a clock that differs is', () => {
    const { clock: server, pass } = clock();
    server.heard(1_000_120);
    expect(server.now()).toBe(1_000_000);
    server.heard(5_000_000);
    pass(300);
    expect(server.now()).toBe(5_000_300);
});

test('a drill at 60 times the speed goes on evenly between beats', () => {
    const { clock: server, pass } = clock();
    server.heard(9_000_000, 60);
    for (let beat = 1; beat <= 5; beat++) {
        for (let i = 0; i < 20; i++) {
            const before = server.now();
            pass(100);
            expect(server.now() - before).toBe(6_000);
        }
        // Late by 5 ms on the way, which are 300 ms of the drill.
        server.heard(9_000_000 + beat * 120_000 - 300, 60);
    }
    expect(server.now()).toBe(9_600_000);
});

test('a held clock stands, and goes on where it stood', () => {
    const { clock: server, pass } = clock();
    server.heard(9_000_000, 10);
    pass(1_000);
    server.heard(9_010_000, 0);
    pass(60_000);
    expect(server.now()).toBe(9_010_000);
    server.heard(9_010_000, 1);
    pass(2_000);
    expect(server.now()).toBe(9_012_000);
});

test('a jump ahead is followed at once', () => {
    const { clock: server } = clock();
    server.heard(9_000_000, 60);
    server.heard(9_300_000, 60);
    expect(server.now()).toBe(9_300_000);
});
