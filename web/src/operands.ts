import { words } from './deskWords';

/** What the words of a line may mean: the names on the board, and what is selected. Reading is pure. */

const w = words.commandLine;

/** The names a line may refer to. */
export interface Known {
    units: readonly string[];
    /** Open incidents first. */
    incidents: readonly string[];
    closures: readonly string[];
    hazards: readonly string[];
    drawings: readonly string[];
    capabilities: readonly string[];
    agencies: readonly string[];
    /** Those this person may work in. */
    centers: readonly string[];
    alarms: readonly number[];
    desks: readonly string[];
    stations: readonly { id: string; name: string }[];
    types: readonly { code: string; name: string }[];
    destinations: readonly { id: string; name: string }[];
    dispositions: readonly { code: string; name: string }[];
    /** The incident that is selected, used where a line names none. */
    selected: string | null;
    /** The center's own names of verbs, by verb; they come before the usual ones. */
    verbs: Readonly<Record<string, readonly string[]>>;
    /** The center's codes of statuses, in capitals: typed like a verb. */
    codes: Readonly<Record<string, string>>;
    /** The same of agencies that have their own; these hold for their units. */
    agencyCodes: Readonly<Record<string, Readonly<Record<string, string>>>>;
    agencyOf: ReadonlyMap<string, string>;
    /** Where the center is, and what time it is, for times of day. */
    zone: string;
    nowMs: number;
}

export const RESTRICTIONS = ['LOW_FUEL', 'CREW_REST', 'DISTRICT_ONLY'] as const;
export type Restriction = (typeof RESTRICTIONS)[number];

/** States whose time may be corrected. */
export const TIMED = ['DISPATCHED', 'ACKNOWLEDGED', 'EN_ROUTE', 'ON_SCENE', 'TRANSPORTING', 'AT_DESTINATION', 'CLEARED'] as const;

/** What the map can show beside the town. */
export const LAYERS = ['hydrants', 'defibrillators', 'hospitals', 'coverage', 'routes', 'hazards', 'drawings'] as const;
export type LayerName = (typeof LAYERS)[number];

/** What kind of thing an operand is: decides how it is read, completed, and asked for in a form. */
export type Kind =
    | 'unit'
    | 'units'
    | 'incident'
    | 'other'
    | 'call'
    | 'type'
    | 'priority'
    | 'level'
    | 'disposition'
    | 'desk'
    | 'station'
    | 'destination'
    | 'restriction'
    | 'state'
    | 'time'
    | 'closure'
    | 'hazard'
    | 'alarm'
    | 'layer'
    | 'capability'
    | 'percent'
    | 'format'
    | 'shape'
    | 'drawing'
    | 'list'
    | 'filter'
    | 'agency'
    | 'center'
    | 'language'
    | 'place'
    | 'reason'
    | 'text';

/** What is wrong with a line, for the person who typed it. */
export class Wrong extends Error {}

/** What may stand between words, also as a Chinese keyboard writes it. */
const SEPARATORS = String.raw`\s,;，；、`;
export const BETWEEN = new RegExp(`[${SEPARATORS}]+`);
const FIRST = new RegExp(`^([^${SEPARATORS}]+)[${SEPARATORS}]*(.*)$`, 's');
/** All before the last word, and that: it may be empty. */
export const LAST = new RegExp(`^(.*?)([^${SEPARATORS}]*)$`, 's');

/** The first word, and what is left. */
export function split(text: string): [string, string] {
    const match = FIRST.exec(text);
    return match ? [match[1]!, match[2]!.trim()] : ['', ''];
}

/** In capitals, and of the usual width: a Chinese keyboard may write "Ｅ１". */
export function upper(word: string): string {
    return word.normalize('NFKC').toUpperCase();
}

/** The operands of a line, taken from the left. */
export class Operands {
    constructor(
        private rest: string,
        private readonly known: Known,
    ) {}

    /** The units named next, at least one. */
    units(): string[] {
        const found = this.findUnits();
        if (found.length === 0) this.unit();
        return found;
    }

