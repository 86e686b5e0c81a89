/**
 * The command line: a verb, then operands in any sensible separator. Parsing is pure; it knows the
 * names on the board, so that "D E1 4101" needs no markers. What a command does is in the console.
 *
 * A verb names its operands, so that the line's hint, Tab, and the form that is its twin on the page
 * are made of one table: the form writes a line, and the line is read here.
 */

import { BETWEEN, LAST, LAYERS, Operands, split, upper, Wrong, type Kind, type Known, type LayerName, type Restriction } from './operands';
import { words } from './deskWords';

export type { Known } from './operands';

const w = words.commandLine;

export type Step = 'ACKNOWLEDGED' | 'EN_ROUTE' | 'ON_SCENE' | 'AT_DESTINATION' | 'CLEARED';
export type List = 'open' | 'mine' | 'closed';
export const UNIT_FILTERS = ['all', 'busy', 'free'] as const;
export type UnitFilter = (typeof UNIT_FILTERS)[number];
export type ExportFormat = 'json' | 'csv';
export const SHAPES = ['line', 'area', 'text'] as const;
export type DrawnShape = (typeof SHAPES)[number];
export type Duty = 'ON_DUTY' | 'OFF_DUTY' | 'OUT_OF_SERVICE';

export type Command =
    // calls and incidents
    | { do: 'newCall'; text: string }
    | { do: 'book'; text: string }
    | { do: 'selfInitiate'; unit: string; type: string; text: string }
    | { do: 'note'; incident: string; text: string }
    | { do: 'priority'; incident: string; priority: number }
    | { do: 'type'; incident: string; type: string }
    | { do: 'alarmLevel'; incident: string; level: number }
    | { do: 'place'; incident: string; text: string }
    | { do: 'tell'; incident: string; whom: string }
    | { do: 'split'; incident: string }
    | { do: 'merge'; incident: string; into: string }
    | { do: 'joinCall'; call: number; incident: string }
    | { do: 'link'; incident: string; with: string }
    | { do: 'unlink'; incident: string; with: string }
    | { do: 'handOver'; incident: string; desk: string }
    | { do: 'close'; incident: string; disposition: string }
    | { do: 'reopen'; incident: string; reason: string }
    | { do: 'why'; incident: string }
    | { do: 'sealed'; incident: string; reason: string }
    | { do: 'photos'; incident: string; reason: string }
    | { do: 'hide' }
    | { do: 'discard' }
    | { do: 'print'; incident: string }
    | { do: 'export'; incident: string; format: ExportFormat; reason: string }
    // sending
    | { do: 'recommend'; incident: string; exclude: string[] }
    | { do: 'dispatchProposed'; incident: string }
    | { do: 'dispatch'; incident: string; units: string[] }
    | { do: 'queue'; incident: string; unit: string }
    | { do: 'preempt'; incident: string; unit: string }
    | { do: 'divert'; incident: string; unit: string; reason: string }
    | { do: 'exchange'; incident: string | null; out: string; in: string }
    | { do: 'cancel'; incident: string | null; units: string[]; reason: string }
    // how far units are
    | { do: 'status'; units: string[]; to: Step }
    | { do: 'transport'; unit: string; destination: string }
    | { do: 'time'; unit: string; state: string; at: string; incident: string | null }
    | { do: 'checkIn'; units: string[] }
    | { do: 'roll'; incident: string }
    // units
    | { do: 'duty'; units: string[]; duty: Duty; reason: string }
    | { do: 'restrict'; unit: string; restriction: Restriction }
    | { do: 'unrestrict'; unit: string; restriction: Restriction }
    | { do: 'relocate'; unit: string; station: string }
    | { do: 'moveUps'; agency: string | null }
    | { do: 'acceptMoveUp'; unit: string }
    | { do: 'dismissMoveUp'; unit: string; reason: string }
    // roads, hazards, alarms
    | { do: 'closeRoad'; reason: string }
    | { do: 'limitRoad'; percent: number | null; reason: string }
    | { do: 'amendClosure'; closure: string }
    | { do: 'reopenRoad'; closure: string }
    | { do: 'hazard'; text: string }
    | { do: 'liftHazard'; hazard: string }
    | { do: 'draw'; shape: DrawnShape | null; text: string }
    | { do: 'erase'; drawing: string }
    | { do: 'acknowledge'; alarms: number[] }
    // looking
    | { do: 'go'; unit: string | null; incident: string | null; text: string }
    | { do: 'follow'; unit: string | null }
    | { do: 'layer'; layer: LayerName }
    | { do: 'coverage'; capability: string | null }
    | { do: 'measure' }
    | { do: 'whole' }
    | { do: 'copyLink' }
    | { do: 'list'; list: List; type: string; from: string; to: string }
    | { do: 'search'; text: string }
    | { do: 'units'; filter: UnitFilter; text: string }
    // the desk
    | { do: 'undo' }
    | { do: 'outbox' }
    | { do: 'actions' }
    | { do: 'sound' }
    | { do: 'theme' }
    | { do: 'language'; language: string }
    | { do: 'layout' }
    | { do: 'wall' }
    | { do: 'replay' }
    | { do: 'trainer' }
    | { do: 'center'; center: string }
    | { do: 'signOut' }
    | { do: 'help' };

