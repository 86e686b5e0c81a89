// What the server says and is asked, as its API describes it (GET /api/openapi.json).
// Instants are ISO 8601 in UTC.

export type Instant = string;

export interface Point {
    latitude: number;
    longitude: number;
}

/** Coordinates as their sender gave them, in the datum the sender named. */
export interface Given {
    datum: string;
    latitude: number;
    longitude: number;
}

export interface Location {
    /** On WGS 84. */
    point: Point;
    name: string;
    given?: Given | null;
    uncertaintyMeters?: number | null;
}

export interface Session {
    user: string;
    name: string;
    roles: string[];
    desk: string | null;
    csrf: string;
    centers: {
        id: string;
        name: string;
        drill: boolean;
        roles: string[];
        /** The units a crew speaks for. */
        units: string[];
    }[];
}

export interface Bounds {
    south: number;
    west: number;
    north: number;
    east: number;
}

export interface IncidentType {
    code: string;
    name: string;
    priority: number;
    agency: string;
}

export interface Station {
    id: string;
    name: string;
    agency: string;
    point: Point;
}

export interface UnitInfo {
    callSign: string;
    agency: string;
    station: string;
    capabilities: string[];
    crewSize: number;
    crew: string | null;
    canTransport: boolean;
}

/** The center as configured: what does not change while people work. */
export interface CenterInfo {
    id: string;
    name: string;
    zone: string;
    bounds: Bounds;
    drill: boolean;
    /** Whose map it is: shown on it. */
    attribution: string;
    types: IncidentType[];
    agencies: { id: string; name: string }[];
    stations: Station[];
    desks: { id: string; name: string }[];
    destinations: { id: string; name: string; point: Point }[];
    dispositions: { code: string; name: string }[];
    /** How statuses are called, typed and shown here. */
    statusCodes: StatusCode[];
    /** How agencies do it whose units are called otherwise. */
    agencyStatusCodes: (StatusCode & { agency: string })[];
    /** Names of verbs that differ from the usual ones, for the agencies of the sign-in. */
    verbs: { verb: string; names: string[] }[];
    /** Limits of time by priority, 1 to 5 in order. */
    targets: { priority: number; waitingSeconds: number; acknowledgementSeconds: number; arrivalSeconds: number; checkInSeconds: number | null }[];
    /** How long a unit should stay in a status; others have no limit. */
    timeInState: { status: UnitStatus; seconds: number }[];
    /** The driving profiles that a closure may be for. */
    profiles: string[];
    /** A unit's place in this list is its index in batches of positions. */
    units: UnitInfo[];
}

export interface Level {
    measure: 'PROCESSING' | 'ACKNOWLEDGEMENT' | 'TURNOUT' | 'TRAVEL' | 'ARRIVAL';
    priority: number;
    count: number;
    p90Seconds: number | null;
    targetSeconds: number | null;
    withinPercent: number | null;
}

/** What a crew sees of its unit and its work. */
export interface FieldWork {
    assignment: number;
    state: AssignmentState;
    since: Instant;
    destination: string | null;
    incident: string;
    typeName: string;
    priority: number;
    alarmLevel: number;
    place: string;
    point: Point;
    calls: number;
    others: string[];
    hazards: { id: string; text: string; place: string }[];
    premises: { id: string; name: string; plans: string[]; keys: string[]; hazards: string[]; notes: string[] }[];
    photos: PhotoRow[];
}

/** A photo of the scene; itself it is asked for by its number, and each look is recorded. */
export interface PhotoRow {
    number: number;
    at: Instant;
    by: string;
    bytes: number;
}

export interface FieldAnswer {
    at: Instant;
    unit: string;
    status: UnitStatus;
    duty: 'ON_DUTY' | 'OFF_DUTY' | 'OUT_OF_SERVICE';
    point: Point;
    canTransport: boolean;
    /** The active one first. */
    work: FieldWork[];
}

export interface StatusCode {
    status: UnitStatus;
    name: string;
    letter: string;
    color: 'GREY' | 'GREEN' | 'BLUE' | 'YELLOW' | 'RED';
    codes: string[];
}

export type IncidentState =
    | 'WAITING'
    | 'QUEUED'
    | 'DISPATCHED'
    | 'EN_ROUTE'
    | 'ON_SCENE'
    | 'SCHEDULED'
    | 'WORKED'
    | 'CLOSED';

export interface IncidentRow {
    id: string;
    type: string;
    typeName: string;
    priority: number;
    place: string;
    point: Point;
    state: IncidentState;
    openedAt: Instant;
    dueAt: Instant | null;
    overdue: boolean;
    units: string[];
    queued: string[];
    calls: number;
    desk: string;
    alarmLevel: number;
    scheduledFor: Instant | null;
    closedAt: Instant | null;
    disposition: string | null;
    links: string[];
    uncertaintyMeters: number | null;
    given: Given | null;
}

