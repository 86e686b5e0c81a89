import { describe, expect, test } from 'vitest';
import { about, candidates, complete, parse, VERBS, type Known } from './command';
import { lastTimeOfDay } from './operands';

const known: Known = {
    units: ['E1', 'E2', 'E27', 'M13', 'L28'],
    incidents: ['F26-4101', 'F26-4102', 'P26-4102', 'F26-101'],
    closures: ['C-1', 'C-2'],
    hazards: ['H-1'],
    drawings: ['G1'],
    capabilities: ['ALS', 'ENGINE'],
    agencies: ['fire', 'ems'],
    centers: ['town', 'county'],
    alarms: [9, 7],
    desks: ['NORTH', 'SOUTH'],
    stations: [
        { id: 'central', name: 'Central Fire Station' },
        { id: 'north', name: 'Northfield Fire Station' },
    ],
    types: [
        { code: 'FIRE', name: 'Structure fire' },
        { code: 'CRASH', name: 'Traffic accident' },
    ],
    destinations: [
        { id: 'HOSP', name: 'St. Clare Hospital' },
        { id: 'CLINIC', name: 'West Clinic' },
    ],
    dispositions: [
        { code: 'DONE', name: 'Done' },
        { code: 'FALSE', name: 'False alarm' },
    ],
    selected: 'F26-4101',
    verbs: {},
    codes: { '3': 'EN_ROUTE', AH: 'AT_DESTINATION' },
    agencyCodes: { ems: { '3': 'ON_SCENE', '7': 'EN_ROUTE', AH: 'AT_DESTINATION' } },
    agencyOf: new Map([
        ['E1', 'fire'],
        ['E2', 'fire'],
        ['M13', 'ems'],
    ]),
    zone: 'Europe/Lisbon',
    nowMs: Date.parse('2026-11-22T02:30:00Z'),
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
        ['Ｄ Ｅ１，E27、m13 4101', { do: 'dispatch', units: ['E1', 'E27', 'M13'], incident: 'F26-4101' }],
        ['？', { do: 'help' }],
        ['MU', { do: 'moveUps', agency: null }],
        ['MU EMS', { do: 'moveUps', agency: 'ems' }],
        ['UN free ambulance', { do: 'units', filter: 'free', text: 'ambulance' }],
        ['UN central', { do: 'units', filter: 'all', text: 'central' }],
        ['LIST closed FIRE 01:00 02:00', { do: 'list', list: 'closed', type: 'FIRE', from: '2026-11-22T01:00:00.000Z', to: '2026-11-22T02:00:00.000Z' }],
        ['PHOTOS the crew asks', { do: 'photos', incident: 'F26-4101', reason: 'the crew asks' }],
        ['CENTER county', { do: 'center', center: 'county' }],
        ['COPY', { do: 'copyLink' }],
        ['PRI ２', { do: 'priority', priority: 2, incident: 'F26-4101' }],
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
        ['BOOK West Clinic', { do: 'book', text: 'West Clinic' }],
        ['SI E1 CRASH', { do: 'selfInitiate', unit: 'E1', type: 'CRASH', text: '' }],
        ['si e1 crash Mill Bridge', { do: 'selfInitiate', unit: 'E1', type: 'CRASH', text: 'Mill Bridge' }],
        ['TYPE traffic', { do: 'type', incident: 'F26-4101', type: 'CRASH' }],
        ['AL 2', { do: 'alarmLevel', level: 2, incident: 'F26-4101' }],
        ['PL F26-4102', { do: 'place', incident: 'F26-4102', text: '' }],
        ['TELL power company', { do: 'tell', incident: 'F26-4101', whom: 'power company' }],
        ['SPLIT', { do: 'split', incident: 'F26-4101' }],
        ['MERGE F26-101', { do: 'merge', incident: 'F26-4101', into: 'F26-101' }],
        ['MERGE F26-101 F26-4102', { do: 'merge', incident: 'F26-101', into: 'F26-4102' }],
        ['JOIN 12', { do: 'joinCall', call: 12, incident: 'F26-4101' }],
        ['LINK F26-101', { do: 'link', incident: 'F26-4101', with: 'F26-101' }],
        ['UNLINK F26-101', { do: 'unlink', incident: 'F26-4101', with: 'F26-101' }],
        ['DIV E1 needed more there', { do: 'divert', unit: 'E1', incident: 'F26-4101', reason: 'needed more there' }],
        ['TIME E1 on_s 02:10', { do: 'time', unit: 'E1', state: 'ON_SCENE', at: '2026-11-22T02:10:00.000Z', incident: null }],
        ['RES E1 low', { do: 'restrict', unit: 'E1', restriction: 'LOW_FUEL' }],
        ['UNRES E1 CREW_REST', { do: 'unrestrict', unit: 'E1', restriction: 'CREW_REST' }],
        ['MV E1 northfield', { do: 'relocate', unit: 'E1', station: 'north' }],
        ['PAR', { do: 'roll', incident: 'F26-4101' }],
        ['HAZ gas in the street', { do: 'hazard', text: 'gas in the street' }],
        ['SLOW 40 surface water', { do: 'limitRoad', percent: 40, reason: 'surface water' }],
        ['RL ice', { do: 'limitRoad', percent: null, reason: 'ice' }],
        ['DRAW area cordon', { do: 'draw', shape: 'area', text: 'cordon' }],
        ['DRAW way in', { do: 'draw', shape: null, text: 'way in' }],
        ['ERASE', { do: 'erase', drawing: 'G1' }],
        ['COVER als', { do: 'coverage', capability: 'ALS' }],
        ['COVER', { do: 'coverage', capability: null }],
        ['EXPORT csv for the court', { do: 'export', incident: 'F26-4101', format: 'csv', reason: 'for the court' }],
        ['UNHAZ', { do: 'liftHazard', hazard: 'H-1' }],
        ['AA', { do: 'acknowledge', alarms: [9] }],
        ['AA 7', { do: 'acknowledge', alarms: [7] }],
        ['AA all', { do: 'acknowledge', alarms: [9, 7] }],
        ['FO E1', { do: 'follow', unit: 'E1' }],
        ['LAYER hy', { do: 'layer', layer: 'hydrants' }],
        ['LIST closed', { do: 'list', list: 'closed', type: '', from: '', to: '' }],
        ['S mill lane', { do: 'search', text: 'mill lane' }],
        ['3 E1', { do: 'status', units: ['E1'], to: 'EN_ROUTE' }],
        ['E1 3', { do: 'status', units: ['E1'], to: 'EN_ROUTE' }],
        ['M13 AH', { do: 'status', units: ['M13'], to: 'AT_DESTINATION' }],
        ['RO C-2', { do: 'reopenRoad', closure: 'C-2' }],
        ['RC burst main', { do: 'closeRoad', reason: 'burst main' }],
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
        ['ROAD REOPEN', 'Which closure? One of C-1, C-2.'],
        ['MERGE', 'Which other incident?'],
        ['TIME E1 on_s 25:00', 'A time of day such as 14:05'],
        ['RES E1 TIRED', 'One of LOW_FUEL'],
        ['AA 8', 'Which alarm? ALL, or one of 9, 7.'],
        ['DIV E1', 'Why is it diverted?'],
        ['SEAL', 'Why do you need'],
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
        const done = (line: string) => complete(line, known).line;
        expect(done('PR')).toBe('PR');
        expect(done('UND')).toBe('UNDO ');
        expect(done('D L')).toBe('D L28 ');
        expect(done('D E2')).toBe('D E2');
        expect(done('GO F26-4')).toBe('GO F26-410');
        expect(done('HO n')).toBe('HO NORTH ');
        expect(done('D zz')).toBe('D zz');
        // Where several fit, they are named.
        expect(complete('D E', known).fits).toEqual(['E1', 'E2', 'E27']);
        expect(done('D E1，M')).toBe('D E1，M13 ');
    });

    test('a center may name its verbs itself', () => {
        const own = { verbs: { dispatch: ['SEND', 'GOTO'] } };

        expect(command('SEND E1', own)).toEqual({ do: 'dispatch', units: ['E1'], incident: 'F26-4101' });
        expect(error('DISPATCH E1', own)).toContain('is no verb');
    });

    test('a time of day is the last time it was so, by the clocks of the center', () => {
        const now = Date.parse('2026-07-01T22:30:00Z');

        expect(lastTimeOfDay('23:15', 'Europe/Lisbon', now)).toBe(Date.parse('2026-07-01T22:15:00Z'));
        expect(lastTimeOfDay('2345', 'Europe/Lisbon', now)).toBe(Date.parse('2026-06-30T22:45:00Z'));
        expect(lastTimeOfDay('24:00', 'Europe/Lisbon', now)).toBe(null);
    });

    test('the form of a verb writes a line that means what its fields say', () => {
        const example: Record<string, string> = { unit: 'E1', units: 'E1, E2', incident: 'F26-4102', other: 'F26-101' };
        const more: Record<string, string> = { time: '02:10', call: '12', place: 'Mill Lane', reason: 'why not', text: 'a word' };
        for (const verb of VERBS.filter((each) => each.id !== 'go')) {
            const line = [verb.names[0], ...verb.operands.map(({ kind }) => example[kind] ?? more[kind] ?? candidates(kind, known)[0])].join(' ');
            expect(error(line), line).toContain('understood as');
        }
    });

    test('the catalogue says of every verb what it does', () => {
        for (const verb of VERBS) expect(about(verb).does).not.toBe('');
    });

    test('no two verbs share a name', () => {
        const names = VERBS.flatMap((verb) => verb.names);

        expect(new Set(names).size).toBe(names.length);
    });
});

describe('codes of an agency', () => {
    test('hold for its units, before and after the unit', () => {
        expect(command('3 M13')).toEqual({ do: 'status', units: ['M13'], to: 'ON_SCENE' });
        expect(command('M13 3')).toEqual({ do: 'status', units: ['M13'], to: 'ON_SCENE' });
        expect(command('3 E1,E2')).toEqual({ do: 'status', units: ['E1', 'E2'], to: 'EN_ROUTE' });
        expect(command('M13 7')).toEqual({ do: 'status', units: ['M13'], to: 'EN_ROUTE' });
    });

    test('that mean different things for the units of one line are refused', () => {
        expect(parse('3 E1,M13', known)).toEqual(expect.objectContaining({ ok: false, error: expect.stringContaining('E1 en route, M13 on scene') }));
    });

    test('of another agency are not understood for a unit', () => {
        expect(parse('7 E1', known).ok).toBe(false);
    });
});