export type VerbId = Command['do'] | 'acked' | 'enRoute' | 'onScene' | 'atDestination' | 'clear' | 'outOfService' | 'offDuty' | 'onDuty';
export type Group = 'incident' | 'send' | 'status' | 'unit' | 'road' | 'look' | 'desk';

/** A place in a verb's line, for its hint and its form. */
export interface Operand {
    kind: Kind;
    optional?: true;
    /** What it is called, where its kind alone does not tell it from another of the same verb. */
    label?: string;
}

export interface Verb {
    id: VerbId;
    group: Group;
    /** The short form first; under its id the catalogue says what the verb does. */
    names: readonly string[];
    operands: readonly Operand[];
    parse(operands: Operands): Command;
}

export type Parsed = { ok: true; command: Command } | { ok: false; error: string; verb: Verb | null };

/** What the verb takes and does, in words. */
export function about(verb: Verb): { operands: string; does: string } {
    const operands = verb.operands.map((operand) => {
        const name = operandName(operand);
        return operand.optional ? `[${name}]` : `<${name}>`;
    });
    return { operands: operands.join(' '), does: w.verbs[verb.id] ?? '' };
}

export function operandName(operand: Operand): string {
    return w.operands[operand.label ?? operand.kind] ?? operand.kind;
}

/** The names a verb goes by here: the center's own first. */
export function namesOf(verb: Verb, known: Pick<Known, 'verbs'>): readonly string[] {
    return known.verbs[verb.id] ?? verb.names;
}

/** Parses one line. */
export function parse(line: string, known: Known): Parsed {
    const trimmed = line.trim();
    if (trimmed === '') return { ok: false, error: w.empty, verb: null };
    const meanings = meaningsOf(trimmed, known);
    if (meanings.length > 1) return { ok: false, error: w.codeDiffers(meanings), verb: null };
    const [verb, rest] = verbAndRest(trimmed, known);
    if (!verb) return { ok: false, error: w.noVerb(split(trimmed)[0]), verb: null };
    try {
        return { ok: true, command: verb.parse(new Operands(rest, known)) };
    } catch (problem) {
        if (!(problem instanceof Wrong)) throw problem;
        return { ok: false, error: problem.message, verb };
    }
}

/** "OS E1", or as crews say it on the radio: "E1 OS". */
function verbAndRest(line: string, known: Known): [Verb | null, string] {
    const [word, rest] = split(line);
    const [second, more] = split(rest);
    const verb = findVerb(word, known, unitNamed(second, known));
    if (verb !== null) return [verb, rest];
    const unit = unitNamed(word, known);
    return unit === null ? [null, rest] : [findVerb(second, known, unit), `${word} ${more}`];
}

