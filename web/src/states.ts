import type { AssignmentState, IncidentState, StatusCode, UnitStatus } from './contract';

/**
 * How a state looks. Four colours at most, each with a letter, so that nobody needs the colour: calm
 * (grey, the default), attention (somebody must act), moving, at work; danger for centers that want it.
 */
export type Look = 'calm' | 'attention' | 'moving' | 'working' | 'danger';

export interface UnitLook {
    letter: string;
    /** What stands on the board, and is typed. */
    short: string;
    look: Look;
    /** What the center calls it, where that is a name of its own. */
    name?: string;
}

export const UNIT_LOOK: Record<UnitStatus, UnitLook> = {
    AVAILABLE: { letter: 'A', short: 'AVL', look: 'calm' },
    DISPATCHED: { letter: 'D', short: 'DSP', look: 'attention' },
    ACKNOWLEDGED: { letter: 'K', short: 'ACK', look: 'moving' },
    EN_ROUTE: { letter: 'E', short: 'ENR', look: 'moving' },
    ON_SCENE: { letter: 'S', short: 'ONS', look: 'working' },
    TRANSPORTING: { letter: 'T', short: 'TRN', look: 'moving' },
    AT_DESTINATION: { letter: 'H', short: 'DST', look: 'working' },
    OFF_DUTY: { letter: 'O', short: 'OFF', look: 'calm' },
    OUT_OF_SERVICE: { letter: 'X', short: 'OOS', look: 'calm' },
};

/** The codes of a center that names none: their units show the usual short names. */
const USUAL_CODES: Record<UnitStatus, string> = {
    AVAILABLE: 'AV',
    DISPATCHED: 'DI',
    ACKNOWLEDGED: 'AK',
    EN_ROUTE: 'ER',
    ON_SCENE: 'OS',
    TRANSPORTING: 'TR',
    AT_DESTINATION: 'AD',
    OFF_DUTY: 'OD',
    OUT_OF_SERVICE: 'OOS',
};

/** And their names: a center that has others means them, in every language. */
const USUAL_NAMES: Record<UnitStatus, string> = {
    AVAILABLE: 'Available',
    DISPATCHED: 'Dispatched',
    ACKNOWLEDGED: 'Acknowledged',
    EN_ROUTE: 'En route',
    ON_SCENE: 'On scene',
    TRANSPORTING: 'Transporting',
    AT_DESTINATION: 'At destination',
    OFF_DUTY: 'Off duty',
    OUT_OF_SERVICE: 'Out of service',
};

const LOOK_OF: Record<StatusCode['color'], Look> = {
    GREY: 'calm',
    YELLOW: 'attention',
    BLUE: 'moving',
    GREEN: 'working',
    RED: 'danger',
};

export type UnitLooks = Record<UnitStatus, UnitLook>;

/** The looks of a center's statuses: its own letters, names, codes and colours over the usual ones. */
export function unitLooks(codes: readonly StatusCode[], base: UnitLooks = UNIT_LOOK): UnitLooks {
    const looks = { ...base };
    for (const { status, name, letter, color, codes: typed } of codes) {
        const own = typed.find((code) => code !== USUAL_CODES[status] && /\D/.test(code));
        const look: UnitLook = { letter, short: own ?? base[status].short, look: LOOK_OF[color] };
        if (name !== USUAL_NAMES[status]) look.name = withinSentence(name);
        looks[status] = look;
    }
    return looks;
}

/** "To hospital" as it stands beside "on scene"; "ED transfer" stays. */
function withinSentence(name: string): string {
    return /^\p{Lu}\p{Ll}/u.test(name) ? name[0]!.toLowerCase() + name.slice(1) : name;
}

/** The looks by agency, of those that have their own. */
export function agencyLooks(codes: readonly (StatusCode & { agency: string })[], everybodys: UnitLooks): Map<string, UnitLooks> {
    const agencies = new Set(codes.map((code) => code.agency));
    return new Map([...agencies].map((id) => [id, unitLooks(codes.filter((code) => code.agency === id), everybodys)]));
}

export const INCIDENT_LOOK: Record<IncidentState, { short: string; look: Look }> = {
    WAITING: { short: 'NEW', look: 'attention' },
    QUEUED: { short: 'QUE', look: 'attention' },
    DISPATCHED: { short: 'DSP', look: 'moving' },
    EN_ROUTE: { short: 'ENR', look: 'moving' },
    ON_SCENE: { short: 'ONS', look: 'working' },
    SCHEDULED: { short: 'SCH', look: 'calm' },
    WORKED: { short: 'WRK', look: 'attention' },
    CLOSED: { short: 'CLS', look: 'calm' },
};

/** The steps a crew takes itself, in order; the server has the last word on each. */
const STEPS: Partial<Record<AssignmentState, AssignmentState[]>> = {
    DISPATCHED: ['ACKNOWLEDGED', 'EN_ROUTE', 'ON_SCENE'],
    ACKNOWLEDGED: ['EN_ROUTE', 'ON_SCENE'],
    EN_ROUTE: ['ON_SCENE'],
    ON_SCENE: ['TRANSPORTING', 'CLEARED'],
    TRANSPORTING: ['AT_DESTINATION'],
    AT_DESTINATION: ['TRANSPORTING', 'CLEARED'],
};

/** The states a crew may say next; transport only for units that carry patients. */
export function nextSteps(state: AssignmentState, canTransport: boolean): AssignmentState[] {
    return (STEPS[state] ?? []).filter((step) => step !== 'TRANSPORTING' || canTransport);
}

export function isActive(state: AssignmentState): boolean {
    return state in STEPS;
}

export function isOver(state: AssignmentState): boolean {
    return !isActive(state) && state !== 'QUEUED';
}

/** Whether the unit may still be called off (after arrival its work is cleared instead). */
export function canCancel(state: AssignmentState): boolean {
    return ['QUEUED', 'DISPATCHED', 'ACKNOWLEDGED', 'EN_ROUTE'].includes(state);
}
