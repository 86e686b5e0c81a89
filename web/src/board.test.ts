import { describe, expect, test } from 'vitest';
import { apply, count, emptyBoard, LOG_LIMIT, queueOrder, ranks, unitOrder } from './board';
import type { IncidentRow, LogLine, UnitRow } from './contract';

const incident = (id: string, more: Partial<IncidentRow> = {}): IncidentRow => ({
    id,
    type: 'FIRE',
    typeName: 'Structure fire',
    priority: 3,
    place: 'Bridge Street 4',
    point: { latitude: 0, longitude: 0 },
    state: 'WAITING',
    openedAt: '2026-11-21T10:00:00Z',
    dueAt: null,
    overdue: false,
    units: [],
    queued: [],
    calls: 1,
    desk: 'NORTH',
    alarmLevel: 1,
    scheduledFor: null,
    closedAt: null,
    disposition: null,
    links: [],
    uncertaintyMeters: null,
    given: null,
    ...more,
});

const unit = (callSign: string, status: UnitRow['status']): UnitRow => ({
    index: 0,
    callSign,
    agency: 'F',
    station: 'S1',
    status,
    since: '2026-11-21T10:00:00Z',
    incident: null,
    queue: [],
    destination: null,
    eta: null,
    etaEarliest: null,
    etaLatest: null,
    duty: 'ON_DUTY',
    reason: null,
    restrictions: [],
    crew: null,
    crewBusyWith: null,
    checkInDue: null,
    point: { latitude: 0, longitude: 0 },
    pointAt: '2026-11-21T10:00:00Z',
    heading: null,
});

const line = (position: number): LogLine => ({
    position,
    at: '2026-11-21T10:00:00Z',
    actor: 'desk1',
    incident: null,
    unit: null,
    text: String(position),
});

const at = '2026-11-21T10:00:00Z';

describe('the board', () => {
    test('a full message replaces everything', () => {
        const board = emptyBoard();
        apply(board, { position: 5, at, full: true, incidents: [incident('F1')], log: [line(5)] });

        apply(board, { position: 3, at, full: true, incidents: [incident('F2')] });

        expect([...board.incidents.keys()]).toEqual(['F2']);
        expect(board.position).toBe(3);
        expect(board.log).toEqual([]);
    });

    test('a change replaces its rows and takes out what is removed', () => {
        const board = emptyBoard();
        apply(board, { position: 1, at, full: true, incidents: [incident('F1'), incident('F2')] });

        apply(board, {
            position: 2,
            at,
            incidents: [incident('F1', { priority: 1 })],
            removed: { incidents: ['F2'] },
        });

        expect(board.incidents.get('F1')!.priority).toBe(1);
        expect(board.incidents.has('F2')).toBe(false);
    });

    test('a message older than the board changes nothing', () => {
        const board = emptyBoard();
        apply(board, { position: 9, at, full: true, incidents: [incident('F1', { priority: 1 })] });

        apply(board, { position: 8, at, incidents: [incident('F1', { priority: 5 })] });

        expect(board.incidents.get('F1')!.priority).toBe(1);
        expect(board.position).toBe(9);
    });

    test('a repeated line of the log is kept once, newest first, and the log has a limit', () => {
        const board = emptyBoard();
        apply(board, { position: 2, at, full: true, log: [line(1), line(2)] });
        apply(board, { position: 3, at, log: [line(2), line(3)] });
        expect(board.log.map((l) => l.position)).toEqual([3, 2, 1]);

        const many = Array.from({ length: LOG_LIMIT + 10 }, (_, i) => line(i + 4));
        apply(board, { position: LOG_LIMIT + 20, at, log: many });

        expect(board.log.length).toBe(LOG_LIMIT);
        expect(board.log[0]!.position).toBe(LOG_LIMIT + 13);
    });

    test('who waits for help stands first, then the more urgent, then the older', () => {
        const rows = [
            incident('sent', { state: 'EN_ROUTE', priority: 1 }),
            incident('booked', { state: 'SCHEDULED', priority: 1 }),
            incident('young', { openedAt: '2026-11-21T10:01:00Z' }),
            incident('old'),
            incident('urgent', { priority: 1, openedAt: '2026-11-21T10:02:00Z' }),
        ];

        expect(rows.sort(queueOrder).map((r) => r.id)).toEqual(['urgent', 'old', 'young', 'sent', 'booked']);
    });

    test('units are sorted by what they do, then as people count', () => {
        const rows = [unit('E10', 'AVAILABLE'), unit('E2', 'AVAILABLE'), unit('M1', 'DISPATCHED')];

        rows.forEach((row, i) => (row.index = i));
        const order = unitOrder(ranks(rows.map((row) => row.callSign)));

        expect([...rows].sort(order).map((r) => r.callSign)).toEqual(['M1', 'E2', 'E10']);
    });

    test('closed incidents and units off duty are not counted', () => {
        const board = emptyBoard();
        apply(board, {
            position: 1,
            at,
            full: true,
            incidents: [incident('a', { overdue: true }), incident('b', { state: 'ON_SCENE' }), incident('c', { state: 'CLOSED' })],
            units: [unit('E1', 'AVAILABLE'), unit('E2', 'ON_SCENE'), unit('E3', 'OFF_DUTY')],
        });

        expect(count(board)).toMatchObject({ waiting: 1, overdue: 1, open: 2, available: 1, onDuty: 2 });
    });
});
