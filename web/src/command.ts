/**
 * The command line: a verb, then operands in any sensible separator. Parsing is pure; it knows the
 * names on the board, so that "D E1 4101" needs no markers. What a command does is in console.
 */

import { words } from './words';

const w = words.commandLine;

/** What a verb takes and does, in words. */
export function about(verb: Verb): { operands: string; does: string } {
    return w.verbs[verb.names[0]!] ?? { operands: '', does: '' };
}

/** The names a line may refer to. */
export interface Known {
    units: readonly string[];
    /** Open incidents first. */
    incidents: readonly string[];
    closures: readonly string[];
    desks: readonly string[];
    destinations: readonly { id: string; name: string }[];
    dispositions: readonly { code: string; name: string }[];
    /** The incident that is selected, used where a line names none. */
    selected: string | null;
}

export type Step = 'ACKNOWLEDGED' | 'EN_ROUTE' | 'ON_SCENE' | 'AT_DESTINATION' | 'CLEARED';

export type Command =
    | { do: 'newCall'; text: string }
    | { do: 'recommend'; incident: string; exclude: string[] }
    | { do: 'dispatchProposed'; incident: string }
    | { do: 'dispatch'; incident: string; units: string[] }
    | { do: 'status'; units: string[]; to: Step }
    | { do: 'transport'; unit: string; destination: string }
    | { do: 'cancel'; incident: string | null; units: string[]; reason: string }
    | { do: 'exchange'; incident: string | null; out: string; in: string }
    | { do: 'preempt'; incident: string; unit: string }
    | { do: 'queue'; incident: string; unit: string }
    | { do: 'note'; incident: string; text: string }
    | { do: 'priority'; incident: string; priority: number }
    | { do: 'close'; incident: string; disposition: string }
    | { do: 'reopen'; incident: string; reason: string }
    | { do: 'handOver'; incident: string; desk: string }
    | { do: 'undo' }
    | { do: 'closeRoad'; reason: string }
    | { do: 'reopenRoad'; closure: string }
    | { do: 'go'; unit: string | null; incident: string | null; text: string }
    | { do: 'duty'; units: string[]; duty: 'ON_DUTY' | 'OFF_DUTY' | 'OUT_OF_SERVICE'; reason: string }
    | { do: 'checkIn'; units: string[] }
    | { do: 'help' };

export type Parsed = { ok: true; command: Command } | { ok: false; error: string; verb: Verb | null };

export interface Verb {
    /** The short form first; under it the catalogue says what the verb takes and does. */
    names: readonly string[];
    parse(operands: Operands): Command;
}

/** What is wrong with a line, for the person who typed it. */
class Wrong extends Error {}

/** Parses one line. */
export function parse(line: string, known: Known): Parsed {
    const trimmed = line.trim();
    if (trimmed === '') return { ok: false, error: w.empty, verb: null };
    const [word = '', rest = ''] = split(trimmed);
    const verb = findVerb(word);
    if (!verb) return { ok: false, error: w.noVerb(word), verb: null };
    try {
        return { ok: true, command: verb.parse(new Operands(rest, known)) };
    } catch (problem) {
        if (!(problem instanceof Wrong)) throw problem;
        return { ok: false, error: problem.message, verb };
    }
}

export function findVerb(word: string): Verb | null {
    const upper = word.toUpperCase();
    return VERBS.find((verb) => verb.names.includes(upper)) ?? null;
}

/** The verb of a line that is still being typed. */
export function verbOf(line: string): Verb | null {
    return findVerb(split(line.trim())[0] ?? '');
}