function unitNamed(word: string, known: Known): string | null {
    return known.units.find((unit) => unit.toUpperCase() === upper(word)) ?? null;
}

/** @param unit whose agency may have codes of its own; without one, any agency's are understood */
export function findVerb(word: string, known: Pick<Known, 'verbs' | 'codes' | 'agencyCodes' | 'agencyOf'>, unit: string | null = null): Verb | null {
    const said = upper(word);
    if (said === '') return null;
    const named = VERBS.find((verb) => namesOf(verb, known).some((name) => name.toUpperCase() === said));
    if (named) return named;
    const others = Object.values(known.agencyCodes).map((codes) => codes[said]);
    const status = unit === null ? (known.codes[said] ?? others.find((each) => each !== undefined)) : codesFor(unit, known)[said];
    return status === undefined ? null : verbOfStatus(status);
}

function codesFor(unit: string, known: Pick<Known, 'codes' | 'agencyCodes' | 'agencyOf'>): Readonly<Record<string, string>> {
    return known.agencyCodes[known.agencyOf.get(unit) ?? ''] ?? known.codes;
}

/** A code that means one thing for one of the units named, and another for another: each with its unit. */
function meaningsOf(line: string, known: Known): string[] {
    const [word, rest] = split(line);
    const said = upper(word);
    if (VERBS.some((verb) => namesOf(verb, known).some((name) => name.toUpperCase() === said))) return [];
    const found = new Map<string, string>();
    for (const each of rest.split(BETWEEN)) {
        const unit = unitNamed(each, known);
        if (unit === null) break;
        const status = codesFor(unit, known)[said];
        if (status !== undefined && !found.has(status)) found.set(status, unit);
    }
    return [...found].map(([status, unit]) => `${unit} ${words.states[status] ?? status}`);
}

const OF_STATUS: Record<string, VerbId> = {
    AVAILABLE: 'clear',
    ACKNOWLEDGED: 'acked',
    EN_ROUTE: 'enRoute',
    ON_SCENE: 'onScene',
    TRANSPORTING: 'transport',
    AT_DESTINATION: 'atDestination',
    OFF_DUTY: 'offDuty',
    OUT_OF_SERVICE: 'outOfService',
};

function verbOfStatus(status: string): Verb | null {
    return VERBS.find((verb) => verb.id === OF_STATUS[status]) ?? null;
}

export function verb(id: VerbId): Verb {
    const found = VERBS.find((each) => each.id === id);
    if (!found) throw new Error(`There is no verb ${id}.`);
    return found;
}

/** The verb of a line that is still being typed. */
export function verbOf(line: string, known: Known): Verb | null {
    return verbAndRest(line.trim(), known)[0];
}

/** What Tab makes of a line: its last word completed as far as one name alone begins like it, and the names that all do. */
export function complete(line: string, known: Known): { line: string; fits: readonly string[] } {
    const match = LAST.exec(line)!;
    const [, head = '', word = ''] = match;
    if (word === '') return { line, fits: [] };
    const names =
        head.trim() === ''
            ? VERBS.map((verb) => namesOf(verb, known)[0]!)
            : [...new Set((verbOf(line, known)?.operands ?? []).flatMap(({ kind }) => candidates(kind, known)))];
    const fits = [...new Set(names.filter((name) => name.toUpperCase().startsWith(upper(word))))];
    if (fits.length === 0) return { line, fits };
    if (fits.length === 1) return { line: `${head}${fits[0]} `, fits };
    return { line: head + commonStart(fits), fits };
}