export type UnitStatus =
    | 'AVAILABLE'
    | 'DISPATCHED'
    | 'ACKNOWLEDGED'
    | 'EN_ROUTE'
    | 'ON_SCENE'
    | 'TRANSPORTING'
    | 'AT_DESTINATION'
    | 'OFF_DUTY'
    | 'OUT_OF_SERVICE';

export interface UnitRow {
    index: number;
    callSign: string;
    agency: string;
    station: string;
    status: UnitStatus;
    since: Instant;
    incident: string | null;
    queue: string[];
    destination: string | null;
    eta: Instant | null;
    /** At best and at worst, where the goal is uncertain and that matters. */
    etaEarliest: Instant | null;
    etaLatest: Instant | null;
    duty: 'ON_DUTY' | 'OFF_DUTY' | 'OUT_OF_SERVICE';
    reason: string | null;
    restrictions: string[];
    crew: string | null;
    crewBusyWith: string | null;
    /** By when the crew on scene must be heard again. */
    checkInDue: Instant | null;
    point: Point;
    pointAt: Instant;
    heading: number | null;
}

export interface AlarmRow {
    id: number;
    kind: string;
    incident: string | null;
    unit: string | null;
    text: string;
    raisedAt: Instant;
    acknowledgedAt: Instant | null;
    acknowledgedBy: string | null;
}

export interface ClosureRow {
    id: string;
    ground: string;
    reason: string;
    /** What is left of the usual speed; null: closed. */
    speedPercent: number | null;
    /** Whom it is for; none: everybody. */
    profiles: string[];
    by: string;
    from: Instant;
    until: Instant | null;
    /** Lines of [latitude, longitude]. */
    lines: [number, number][][];
}

export interface HazardRow {
    id: string;
    location: Location;
    radiusMeters: number;
    text: string;
    by: string;
    until: Instant | null;
}

/** Something drawn on the map for all desks. */
export interface DrawingRow {
    id: string;
    shape: 'LINE' | 'AREA' | 'TEXT';
    points: Point[];
    text: string;
    by: string;
    at: Instant;
}

export interface LogLine {
    position: number;
    at: Instant;
    actor: string;
    incident: string | null;
    unit: string | null;
    text: string;
}

/** The `board` event of the stream: everything when `full`, otherwise the rows that changed. */
export interface BoardMessage {
    position: number;
    at: Instant;
    full?: boolean;
    incidents?: IncidentRow[];
    units?: UnitRow[];
    alarms?: AlarmRow[];
    closures?: ClosureRow[];
    hazards?: HazardRow[];
    drawings?: DrawingRow[];
    removed?: { incidents?: string[]; alarms?: number[]; closures?: string[]; hazards?: string[]; drawings?: string[] };
    log?: LogLine[];
}

/** The `units` event: index, latitude, longitude, heading (-1: unknown), one unit after another. */
export interface PositionsMessage {
    at: Instant;
    p: number[];
}

/** The `desk` event: why the desk takes no requests; null when it works. */
export interface DeskMessage {
    at: Instant;
    stopped: string | null;
}

export type AssignmentState =
    | 'QUEUED'
    | 'DISPATCHED'
    | 'ACKNOWLEDGED'
    | 'EN_ROUTE'
    | 'ON_SCENE'
    | 'TRANSPORTING'
    | 'AT_DESTINATION'
    | 'CLEARED'
    | 'CANCELLED'
    | 'PREEMPTED'
    | 'EXCHANGED';

export interface Assignment {
    id: number;
    unit: string;
    state: AssignmentState;
    slot: string | null;
    destination: string | null;
    times: { state: AssignmentState; at: Instant; recordedAt: Instant }[];
}

export interface CallRow {
    id: number;
    at: Instant;
    source: string;
}

export interface GivenAnswer {
    tree: string;
    version: number;
    question: string;
    answer: string;
    at: Instant;
}

export interface IncidentDetail extends Omit<IncidentRow, 'calls'> {
    calls: CallRow[];
    assignments: Assignment[];
    hazards: { id: string; text: string; place: string }[];
    premises: { id: string; name: string; plans: string[]; keys: string[]; hazards: string[]; notes: string[] }[];
    log: LogLine[];
    notifications: { whom: string; doneAt: Instant | null }[];
    answers: GivenAnswer[];
    photos: PhotoRow[];
    /** Whether what was sealed of it is gone. */
    forgotten: boolean;
}

export interface Sealed {
    calls: { call: number; name: string | null; number: string | null; text: string | null }[];
    notes: { at: Instant; by: string; text: string }[];
}

export interface Proposed {
    unit: string;
    slot: string;
    seconds: number | null;
    range: TimeRange | null;
    reason: string;
    leaves: string | null;
}

