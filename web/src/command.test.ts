import { describe, expect, test } from 'vitest';
import { about, complete, parse, VERBS, type Known } from './command';

const known: Known = {
    units: ['E1', 'E2', 'E27', 'M13', 'L28'],
    incidents: ['F26-4101', 'F26-4102', 'P26-4102', 'F26-101'],
    closures: ['C-1', 'C-2'],
    desks: ['NORTH', 'SOUTH'],
    destinations: [
        { id: 'HOSP', name: 'St. Clare Hospital' },
        { id: 'CLINIC', name: 'West Clinic' },
    ],
    dispositions: [
        { code: 'DONE', name: 'Done' },
        { code: 'FALSE', name: 'False alarm' },
    ],
    selected: 'F26-4101',
};

const command = (line: string, more: Partial<Known> = {}) => {
    const parsed = parse(line, { ...known, ...more });
    if (!parsed.ok) throw new Error(parsed.error);
    return parsed.command;
};

const error = (line: string, more: Partial<Known> = {}) => {
    const parsed = parse(line, { ...known, ...more });
    return parsed.ok ? `understood as ${JSON.stringify(parsed.command)}` : parsed.error;
};

describe('the command line', () => {
    test.each([
        ['D E1,E27 4101', { do: 'dispatch', units: ['E1', 'E27'], incident: 'F26-4101' }],
        ['d e1 e27; m13', { do: 'dispatch', units: ['E1', 'E27', 'M13'], incident: 'F26-4101' }],
        ['D E1 E1', { do: 'dispatch', units: ['E1'], incident: 'F26-4101' }],
        ['D', { do: 'dispatchProposed', incident: 'F26-4101' }],
        ['D F26-4102', { do: 'dispatchProposed', incident: 'F26-4102' }],
        ['N Bridge Street 4, north side', { do: 'newCall', text: 'Bridge Street 4, north side' }],
        ['ACK E1', { do: 'status', units: ['E1'], to: 'ACKNOWLEDGED' }],
        ['er e1,e2', { do: 'status', units: ['E1', 'E2'], to: 'EN_ROUTE' }],
        ['OS E1', { do: 'status', units: ['E1'], to: 'ON_SCENE' }],
        ['AD M13', { do: 'status', units: ['M13'], to: 'AT_DESTINATION' }],
        ['AV M13', { do: 'status', units: ['M13'], to: 'CLEARED' }],
        ['TR M13 clare', { do: 'transport', unit: 'M13', destination: 'HOSP' }],
        ['TR M13 CLINIC', { do: 'transport', unit: 'M13', destination: 'CLINIC' }],
        ['X E1', { do: 'cancel', units: ['E1'], incident: null, reason: '' }],
        ['X E1 4101 not needed', { do: 'cancel', units: ['E1'], incident: 'F26-4101', reason: 'not needed' }],
        ['EX E1 E2', { do: 'exchange', out: 'E1', in: 'E2', incident: null }],
        ['PRE M13', { do: 'preempt', unit: 'M13', incident: 'F26-4101' }],
        ['Q M13 26-101', { do: 'queue', unit: 'M13', incident: 'F26-101' }],
        ['NOTE two people on the roof', { do: 'note', incident: 'F26-4101', text: 'two people on the roof' }],
        ['NOTE F26-4102 gate is open', { do: 'note', incident: 'F26-4102', text: 'gate is open' }],
        ['PRI 2', { do: 'priority', priority: 2, incident: 'F26-4101' }],
        ['CLOSE false', { do: 'close', incident: 'F26-4101', disposition: 'FALSE' }],
        ['REOPEN 4101 smoke again', { do: 'reopen', incident: 'F26-4101', reason: 'smoke again' }],
        ['HO SOUTH', { do: 'handOver', incident: 'F26-4101', desk: 'SOUTH' }],
        ['UNDO', { do: 'undo' }],
        ['ROAD CLOSE flooded', { do: 'closeRoad', reason: 'flooded' }],
        ['ROAD REOPEN C-2', { do: 'reopenRoad', closure: 'C-2' }],
        ['GO E27', { do: 'go', unit: 'E27', incident: null, text: '' }],
        ['GO Bridge Street', { do: 'go', unit: null, incident: null, text: 'Bridge Street' }],
        ['OOS E1 flat tyre', { do: 'duty', units: ['E1'], duty: 'OUT_OF_SERVICE', reason: 'flat tyre' }],
        ['ON E1', { do: 'duty', units: ['E1'], duty: 'ON_DUTY', reason: '' }],
        ['R', { do: 'recommend', incident: 'F26-4101', exclude: [] }],
        ['R 26-101 E1', { do: 'recommend', incident: 'F26-101', exclude: ['E1'] }],
        ['?', { do: 'help' }],
    ])('%s', (line, expected) => {
        expect(command(line)).toEqual(expected);
    });

    test.each([
        ['ZAP E1', '"ZAP" is no verb'],
        ['D E99', '"E99" is not understood'],
        ['ACK', 'Which unit?'],
        ['ACK E99', '"E99" is no unit'],
        ['ACK E1 E99', '"E99" is not understood'],
        ['D E1 4102', 'fits F26-4102, P26-4102'],
        ['PRI 7', 'from 1 to 5 is expected, found "7"'],
        ['CLOSE', 'One of DONE, FALSE'],
        ['CLOSE NEVER', 'One of DONE, FALSE'],
        ['TR M13', 'To which destination'],
        ['TR M13 zoo', 'no destination'],
        ['OOS E1', 'Why'],
        ['REOPEN', 'Why'],
        ['ROAD', 'ROAD CLOSE or ROAD REOPEN is expected'],
        ['ROAD REOPEN', 'Which closure? One of C-1, C-2.'],
    ])('%s is refused with what was expected', (line, expected) => {
        expect(error(line)).toContain(expected);
    });

    test('an ending of a number counts only from a joint, so 101 is not 4101', () => {
        expect(command('D E1 101')).toMatchObject({ incident: 'F26-101' });
    });

    test('without a selected incident the line must name one', () => {
        expect(error('PRI 2', { selected: null })).toBe('Which incident? None is selected.');
    });

    test('the only closure needs no name', () => {
        expect(command('ROAD REOPEN', { closures: ['C-7'] })).toEqual({ do: 'reopenRoad', closure: 'C-7' });
    });

    test('Tab completes what is certain, and as far as it is certain', () => {
        expect(complete('PR', known)).toBe('PR');
        expect(complete('UN', known)).toBe('UNDO ');
        expect(complete('D L', known)).toBe('D L28 ');
        expect(complete('D E2', known)).toBe('D E2');
        expect(complete('GO F26-4', known)).toBe('GO F26-410');
        expect(complete('HO n', known)).toBe('HO NORTH ');
        expect(complete('D zz', known)).toBe('D zz');
    });

    test('the catalogue says of every verb what it does', () => {
        for (const verb of VERBS) expect(about(verb).does).not.toBe('');
    });

    test('no two verbs share a name', () => {
        const names = VERBS.flatMap((verb) => verb.names);

        expect(new Set(names).size).toBe(names.length);
    });
});