/** What may be written for an operand, where that is a known list. */
export function candidates(kind: Kind, known: Known): readonly string[] {
    switch (kind) {
        case 'unit':
        case 'units':
            return known.units;
        case 'incident':
        case 'other':
            return known.incidents;
        case 'type':
            return known.types.map((t) => t.code);
        case 'disposition':
            return known.dispositions.map((d) => d.code);
        case 'desk':
            return known.desks;
        case 'station':
            return known.stations.map((s) => s.id);
        case 'destination':
            return known.destinations.map((d) => d.id);
        case 'closure':
            return known.closures;
        case 'hazard':
            return known.hazards;
        case 'alarm':
            return ['ALL', ...known.alarms.map(String)];
        case 'restriction':
            return ['LOW_FUEL', 'CREW_REST', 'DISTRICT_ONLY'];
        case 'state':
            return ['DISPATCHED', 'ACKNOWLEDGED', 'EN_ROUTE', 'ON_SCENE', 'TRANSPORTING', 'AT_DESTINATION', 'CLEARED'];
        case 'layer':
            return LAYERS;
        case 'drawing':
            return known.drawings;
        case 'capability':
            return known.capabilities;
        case 'format':
            return ['json', 'csv'];
        case 'shape':
            return SHAPES;
        case 'percent':
            return ['75', '50', '25'];
        case 'list':
            return ['open', 'mine', 'closed'];
        case 'filter':
            return UNIT_FILTERS;
        case 'agency':
            return known.agencies;
        case 'center':
            return known.centers;
        case 'language':
            return ['en', 'zh'];
        case 'priority':
            return ['1', '2', '3', '4', '5'];
        case 'level':
            return ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
        case 'call':
        case 'time':
        case 'place':
        case 'reason':
        case 'text':
            return [];
    }
}

function commonStart(names: string[]): string {
    let length = names[0]!.length;
    for (const name of names) {
        let same = 0;
        while (same < length && name[same]?.toUpperCase() === names[0]![same]?.toUpperCase()) same++;
        length = same;
    }
    return names[0]!.slice(0, length);
}

const need = (kind: Kind): Operand => ({ kind });
const may = (kind: Kind): Operand => ({ kind, optional: true });

function status(id: VerbId, names: string[], to: Step): Verb {
    return { id, group: 'status', names, operands: [need('units')], parse: (o) => o.end({ do: 'status', units: o.units(), to }) };
}

function plain(id: 'undo' | 'outbox' | 'actions' | 'sound' | 'theme' | 'layout' | 'wall' | 'replay' | 'trainer' | 'signOut' | 'help' | 'measure' | 'whole' | 'hide' | 'discard' | 'copyLink', group: Group, names: string[]): Verb {
    return { id, group, names, operands: [], parse: (o) => o.end({ do: id }) };
}