    findUnits(): string[] {
        const found: string[] = [];
        for (let unit = this.findUnit(); unit !== null; unit = this.findUnit()) {
            if (!found.includes(unit)) found.push(unit);
        }
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

    /** An incident that must be named: the selected one is not meant. */
    otherIncident(): string {
        const found = this.findIncident();
        if (found !== null) return found;
        const [word] = split(this.rest);
        throw new Wrong(word ? w.noIncident(word) : w.whichOther);
    }

    /** Two incidents; where one is named, the selected one comes first. */
    pair(): [string, string] {
        const first = this.otherIncident();
        const second = this.findIncident();
        if (second !== null) return [first, second];
        if (this.known.selected === null || this.known.selected === first) throw new Wrong(w.whichOther);
        return [this.known.selected, first];
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
            // A number in full may be of one that is not listed: the server knows it, or says so.
            return ending[0] ?? (/^\d\d-\d{1,9}$/.test(word) ? word : null);
        });
    }

    call(): number {
        return this.number(1, Number.MAX_SAFE_INTEGER);
    }

    disposition(): string {
        const all = this.known.dispositions.map((d) => d.code);
        return this.oneOf(all, w.whichDisposition(all));
    }

    desk(): string {
        return this.oneOf(this.known.desks, w.whichDesk(this.known.desks));
    }

    restriction(): Restriction {
        return this.oneOf(RESTRICTIONS, w.oneOf(RESTRICTIONS));
    }

    state(): string {
        return this.oneOf(TIMED, w.oneOf(TIMED));
    }

    layer(): LayerName {
        return this.oneOf(LAYERS, w.oneOf(LAYERS));
    }

    /** One of a few words, which may be begun only, where one alone begins like it. */
    oneOf<T extends string>(all: readonly T[], otherwise: string): T {
        const found = this.take((word) => {
            const whole = all.find((each) => each.toUpperCase() === word);
            const begun = all.filter((each) => each.toUpperCase().startsWith(word));
            return whole ?? (begun.length === 1 ? begun[0]! : null);
        });
        if (found === null) throw new Wrong(otherwise);
        return found as T;
    }

    closure(): string {
        const all = this.known.closures;
        const named = this.take((word) => all.find((id) => id.toUpperCase() === word) ?? null);
        if (named !== null) return named;
        if (all.length === 1 && this.rest === '') return all[0]!;
        throw new Wrong(all.length === 0 ? w.noClosure : w.whichClosure(all));
    }

    hazard(): string {
        const all = this.known.hazards;
        const named = this.take((word) => all.find((id) => id.toUpperCase() === word) ?? null);
        if (named !== null) return named;
        if (all.length === 1 && this.rest === '') return all[0]!;
        throw new Wrong(all.length === 0 ? w.noHazard : w.whichHazard(all));
    }

    drawing(): string {
        const all = this.known.drawings;
        const named = this.take((word) => all.find((id) => id.toUpperCase() === word) ?? null);
        if (named !== null) return named;
        if (all.length === 1 && this.rest === '') return all[0]!;
        throw new Wrong(all.length === 0 ? w.noDrawing : w.whichDrawing(all));
    }

    agency(): string {
        return this.oneOf(this.known.agencies, w.oneOf(this.known.agencies));
    }

    center(): string {
        return this.oneOf(this.known.centers, w.oneOf(this.known.centers));
    }

    typeCodes(): string[] {
        return this.known.types.map((type) => type.code);
    }

    capability(): string {
        return this.oneOf(this.known.capabilities, w.oneOf(this.known.capabilities));
    }

    /** One of a few words if the next is one of them. */
    maybe<T extends string>(all: readonly T[]): T | null {
        return this.take((word) => all.find((each) => each.toUpperCase() === word) ?? null) as T | null;
    }

    /** One alarm by its number, all of them, or the latest where none is named. */
    alarms(): number[] {
        const all = this.known.alarms;
        if (all.length === 0) throw new Wrong(w.noAlarm);
        if (this.rest === '') return [all[0]!];
        const named = this.take((word) => (word === 'ALL' || all.some((id) => String(id) === word) ? word : null));
        if (named === null) throw new Wrong(w.whichAlarm(all.slice(0, 8)));
        return named === 'ALL' ? [...all] : [Number(named)];
    }

    /** A type by its code, or by a part of its name that only one has; the rest of the line may follow a code. */
    type(): string {
        const code = this.take((word) => this.known.types.find((t) => t.code.toUpperCase() === word)?.code ?? null);
        if (code !== null) return code;
        return this.named(
            this.known.types.map((t) => ({ id: t.code, name: t.name })),
            w.whichType,
            w.noType,
        );
    }

    /** A type, where the next word is one's code. */
    typeCode(): string {
        const code = this.take((word) => this.known.types.find((t) => t.code.toUpperCase() === word)?.code ?? null);
        if (code !== null) return code;
        throw new Wrong(w.whichType);
    }

    destination(): string {
        return this.named(this.known.destinations, w.whichDestination, w.noDestination);
    }

    station(): string {
        return this.named(this.known.stations, w.whichStation, w.noStation);
    }

    /** By its id, or by a part of its name that only one has; takes the whole rest. */
    private named(
        all: readonly { id: string; name: string }[],
        which: string,
        no: (text: string, names: readonly string[]) => string,
    ): string {
        const text = upper(this.text());
        if (text === '') throw new Wrong(which);
        const exact = all.find((d) => d.id.toUpperCase() === text || d.name.toUpperCase() === text);
        const close = all.filter((d) => d.name.toUpperCase().includes(text) || d.id.toUpperCase().startsWith(text));
        const found = exact ?? (close.length === 1 ? close[0] : undefined);
        if (found !== undefined) return found.id;
        const names = (close.length > 0 ? close : all).slice(0, 5).map((d) => d.name);
        throw new Wrong(close.length === 0 ? no(text, names) : w.several(text, names));
    }

    /** A time of day in the center, the last time it was so: "14:05", "1405" or "14:05:30". */
    time(): string {
        const [word, rest] = split(this.rest);
        const at = lastTimeOfDay(upper(word), this.known.zone, this.known.nowMs);
        if (at === null) throw new Wrong(w.whichTime(word));
        this.rest = rest;
        return new Date(at).toISOString();
    }

    number(low: number, high: number): number {
        const [word, rest] = split(this.rest);
        const digits = upper(word);
        const value = /^\d{1,15}$/.test(digits) ? Number(digits) : Number.NaN;
        if (!(value >= low && value <= high)) throw new Wrong(w.notInRange(low, high, word));
        this.rest = rest;
        return value;
    }

    word(): string {
        const [word, rest] = split(this.rest);
        this.rest = rest;
        return word;
    }

    /** The next word, without taking it. */
    peek(): string {
        return upper(split(this.rest)[0]);
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
        const found = match(upper(word));
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

/**
 * The last instant at which the clocks of a zone showed this time of day, in milliseconds since 1970;
 * null if it is none. A minute ahead of now still counts as today: clocks differ.
 */
export function lastTimeOfDay(text: string, zone: string, nowMs: number): number | null {
    const match = /^([01]?\d|2[0-3]):?([0-5]\d)(?::?([0-5]\d))?$/.exec(text);
    if (!match) return null;
    const wanted = (Number(match[1]) * 60 + Number(match[2])) * 60 + Number(match[3] ?? 0);
    const parts = new Intl.DateTimeFormat('en-GB', {
        timeZone: zone,
        hourCycle: 'h23',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
    }).formatToParts(nowMs);
    const part = (type: string): number => Number(parts.find((p) => p.type === type)?.value ?? 0);
    const shown = (part('hour') * 60 + part('minute')) * 60 + part('second');
    const ago = shown - wanted;
    const seconds = ago < -60 ? ago + 86_400 : ago;
    return Math.floor(nowMs / 1000) * 1000 - seconds * 1000;
}