/** What Tab makes of a line: its last word completed, where only one name begins like it. */
export function complete(line: string, known: Known): string {
    const match = /^(.*?)([^\s,;]*)$/s.exec(line)!;
    const [, head = '', word = ''] = match;
    if (word === '') return line;
    const upper = word.toUpperCase();
    const names =
        head.trim() === ''
            ? VERBS.map((verb) => verb.names[0]!)
            : [
                  ...known.units,
                  ...known.incidents,
                  ...known.dispositions.map((d) => d.code),
                  ...known.desks,
                  ...known.destinations.map((d) => d.id),
                  ...known.closures,
              ];
    const found = [...new Set(names.filter((name) => name.toUpperCase().startsWith(upper)))];
    if (found.length === 0) return line;
    if (found.length === 1) return `${head}${found[0]} `;
    return head + commonStart(found);
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

function split(text: string): [string, string] {
    const match = /^([^\s,;]+)[\s,;]*(.*)$/s.exec(text);
    return match ? [match[1]!, match[2]!.trim()] : ['', ''];
}

/** The operands of a line, taken from the left. */
export class Operands {
    constructor(
        private rest: string,
        private readonly known: Known,
    ) {}

    /** The units named next, at least one. */
    units(): string[] {
        const found: string[] = [];
        for (let unit = this.findUnit(); unit !== null; unit = this.findUnit()) {
            if (!found.includes(unit)) found.push(unit);
        }
        if (found.length === 0) this.unit();
        return found;
    }

    unit(): string {
        const unit = this.findUnit();
        if (unit !== null) return unit;
        const [word] = split(this.rest);
        throw new Wrong(word ? w.noUnit(word) : w.whichUnit);
    }

    findUnit(): string | null {
        return this.take((word) => this.known.units.find((unit) => unit.toUpperCase() === word) ?? null);
    }

    /** The incident named next, else the selected one. */
    incident(): string {
        const incident = this.findIncident() ?? this.known.selected;
        if (incident === null) throw new Wrong(w.whichIncident);
        return incident;
    }

    /** Whole numbers, or an ending of one that only one incident has: "4101" for "F26-4101". */
    findIncident(): string | null {
        return this.take((word) => {
            const all = this.known.incidents;
            const whole = all.find((id) => id.toUpperCase() === word);
            if (whole !== undefined) return whole;
            if (!/\d$/.test(word)) return null;
            const ending = all.filter((id) => endsAtJoint(id.toUpperCase(), word));
            if (ending.length > 1) throw new Wrong(w.several(word, ending.slice(0, 4)));
            return ending[0] ?? null;
        });
    }

    disposition(): string {
        const all = this.known.dispositions;
        const code = this.take((word) => all.find((d) => d.code.toUpperCase() === word)?.code ?? null);
        if (code !== null) return code;
        throw new Wrong(w.whichDisposition(all.map((d) => d.code)));
    }

    desk(): string {
        const desk = this.take((word) => this.known.desks.find((d) => d.toUpperCase() === word) ?? null);
        if (desk !== null) return desk;
        throw new Wrong(w.whichDesk(this.known.desks));
    }

    closure(): string {
        const all = this.known.closures;
        const named = this.take((word) => all.find((id) => id.toUpperCase() === word) ?? null);
        if (named !== null) return named;
        if (all.length === 1 && this.rest === '') return all[0]!;
        throw new Wrong(all.length === 0 ? w.noClosure : w.whichClosure(all));
    }

    /** A destination by its id, or by a part of its name that only one has. */
    destination(): string {
        const all = this.known.destinations;
        const text = this.text().toUpperCase();
        if (text === '') throw new Wrong(w.whichDestination);
        const exact = all.find((d) => d.id.toUpperCase() === text || d.name.toUpperCase() === text);
        const close = all.filter((d) => d.name.toUpperCase().includes(text) || d.id.toUpperCase().startsWith(text));
        const found = exact ?? (close.length === 1 ? close[0] : undefined);
        if (found !== undefined) return found.id;
        const names = (close.length > 0 ? close : all).slice(0, 5).map((d) => d.name);
        throw new Wrong(close.length === 0 ? w.noDestination(text, names) : w.several(text, names));
    }

    number(low: number, high: number): number {
        const [word, rest] = split(this.rest);
        const value = /^\d{1,3}$/.test(word) ? Number(word) : Number.NaN;
        if (!(value >= low && value <= high)) throw new Wrong(w.notInRange(low, high, word));
        this.rest = rest;
        return value;
    }

    word(): string {
        const [word, rest] = split(this.rest);
        this.rest = rest;
        return word;
    }

    /** All that is left. */
    text(): string {
        const text = this.rest;
        this.rest = '';
        return text;
    }

    needText(question: string): string {
        const text = this.text();
        if (text === '') throw new Wrong(question);
        return text;
    }

    /** Nothing may be left, so that a typing error is not passed over. */
    end<T>(command: T): T {
        if (this.rest !== '') throw new Wrong(w.leftOver(this.rest));
        return command;
    }

    isEmpty(): boolean {
        return this.rest === '';
    }

    private take(match: (upper: string) => string | null): string | null {
        const [word, rest] = split(this.rest);
        if (word === '') return null;
        const found = match(word.toUpperCase());
        if (found !== null) this.rest = rest;
        return found;
    }
}

/** "F26-4101" ends in "4101" and "26-4101", not in "101". */
function endsAtJoint(id: string, word: string): boolean {
    if (!id.endsWith(word)) return false;
    const before = id[id.length - word.length - 1];
    return before === undefined || !/\d/.test(before);
}

function status(names: string[], to: Step): Verb {
    return {
        names,
        parse: (operands) => operands.end({ do: 'status', units: operands.units(), to }),
    };
}

export const VERBS: readonly Verb[] = [
    {
        names: ['N', 'NEW'],
        parse: (o) => ({ do: 'newCall', text: o.text() }),
    },
    {
        names: ['R', 'REC'],
        parse: (o) => {
            const incident = o.incident();
            return { do: 'recommend', incident, exclude: o.isEmpty() ? [] : o.end(o.units()) };
        },
    },
    {
        names: ['D', 'DISPATCH'],
        parse: (o) => {
            const first = o.findUnit();
            if (first === null) return { do: 'dispatchProposed', incident: o.end(o.incident()) };
            const units = [first];
            for (let unit = o.findUnit(); unit !== null; unit = o.findUnit()) units.push(unit);
            return { do: 'dispatch', units: [...new Set(units)], incident: o.end(o.incident()) };
        },
    },
    status(['ACK'], 'ACKNOWLEDGED'),
    status(['ER', 'ENR'], 'EN_ROUTE'),
    status(['OS', 'ONS'], 'ON_SCENE'),
    {
        names: ['TR', 'TRN'],
        parse: (o) => ({ do: 'transport', unit: o.unit(), destination: o.destination() }),
    },
    status(['AD'], 'AT_DESTINATION'),
    status(['AV', 'AVL', 'CLR'], 'CLEARED'),
    {
        names: ['X', 'CANCEL'],
        parse: (o) => {
            const units = o.units();
            return { do: 'cancel', units, incident: o.findIncident(), reason: o.text() };
        },
    },
    {
        names: ['EX', 'EXCHANGE'],
        parse: (o) => {
            const out = o.unit();
            return o.end({ do: 'exchange', out, in: o.unit(), incident: o.findIncident() });
        },
    },
    {
        names: ['PRE', 'PREEMPT'],
        parse: (o) => {
            const unit = o.unit();
            return o.end({ do: 'preempt', unit, incident: o.incident() });
        },
    },
    {
        names: ['Q', 'QUEUE'],
        parse: (o) => {
            const unit = o.unit();
            return o.end({ do: 'queue', unit, incident: o.incident() });
        },
    },
    {
        names: ['NOTE'],
        parse: (o) => {
            const incident = o.incident();
            return { do: 'note', incident, text: o.needText(w.needNote) };
        },
    },
    {
        names: ['PRI'],
        parse: (o) => {
            const priority = o.number(1, 5);
            return o.end({ do: 'priority', priority, incident: o.incident() });
        },
    },
    {
        names: ['CLOSE'],
        parse: (o) => {
            const incident = o.incident();
            return o.end({ do: 'close', incident, disposition: o.disposition() });
        },
    },
    {
        names: ['REOPEN'],
        parse: (o) => {
            const incident = o.incident();
            return { do: 'reopen', incident, reason: o.needText(w.needReopenReason) };
        },
    },
    {
        names: ['HO', 'HAND'],
        parse: (o) => {
            const incident = o.incident();
            return o.end({ do: 'handOver', incident, desk: o.desk() });
        },
    },
    {
        names: ['UNDO', 'U'],
        parse: (o) => o.end({ do: 'undo' }),
    },
    {
        names: ['ROAD'],
        parse: (o) => {
            const what = o.word().toUpperCase();
            if (what === 'CLOSE') return { do: 'closeRoad', reason: o.text() };
            if (what === 'REOPEN' || what === 'OPEN') return o.end({ do: 'reopenRoad', closure: o.closure() });
            throw new Wrong(w.roadWhat(what));
        },
    },
    {
        names: ['GO', 'FIND'],
        parse: (o) => {
            const unit = o.findUnit();
            if (unit !== null) return o.end({ do: 'go', unit, incident: null, text: '' });
            const incident = o.findIncident();
            if (incident !== null) return o.end({ do: 'go', unit: null, incident, text: '' });
            return { do: 'go', unit: null, incident: null, text: o.needText(w.whereTo) };
        },
    },
    {
        names: ['OOS'],
        parse: (o) => {
            const units = o.units();
            return { do: 'duty', units, duty: 'OUT_OF_SERVICE', reason: o.needText(w.needServiceReason) };
        },
    },
    {
        names: ['OFF'],
        parse: (o) => ({ do: 'duty', units: o.units(), duty: 'OFF_DUTY', reason: o.text() }),
    },
    {
        names: ['ON'],
        parse: (o) => o.end({ do: 'duty', units: o.units(), duty: 'ON_DUTY', reason: '' }),
    },
    {
        names: ['CI'],
        parse: (o) => o.end({ do: 'checkIn', units: o.units() }),
    },
    { names: ['?', 'HELP'], parse: () => ({ do: 'help' }) },
];