export const VERBS: readonly Verb[] = [
    {
        id: 'newCall',
        group: 'incident',
        names: ['N', 'NEW'],
        operands: [may('place')],
        parse: (o) => ({ do: 'newCall', text: o.text() }),
    },
    {
        id: 'book',
        group: 'incident',
        names: ['BOOK'],
        operands: [may('place')],
        parse: (o) => ({ do: 'book', text: o.text() }),
    },
    {
        id: 'selfInitiate',
        group: 'incident',
        names: ['SI', 'SELF'],
        operands: [need('unit'), need('type'), may('place')],
        parse: (o) => ({ do: 'selfInitiate', unit: o.unit(), type: o.typeCode(), text: o.text() }),
    },
    {
        id: 'note',
        group: 'incident',
        names: ['NOTE'],
        operands: [may('incident'), need('text')],
        parse: (o) => {
            const incident = o.incident();
            return { do: 'note', incident, text: o.needText(w.needNote) };
        },
    },
    {
        id: 'priority',
        group: 'incident',
        names: ['PRI'],
        operands: [need('priority'), may('incident')],
        parse: (o) => {
            const priority = o.number(1, 5);
            return o.end({ do: 'priority', priority, incident: o.incident() });
        },
    },
    {
        id: 'type',
        group: 'incident',
        names: ['TYPE'],
        operands: [may('incident'), need('type')],
        parse: (o) => {
            const incident = o.incident();
            return o.end({ do: 'type', incident, type: o.type() });
        },
    },
    {
        id: 'alarmLevel',
        group: 'incident',
        names: ['AL', 'LEVEL'],
        operands: [need('level'), may('incident')],
        parse: (o) => {
            const level = o.number(1, 9);
            return o.end({ do: 'alarmLevel', level, incident: o.incident() });
        },
    },
    {
        id: 'place',
        group: 'incident',
        names: ['PL', 'PLACE'],
        operands: [may('incident'), may('place')],
        parse: (o) => ({ do: 'place', incident: o.incident(), text: o.text() }),
    },
    {
        id: 'tell',
        group: 'incident',
        names: ['TELL'],
        operands: [may('incident'), need('text')],
        parse: (o) => {
            const incident = o.incident();
            return { do: 'tell', incident, whom: o.needText(w.needWhom) };
        },
    },
    {
        id: 'split',
        group: 'incident',
        names: ['SPLIT'],
        operands: [may('incident')],
        parse: (o) => o.end({ do: 'split', incident: o.incident() }),
    },
    {
        id: 'merge',
        group: 'incident',
        names: ['MERGE'],
        operands: [may('incident'), need('other')],
        parse: (o) => {
            const [incident, into] = o.pair();
            return o.end({ do: 'merge', incident, into });
        },
    },
    {
        id: 'joinCall',
        group: 'incident',
        names: ['JOIN'],
        operands: [need('call'), may('incident')],
        parse: (o) => {
            const call = o.call();
            return o.end({ do: 'joinCall', call, incident: o.incident() });
        },
    },
    {
        id: 'link',
        group: 'incident',
        names: ['LINK'],
        operands: [may('incident'), need('other')],
        parse: (o) => {
            const [incident, other] = o.pair();
            return o.end({ do: 'link', incident, with: other });
        },
    },
    {
        id: 'unlink',
        group: 'incident',
        names: ['UNLINK'],
        operands: [may('incident'), need('other')],
        parse: (o) => {
            const [incident, other] = o.pair();
            return o.end({ do: 'unlink', incident, with: other });
        },
    },
    {
        id: 'handOver',
        group: 'incident',
        names: ['HO', 'HAND'],
        operands: [may('incident'), need('desk')],
        parse: (o) => {
            const incident = o.incident();
            return o.end({ do: 'handOver', incident, desk: o.desk() });
        },
    },
    {
        id: 'close',
        group: 'incident',
        names: ['CLOSE'],
        operands: [may('incident'), need('disposition')],
        parse: (o) => {
            const incident = o.incident();
            return o.end({ do: 'close', incident, disposition: o.disposition() });
        },
    },
    {
        id: 'reopen',
        group: 'incident',
        names: ['REOPEN'],
        operands: [may('incident'), need('reason')],
        parse: (o) => {
            const incident = o.incident();
            return { do: 'reopen', incident, reason: o.needText(w.needReopenReason) };
        },
    },
    {
        id: 'why',
        group: 'incident',
        names: ['WHY'],
        operands: [may('incident')],
        parse: (o) => o.end({ do: 'why', incident: o.incident() }),
    },
    {
        id: 'sealed',
        group: 'incident',
        names: ['SEAL'],
        operands: [may('incident'), need('reason')],
        parse: (o) => {
            const incident = o.incident();
            return { do: 'sealed', incident, reason: o.needText(w.needSealReason) };
        },
    },
    {
        id: 'photos',
        group: 'incident',
        names: ['PHOTOS'],
        operands: [may('incident'), need('reason')],
        parse: (o) => {
            const incident = o.incident();
            return { do: 'photos', incident, reason: o.needText(w.needSealReason) };
        },
    },
    plain('hide', 'incident', ['HIDE']),
    plain('discard', 'incident', ['DISCARD']),
    {
        id: 'print',
        group: 'incident',
        names: ['PRINT'],
        operands: [may('incident')],
        parse: (o) => o.end({ do: 'print', incident: o.incident() }),
    },
    {
        id: 'export',
        group: 'incident',
        names: ['EXPORT'],
        operands: [may('incident'), need('format'), may('reason')],
        parse: (o) => {
            const incident = o.incident();
            return { do: 'export', incident, format: o.oneOf(['json', 'csv'] as const, w.oneOf(['json', 'csv'])), reason: o.text() };
        },
    },
    {
        id: 'recommend',
        group: 'send',
        names: ['R', 'REC'],
        operands: [may('incident'), may('units')],
        parse: (o) => {
            const incident = o.incident();
            return { do: 'recommend', incident, exclude: o.isEmpty() ? [] : o.end(o.units()) };
        },
    },
    {
        id: 'dispatch',
        group: 'send',
        names: ['D', 'DISPATCH'],
        operands: [may('units'), may('incident')],
        parse: (o) => {
            const units = o.findUnits();
            const incident = o.end(o.incident());
            return units.length === 0 ? { do: 'dispatchProposed', incident } : { do: 'dispatch', units, incident };
        },
    },
    {
        id: 'queue',
        group: 'send',
        names: ['Q', 'QUEUE'],
        operands: [need('unit'), may('incident')],
        parse: (o) => {
            const unit = o.unit();
            return o.end({ do: 'queue', unit, incident: o.incident() });
        },
    },
    {
        id: 'preempt',
        group: 'send',
        names: ['PRE', 'PREEMPT'],
        operands: [need('unit'), may('incident')],
        parse: (o) => {
            const unit = o.unit();
            return o.end({ do: 'preempt', unit, incident: o.incident() });
        },
    },
    {
        id: 'divert',
        group: 'send',
        names: ['DIV', 'DIVERT'],
        operands: [need('unit'), may('incident'), need('reason')],
        parse: (o) => {
            const unit = o.unit();
            const incident = o.incident();
            return { do: 'divert', unit, incident, reason: o.needText(w.needDivertReason) };
        },
    },
    {
        id: 'exchange',
        group: 'send',
        names: ['EX', 'EXCHANGE'],
        operands: [
            { kind: 'unit', label: 'out' },
            { kind: 'unit', label: 'in' },
            { kind: 'incident', optional: true },
        ],
        parse: (o) => {
            const out = o.unit();
            return o.end({ do: 'exchange', out, in: o.unit(), incident: o.findIncident() });
        },
    },
    {
        id: 'cancel',
        group: 'send',
        names: ['X', 'CANCEL'],
        operands: [need('units'), may('incident'), may('reason')],
        parse: (o) => {
            const units = o.units();
            return { do: 'cancel', units, incident: o.findIncident(), reason: o.text() };
        },
    },
    status('acked', ['ACK'], 'ACKNOWLEDGED'),
    status('enRoute', ['ER', 'ENR'], 'EN_ROUTE'),
    status('onScene', ['OS', 'ONS'], 'ON_SCENE'),
    {
        id: 'transport',
        group: 'status',
        names: ['TR', 'TRN'],
        operands: [need('unit'), need('destination')],
        parse: (o) => ({ do: 'transport', unit: o.unit(), destination: o.destination() }),
    },
    status('atDestination', ['AD'], 'AT_DESTINATION'),
    status('clear', ['AV', 'AVL', 'CLR'], 'CLEARED'),
    {
        id: 'time',
        group: 'status',
        names: ['TIME'],
        operands: [need('unit'), need('state'), need('time'), may('incident')],
        parse: (o) => {
            const unit = o.unit();
            const state = o.state();
            return o.end({ do: 'time', unit, state, at: o.time(), incident: o.findIncident() });
        },
    },
    {
        id: 'checkIn',
        group: 'status',
        names: ['CI'],
        operands: [need('units')],
        parse: (o) => o.end({ do: 'checkIn', units: o.units() }),
    },
    {
        id: 'roll',
        group: 'status',
        names: ['PAR'],
        operands: [may('incident')],
        parse: (o) => o.end({ do: 'roll', incident: o.incident() }),
    },
    {
        id: 'outOfService',
        group: 'unit',
        names: ['OOS'],
        operands: [need('units'), need('reason')],
        parse: (o) => {
            const units = o.units();
            return { do: 'duty', units, duty: 'OUT_OF_SERVICE', reason: o.needText(w.needServiceReason) };
        },
    },
    {
        id: 'offDuty',
        group: 'unit',
        names: ['OFF'],
        operands: [need('units'), may('reason')],
        parse: (o) => ({ do: 'duty', units: o.units(), duty: 'OFF_DUTY', reason: o.text() }),
    },
    {
        id: 'onDuty',
        group: 'unit',
        names: ['ON'],
        operands: [need('units')],
        parse: (o) => o.end({ do: 'duty', units: o.units(), duty: 'ON_DUTY', reason: '' }),
    },
    {
        id: 'restrict',
        group: 'unit',
        names: ['RES'],
        operands: [need('unit'), need('restriction')],
        parse: (o) => o.end({ do: 'restrict', unit: o.unit(), restriction: o.restriction() }),
    },
    {
        id: 'unrestrict',
        group: 'unit',
        names: ['UNRES'],
        operands: [need('unit'), need('restriction')],
        parse: (o) => o.end({ do: 'unrestrict', unit: o.unit(), restriction: o.restriction() }),
    },
    {
        id: 'relocate',
        group: 'unit',
        names: ['MV', 'MOVE'],
        operands: [need('unit'), need('station')],
        parse: (o) => ({ do: 'relocate', unit: o.unit(), station: o.station() }),
    },
    {
        id: 'moveUps',
        group: 'unit',
        names: ['MU', 'MOVEUPS'],
        operands: [may('agency')],
        parse: (o) => ({ do: 'moveUps', agency: o.isEmpty() ? null : o.end(o.agency()) }),
    },
    {
        id: 'acceptMoveUp',
        group: 'unit',
        names: ['MA'],
        operands: [need('unit')],
        parse: (o) => o.end({ do: 'acceptMoveUp', unit: o.unit() }),
    },
    {
        id: 'dismissMoveUp',
        group: 'unit',
        names: ['MX'],
        operands: [need('unit'), may('reason')],
        parse: (o) => ({ do: 'dismissMoveUp', unit: o.unit(), reason: o.text() }),
    },
    {
        id: 'closeRoad',
        group: 'road',
        names: ['RC', 'ROAD'],
        operands: [may('reason')],
        parse: (o) => {
            // ROAD CLOSE and ROAD REOPEN, as one says it, mean the same as RC and RO.
            const what = o.peek();
            if (what === 'REOPEN' || what === 'OPEN') {
                o.word();
                return o.end({ do: 'reopenRoad', closure: o.closure() });
            }
            if (what === 'CLOSE') o.word();
            return { do: 'closeRoad', reason: o.text() };
        },
    },
    {
        id: 'limitRoad',
        group: 'road',
        names: ['RL', 'SLOW'],
        operands: [may('percent'), may('reason')],
        parse: (o) => {
            const percent = /^\d/.test(o.peek()) ? o.number(5, 95) : null;
            return { do: 'limitRoad', percent, reason: o.text() };
        },
    },
    {
        id: 'amendClosure',
        group: 'road',
        names: ['RA', 'AMEND'],
        operands: [need('closure')],
        parse: (o) => o.end({ do: 'amendClosure', closure: o.closure() }),
    },
    {
        id: 'reopenRoad',
        group: 'road',
        names: ['RO'],
        operands: [need('closure')],
        parse: (o) => o.end({ do: 'reopenRoad', closure: o.closure() }),
    },
    {
        id: 'hazard',
        group: 'road',
        names: ['HAZ'],
        operands: [may('text')],
        parse: (o) => ({ do: 'hazard', text: o.text() }),
    },
    {
        id: 'liftHazard',
        group: 'road',
        names: ['UNHAZ'],
        operands: [need('hazard')],
        parse: (o) => o.end({ do: 'liftHazard', hazard: o.hazard() }),
    },
    {
        id: 'draw',
        group: 'road',
        names: ['DRAW'],
        operands: [may('shape'), may('text')],
        parse: (o) => ({ do: 'draw', shape: o.maybe(SHAPES), text: o.text() }),
    },
    {
        id: 'erase',
        group: 'road',
        names: ['ERASE'],
        operands: [need('drawing')],
        parse: (o) => o.end({ do: 'erase', drawing: o.drawing() }),
    },
    {
        id: 'acknowledge',
        group: 'desk',
        names: ['AA'],
        operands: [may('alarm')],
        parse: (o) => o.end({ do: 'acknowledge', alarms: o.alarms() }),
    },
    {
        id: 'go',
        group: 'look',
        names: ['GO', 'FIND'],
        operands: [may('unit'), may('incident'), may('place')],
        parse: (o) => {
            const unit = o.findUnit();
            if (unit !== null) return o.end({ do: 'go', unit, incident: null, text: '' });
            const incident = o.findIncident();
            if (incident !== null) return o.end({ do: 'go', unit: null, incident, text: '' });
            return { do: 'go', unit: null, incident: null, text: o.needText(w.whereTo) };
        },
    },
    {
        id: 'follow',
        group: 'look',
        names: ['FO', 'FOLLOW'],
        operands: [may('unit')],
        parse: (o) => (o.isEmpty() ? { do: 'follow', unit: null } : o.end({ do: 'follow', unit: o.unit() })),
    },
    {
        id: 'layer',
        group: 'look',
        names: ['LAYER'],
        operands: [need('layer')],
        parse: (o) => o.end({ do: 'layer', layer: o.layer() }),
    },
    {
        id: 'coverage',
        group: 'look',
        names: ['COVER'],
        operands: [may('capability')],
        parse: (o) => o.end({ do: 'coverage', capability: o.isEmpty() ? null : o.capability() }),
    },
    plain('measure', 'look', ['ME', 'MEASURE']),
    plain('whole', 'look', ['MAP']),
    plain('copyLink', 'look', ['COPY']),
    {
        id: 'list',
        group: 'look',
        names: ['LIST'],
        operands: [need('list'), may('type'), { kind: 'time', optional: true, label: 'since' }, { kind: 'time', optional: true, label: 'till' }],
        parse: (o) => {
            const list = o.oneOf(['open', 'mine', 'closed'] as const, w.oneOf(['open', 'mine', 'closed']));
            const type = o.maybe(o.typeCodes()) ?? '';
            const from = o.isEmpty() ? '' : o.time();
            return o.end({ do: 'list', list, type, from, to: o.isEmpty() ? '' : o.time() });
        },
    },
    {
        id: 'search',
        group: 'look',
        names: ['S', 'SEARCH'],
        operands: [may('text')],
        parse: (o) => ({ do: 'search', text: o.text() }),
    },
    {
        id: 'units',
        group: 'look',
        names: ['UN', 'UNITS'],
        operands: [may('filter'), may('text')],
        parse: (o) => ({ do: 'units', filter: o.maybe(UNIT_FILTERS) ?? 'all', text: o.text() }),
    },
    plain('undo', 'desk', ['UNDO', 'U']),
    plain('outbox', 'desk', ['OUTBOX']),
    plain('actions', 'desk', ['MENU']),
    plain('sound', 'desk', ['SOUND']),
    plain('theme', 'desk', ['THEME']),
    {
        id: 'language',
        group: 'desk',
        names: ['LANG'],
        operands: [need('language')],
        parse: (o) => o.end({ do: 'language', language: o.oneOf(['en', 'zh'] as const, w.oneOf(['en', 'zh'])) }),
    },
    plain('layout', 'desk', ['LAYOUT']),
    plain('wall', 'desk', ['WALL']),
    plain('replay', 'desk', ['REPLAY']),
    plain('trainer', 'desk', ['TRAINER']),
    {
        id: 'center',
        group: 'desk',
        names: ['CENTER'],
        operands: [need('center')],
        parse: (o) => o.end({ do: 'center', center: o.center() }),
    },
    plain('signOut', 'desk', ['BYE']),
    plain('help', 'desk', ['?', 'HELP']),
];
