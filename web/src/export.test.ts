import { expect, test } from 'vitest';
import type { IncidentDetail } from './contract';
import { toCsv, toJson } from './export';

const detail = {
    id: 'F26-1',
    openedAt: '2026-11-22T01:00:00Z',
    typeName: 'Fire',
    priority: 1,
    place: 'Mill Lane 3, yard',
    calls: [{ id: 7, at: '2026-11-22T01:00:00Z', source: 'PHONE' }],
    assignments: [{ unit: 'E1', times: [{ state: 'DISPATCHED', at: '2026-11-22T01:01:00Z' }] }],
    log: [{ at: '2026-11-22T01:02:00Z', actor: 'dispatcher', text: '=1+1' }],
} as unknown as IncidentDetail;
const sealed = {
    calls: [{ call: 7, name: 'A. B.', number: null, text: 'he said "fire"' }],
    notes: [{ at: '2026-11-22T01:03:00Z', by: 'dispatcher', text: 'two\nlines' }],
};

test('a table has a line for each thing that happened, and no formula', () => {
    expect(toCsv(detail, sealed)).toBe(
        [
            'at,kind,who,what',
            '2026-11-22T01:00:00Z,incident,F26-1,"Fire, P1, Mill Lane 3, yard"',
            '2026-11-22T01:00:00Z,call,PHONE,7',
            '2026-11-22T01:00:00Z,said,7,"A. B. | he said ""fire"""',
            '2026-11-22T01:01:00Z,unit,E1,DISPATCHED',
            "2026-11-22T01:02:00Z,log,dispatcher,'=1+1",
            '2026-11-22T01:03:00Z,note,dispatcher,"two\nlines"',
            '',
        ].join('\r\n'),
    );
});

test('what is sealed is in the file only where it was asked for', () => {
    expect(toCsv(detail, null)).not.toContain('fire"');
    expect(JSON.parse(toJson(detail, null))).not.toHaveProperty('sealed');
    expect(JSON.parse(toJson(detail, sealed)).sealed.notes).toHaveLength(1);
});