/** How long a drive to an uncertain place may take. */
export interface TimeRange {
    leastSeconds: number;
    mostSeconds: number;
}

export interface Recommendation {
    token: string | null;
    need: { rule: string; alarmLevel: number; requirements: { name: string; options: string }[]; notifications: string[] };
    chosen: Proposed[];
    ranked: { unit: string; seconds: number | null; range: TimeRange | null; reason: string; chosen: boolean }[];
    shortfall: string[];
    preemptable: { unit: string; seconds: number; reason: string; incident: string }[];
    source: string;
    position: number;
}

export interface PlaceCandidate {
    kind: string;
    name: string;
    about: string;
    point: Point;
    certainty: string;
    differs: string | null;
    uncertaintyMeters: number | null;
    given: Given | null;
}

export interface Suggestions {
    types: { type: string; priority: number; joint: string[]; reason: string }[];
    related: {
        incident: string;
        type: string;
        place: string;
        ageSeconds: number;
        meters: number | null;
        calls: number;
        reason: string;
    }[];
}

export interface Choice {
    id: string;
    text: string;
    /** The question asked after it; none: the tree is done. */
    next: string | null;
    type: string | null;
    priority: number | null;
    capabilities: string[];
    /** Read to the caller word for word. */
    advice: string | null;
}

/** The first question is asked first. */
export interface TriageTree {
    id: string;
    version: number;
    name: string;
    questions: { id: string; text: string; choices: Choice[] }[];
}

export interface Route {
    seconds: number;
    meters: number;
    line: [number, number][];
    /** Seconds from the start at each point of the line. */
    secondsAt: number[];
    steps: RouteStep[];
}

export type StepKind =
    | 'DEPART'
    | 'CONTINUE'
    | 'SLIGHT_LEFT'
    | 'LEFT'
    | 'SHARP_LEFT'
    | 'SLIGHT_RIGHT'
    | 'RIGHT'
    | 'SHARP_RIGHT'
    | 'U_TURN'
    | 'ROUNDABOUT'
    | 'FERRY'
    | 'ARRIVE';

/** One thing a driver does, in words of the language asked for. */
export interface RouteStep {
    kind: StepKind;
    text: string;
    road: string | null;
    /** Which point of the line. */
    at: number;
    metersAt: number;
    secondsAt: number;
}

export type LandmarkKind =
    | 'FIRE_STATION'
    | 'AMBULANCE_STATION'
    | 'POLICE_STATION'
    | 'HOSPITAL'
    | 'SCHOOL'
    | 'HYDRANT'
    | 'DEFIBRILLATOR';

/** Points of the map that matter: kind, name, latitude, longitude. */
export interface Landmarks {
    landmarks: { kind: LandmarkKind; name: string; point: Point }[];
}

/** Where the fastest free unit would be when: a grid of cells, row by row from the south-west. */
export interface CoverageGrid {
    bounds: Bounds;
    rows: number;
    columns: number;
    targetSeconds: number;
    /** Seconds to each cell's middle; -1 where no free unit can drive. */
    seconds: number[];
    at: Instant;
}

/** An idle unit that would cover more from another station. */
export interface MoveUp {
    unit: string;
    from: string;
    to: string;
    toName: string;
    /** Back to its own station. */
    home: boolean;
    /** How much sooner the next call is reached, on average. */
    soonerSeconds: number;
    /** The share of demand that idle units reach in time afterwards, 0 to 1. */
    covered: number;
    /** How much more of the demand finds a free unit in reach, -1 to 1. */
    expected: number;
    seconds: number;
    kilometers: number;
    callsPerDay: number;
    freeSeconds: number;
    reason: string;
}

/** A crew that is not to be moved once more for now. */
export interface TiredCrew {
    unit: string;
    moves: number;
    most: number;
    drivenMinutes: number;
    mostMinutes: number;
    withinMinutes: number;
    reason: string;
}

export interface MoveUps {
    agency: string;
    incidents: number;
    least: number;
    covered: number | null;
    proposals: MoveUp[];
    tired: TiredCrew[];
}

/** What each decision on an incident rested on. */
export interface Explained {
    incident: string;
    decisions: {
        position: number;
        at: Instant;
        actor: string;
        units: string[];
        recommendation: Recommendation | null;
        reproduces: boolean | null;
        driving: number | null;
        drivingInForce: boolean | null;
    }[];
}

/** What the desk is asked: the verb with its operands. */
export type Request = { verb: string } & Record<string, unknown>;

export interface Done {
    outcome: 'done';
    first?: number;
    last?: number;
    incident?: string | null;
    call?: number | null;
    closure?: string | null;
    hazard?: string | null;
    note?: string | null;
}

/** RFC 9457. */
export interface Problem {
    type?: string;
    title?: string;
    status?: number;
    detail?: string;
    errors?: { field: string; found: string; expected: string }[];
}
