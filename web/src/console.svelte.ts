import { Api, message, newRequestId, Refusal } from './api';
import { said } from './serverWords';
import { apply, byName, count, emptyBoard, queueOrder, ranks, unitOrder, type Counts } from './board';
import type { Command, DrawnShape, ExportFormat, Known, List, UnitFilter, VerbId } from './command';
import type {
    AlarmRow,
    BoardMessage,
    CenterInfo,
    ClosureRow,
    Done,
    DrawingRow,
    HazardRow,
    IncidentDetail,
    IncidentRow,
    Location,
    LogLine,
    MoveUps,
    PlaceCandidate,
    Point,
    Recommendation,
    Request,
    Sealed,
    Session,
    StatusCode,
    UnitRow,
} from './contract';
import { CallDraft, PlaceDraft } from './draft.svelte';
import { toCsv, toJson } from './export';
import { clock, localIn, millis } from './format';
import type { Last } from './last';
import type { Kind } from './operands';
import { Outbox, type Entry, type Sent } from './outbox';
import { Positions } from './positions';
import { Preferences } from './preferences.svelte';
import { locationAsked, requestsOf } from './requests';
import { ServerClock } from './serverClock';
import { play } from './sound';
import { agencyLooks, unitLooks, type UnitLook, type UnitLooks } from './states';
import { STALE_AFTER_MS, Stream } from './stream';
import { words } from './deskWords';

/** What the right-hand zone shows. */
export type Pane = 'detail' | 'call' | 'closure' | 'help' | 'actions' | 'form' | 'place' | 'split' | 'hazard' | 'self' | 'why' | 'outbox' | 'draw' | 'moveUps';

/** What became of the last command. */
export type Result = { kind: 'done' | 'refused' | 'pending' | 'kept' | 'failed'; text: string } | null;

/** A verb's form, with what is known of its operands. */
export interface VerbForm {
    verb: VerbId;
    given: Partial<Record<Kind, string>>;
}

/** What this console asks of the page around it. */
export interface Surroundings {
    changeTheme(): void;
    signOut(): void;
    changeLanguage(language: string): void;
    changeCenter(center: string): void;
}

/** Board changes are shown together, at most this often. */
const SHOW_EVERY_MS = 60;
/** A change elsewhere on the board ranks the units of the selected incident anew, at most this often. */
const RANK_EVERY_MS = 2_000;
/** Proposed moves are asked for anew so long after a change of a unit, while they are looked at, and else. */
const MOVE_UPS_SHOWN_MS = 500;
const MOVE_UPS_MS = 10_000;
/** What waits for the line is tried again this often. */
const FLUSH_EVERY_MS = 2_000;
/** Every time on the page goes on together, at the full second. */
const TICK_MS = 1_000;
/** … and in a drill that runs fast, this often. */
const FAST_TICK_MS = 200;
/** Requests that may be undone from this page, newest last. */
const UNDO_LIMIT = 50;
/** What is typed into a call is put on the shelf this long after the last key. */
const KEEP_AFTER_MS = 250;

const NO_CLOSURE = { reason: '', effect: 'closed', percent: 50, amends: null } as const;

/** One dispatcher's desk in the browser: what the server said, what is selected, what was asked. */
export class Console {
    readonly api: Api;
    session: Session;
    center: CenterInfo;
    readonly positions: Positions;
    readonly preferences: Preferences;
    /** How statuses look, and how with agencies that have their own. */
    readonly looks: UnitLooks;
    readonly agencyLooks: Map<string, UnitLooks>;
    private readonly agencyOf: Map<string, string>;
    protected readonly board = emptyBoard();
    private readonly stream: Stream;
    private readonly outbox: Outbox;
    private readonly draftKey: string;
    private readonly units_: (a: UnitRow, b: UnitRow) => number;
    private ticker: ReturnType<typeof setTimeout> | undefined;
    private flusher: ReturnType<typeof setInterval> | undefined;
    private showTimer: ReturnType<typeof setTimeout> | undefined;
    private shownAt = Number.NEGATIVE_INFINITY;
    private done: string[] = [];
    private endKeeping: () => void = () => undefined;

    /** Whether this is now, and may be worked on; a replay is neither. */
    get isLive(): boolean {
        return true;
    }

    /** Counts up whenever the board changed; rows are derived from it. */
    version = $state(0);
    now = $state(Date.now());
    private readonly clock = new ServerClock();
    private lastHeard = $state(0);
    /** By this machine's clock: a drill's may stand, or run. */
    private heardAt = 0;
    private ticks = $state(0);
    connected = $state(false);
    /** Why the desk takes no requests. */
    stopped: string | null = $state(null);
    signedOut = $state(false);

    selected: string | null = $state(null);
    selectedUnit: string | null = $state(null);
    pane: Pane = $state('detail');
    detail: IncidentDetail | null = $state.raw(null);
    /** What is sealed, only while it is shown. */
    sealed: { incident: string; data: Sealed } | null = $state.raw(null);
    recommendation: Recommendation | null = $state.raw(null);
    recommendationProblem: string | null = $state(null);
    private ranking = 0;
    /** The units that Ctrl+Enter sends. */
    chosen: string[] = $state.raw([]);
    exclude: string[] = $state.raw([]);
    result: Result = $state.raw(null);
    /** The call that is being taken, kept while other things are looked at. */
    draft: CallDraft = $state.raw(new CallDraft());
    /** What the form of closures begins with. */
    closureBegun: { reason: string; effect: 'closed' | 'slow'; percent: number; amends: string | null } = $state.raw(NO_CLOSURE);
    /** What the form of drawings begins with. */
    drawBegun: { shape: DrawnShape; text: string } = $state.raw({ shape: 'line', text: '' });
    /** Which idle unit would cover more from another station. */
    moveUps: MoveUps | null = $state.raw(null);
    /** The agency it is asked for; null: the one with the most units. */
    moveUpsFor: string | null = $state(null);
    /** Whose reach the coverage layer shows; null: any free unit's. */
    coverageFor: string | null = $state(null);
    /** The form that is open: a verb's, or one of those that need a place. */
    form: VerbForm | null = $state.raw(null);
    /** The place that the open form is about. */
    place: PlaceDraft = $state.raw(new PlaceDraft());
    /** What the open form begins with. */
    begun: { unit: string; type: string; text: string } = $state.raw({ unit: '', type: '', text: '' });
    /** Clicks on the map for the open form. */
    picks: Point[] = $state.raw([]);
    /** Where the map is to go, counted so that the same place can be asked for twice. */
    goTo: { point: Point | null; count: number } | null = $state.raw(null);
    /** The unit that the map keeps in its middle. */
    followed: string | null = $state(null);
    measuring = $state(false);
    /** A command line that a button began. */
    lineBegun: { text: string } | null = $state.raw(null);
    list: List = $state('open');
    /** What the tables are narrowed to. */
    search = $state('');
    unitSearch = $state('');
    unitFilter: UnitFilter = $state('all');
    /** What the list of closed incidents is narrowed to: a type, and when they were opened, by the center's clocks. */
    narrowed = $state({ type: '', from: '', to: '' });
    /** For what reason the photos of an incident are all to be shown. */
    photosFor: { incident: string; reason: string } | null = $state.raw(null);
    closedIncidents: IncidentRow[] = $state.raw([]);
    /** What waits for the line, and what was refused when it came there late. */
    unsent: Entry[] = $state.raw([]);

    incidents: IncidentRow[] = $derived.by(() => this.rows(this.board.incidents, queueOrder));
    units: UnitRow[] = $derived.by(() => this.rows(this.board.units, this.units_));
    alarms: AlarmRow[] = $derived.by(() =>
        this.rows(this.board.alarms, (a, b) => b.id - a.id).filter((a) => a.acknowledgedAt === null),
    );
    closures: ClosureRow[] = $derived.by(() => this.rows(this.board.closures, (a, b) => byName(a.id, b.id)));
    hazards: HazardRow[] = $derived.by(() => this.rows(this.board.hazards, (a, b) => byName(a.id, b.id)));
    drawings: DrawingRow[] = $derived.by(() => this.rows(this.board.drawings, (a, b) => byName(a.id, b.id)));
    log: LogLine[] = $derived.by(() => (this.version, this.board.log));
    counts: Counts = $derived.by(() => (this.version, count(this.board)));
    incident: IncidentRow | null = $derived.by(() => {
        void this.version;
        if (this.selected === null) return null;
        const row = this.board.incidents.get(this.selected);
        if (row) return row;
        if (this.detail?.id !== this.selected) return null;
        return { ...this.detail, calls: this.detail.calls.length };
    });
    /** Seconds without data, 0 while they flow. */
    staleSeconds: number = $derived.by(() => {
        void this.ticks;
        const silent = Date.now() - this.heardAt;
        return this.lastHeard > 0 && silent > STALE_AFTER_MS ? Math.floor(silent / 1000) : 0;
    });
    lastHeardAt: number = $derived.by(() => this.lastHeard);

    constructor(
        api: Api,
        session: Session,
        center: CenterInfo,
        readonly around: Surroundings,
        /** Where in local storage requests are kept until they are answered. */
        shelf: string,
        /** Under what name the arrangement of this desk is kept. */
        kept = 'desk',
    ) {
        this.api = api;
        this.session = session;
        this.center = center;
        this.positions = new Positions(center.units.length);
        this.looks = unitLooks(center.statusCodes);
        this.agencyLooks = agencyLooks(center.agencyStatusCodes ?? [], this.looks);
        this.agencyOf = new Map(center.units.map((unit) => [unit.callSign, unit.agency]));
        this.units_ = unitOrder(ranks(center.units.map((unit) => unit.callSign)));
        const who = `${center.id}-${session.user}`;
        this.preferences = new Preferences(`tocsin-${kept}-${who}`);
        this.draftKey = `tocsin-call-${who}`;
        this.draft = CallDraft.from(sessionStorage.getItem(this.draftKey));
        this.outbox = new Outbox(
            localStorage,
            shelf,
            (id, request) =>
                this.api.request(center.id, id, request, () => {
                    // Only where somebody looks on; what is sent from the shelf says nothing.
                    if (this.result?.kind === 'pending') this.result = { kind: 'pending', text: words.command.retrying };
                }),
            (entry, done) => this.lateNote(entry, done),
            newRequestId,
            () => this.clock.now(),
            () => (this.unsent = this.outbox?.entries ?? []),
        );
        this.unsent = this.outbox.entries;
        this.stream = new Stream(center.id, {
            board: (message) => this.take(message),
            positions: (message) => this.positions.apply(message),
            desk: (message) => (this.stopped = message.stopped),
            heard: (at, pace) => this.heard(at, pace),
            closed: () => this.stillSignedIn(),
        });
    }

    private tick(): void {
        const { pace } = this.clock;
        this.now = this.clock.now();
        this.ticks++;
        // At a full second, where it comes once a second.
        const wait = pace === 1 ? TICK_MS - (this.now % TICK_MS) : pace === 0 ? TICK_MS : Math.max(FAST_TICK_MS, TICK_MS / pace);
        this.ticker = setTimeout(() => this.tick(), wait);
    }

    /** What is shown now, for this page to show when it is loaded anew without a line. */
    last(): Last | null {
        const { board, session, center, detail } = this;
        if (this.lastHeard === 0 || this.signedOut) return null;
        const rows = <T>(map: Map<unknown, T>): T[] => [...map.values()];
        const message: BoardMessage = {
            position: board.position,
            at: new Date(this.lastHeard).toISOString(),
            full: true,
            incidents: rows(board.incidents),
            units: rows(board.units),
            alarms: rows(board.alarms),
            closures: rows(board.closures),
            hazards: rows(board.hazards),
            drawings: rows(board.drawings),
            log: board.log,
        };
        return { at: this.lastHeard, session, center, board: message, detail };
    }

    /** Shows what was shown before, with its age; the stream replaces it when the line is back. */
    resume(last: Last): void {
        this.take(last.board);
        this.lastHeard = this.heardAt = last.at;
        this.now = Date.now();
    }

    open(): void {
        this.stream.open();
        this.tick();
        this.flusher = setInterval(() => this.flush(), FLUSH_EVERY_MS);
        this.endKeeping = $effect.root(() => {
            $effect(() => {
                const kept = JSON.stringify(this.draft.kept());
                const timer = setTimeout(() => sessionStorage.setItem(this.draftKey, kept), KEEP_AFTER_MS);
                return () => clearTimeout(timer);
            });
        });
    }

    /** What a person typed goes with them; what is not sent yet stays until it is. */
    forget(): void {
        this.endKeeping();
        sessionStorage.removeItem(this.draftKey);
    }

    close(): void {
        this.endKeeping();
        this.stream.close();
        clearTimeout(this.ticker);
        clearInterval(this.flusher);
        clearTimeout(this.showTimer);
        clearTimeout(this.refreshTimer);
        clearTimeout(this.rankTimer);
        clearTimeout(this.moveUpsTimer);
    }

    private heard(at: string, pace?: number): void {
        const was = this.clock.pace;
        this.clock.heard(millis(at), pace);
        this.lastHeard = this.clock.now();
        this.heardAt = Date.now();
        if (Math.abs(this.lastHeard - this.now) > TICK_MS) this.now = this.lastHeard;
        // The tick that is awaited was for the pace before: at 60 times the speed a second of it is a minute.
        if (this.clock.pace !== was && this.ticker !== undefined) {
            clearTimeout(this.ticker);
            this.tick();
        }
        this.connected = true;
    }

    protected take(message: BoardMessage): void {
        if (!message.full) this.sayNew(message);
        apply(this.board, message);
        for (const row of message.units ?? []) {
            this.positions.set(row.index, row.point.latitude, row.point.longitude, row.heading ?? -1, millis(row.pointAt));
        }
        if (message.full || this.touchesSelected(message)) this.refreshSoon();
        else if ((message.units?.length ?? 0) > 0) this.rankSoon();
        if ((message.units?.length ?? 0) > 0 && this.isLive) this.moveUpsSoon();
        this.show_();
    }

    /** The first change after a while is shown at once; those that follow close behind are shown together. */
    private show_(): void {
        if (this.showTimer !== undefined) return;
        const wait = this.shownAt + SHOW_EVERY_MS - performance.now();
        if (wait > 0) {
            this.showTimer = setTimeout(() => {
                this.showTimer = undefined;
                this.show_();
            }, wait);
            return;
        }
        this.shownAt = performance.now();
        this.version++;
    }

    /** Alarms and new incidents are heard, not only seen. */
    private sayNew(message: BoardMessage): void {
        if (!this.preferences.sound) return;
        const alarms = message.alarms ?? [];
        const incidents = message.incidents ?? [];
        if (alarms.some((row) => row.acknowledgedAt === null && !this.board.alarms.has(row.id))) play('alarm');
        else if (incidents.some((row) => row.state === 'WAITING' && !this.board.incidents.has(row.id))) play('call');
    }

    private touchesSelected(message: BoardMessage): boolean {
        const id = this.selected;
        if (id === null) return false;
        return (
            (message.incidents?.some((row) => row.id === id) ?? false) ||
            (message.log?.some((line) => line.incident === id) ?? false) ||
            (message.units?.some((row) => row.incident === id) ?? false) ||
            (message.closures?.length ?? 0) > 0 ||
            (message.removed?.closures?.length ?? 0) > 0
        );
    }

    private async stillSignedIn(): Promise<boolean> {
        try {
            this.session = await this.api.session();
        } catch (problem) {
            if (problem instanceof Refusal && problem.status === 401) {
                this.signedOut = true;
                return false;
            }
        }
        return true;
    }

    signedInAgain(session: Session): void {
        this.session = session;
        this.signedOut = false;
        this.stream.open();
        void this.outbox.flush();
    }

    private rows<T>(map: Map<unknown, T>, order: (a: T, b: T) => number): T[] {
        void this.version;
        return [...map.values()].sort(order);
    }

    unit(callSign: string): UnitRow | undefined {
        void this.version;
        return this.board.units.get(callSign);
    }

    findIncident(id: string): IncidentRow | undefined {
        void this.version;
        return this.board.incidents.get(id);
    }

    /** Everything that a unit of the center can do. */
    get capabilities(): string[] {
        return [...new Set(this.center.units.flatMap((unit) => unit.capabilities))].sort();
    }

    /** How long the unit may stay in its status before somebody should ask; null: no limit. */
    limitSeconds(row: UnitRow): number | null {
        const priority = row.incident === null ? undefined : this.board.incidents.get(row.incident)?.priority;
        const target = this.center.targets.find((each) => each.priority === priority);
        if (row.status === 'DISPATCHED' && target) return target.acknowledgementSeconds;
        return this.center.timeInState.find((each) => each.status === row.status)?.seconds ?? null;
    }

    stationName(id: string): string {
        return this.center.stations.find((station) => station.id === id)?.name ?? id;
    }

    agencyName(id: string): string {
        return this.center.agencies.find((agency) => agency.id === id)?.name ?? id;
    }

    typeName(code: string): string {
        return this.center.types.find((type) => type.code === code)?.name ?? code;
    }

    canTransport(callSign: string): boolean {
        return this.center.units.find((unit) => unit.callSign === callSign)?.canTransport ?? false;
    }

    /** How a unit's status looks, as its agency has it. */
    lookOf(row: UnitRow): UnitLook {
        return (this.agencyLooks.get(row.agency) ?? this.looks)[row.status];
    }

    /** What a state of a unit is called here, by its agency. */
    stateName(unit: string, state: string): string {
        const looks: Partial<Record<string, UnitLook>> = this.agencyLooks.get(this.agencyOf.get(unit) ?? '') ?? this.looks;
        return looks[state]?.name ?? words.states[state] ?? state;
    }

    /** The names that the command line may refer to. */
    known(): Known {
        const { center } = this;
        return {
            units: center.units.map((unit) => unit.callSign),
            incidents: [...new Set([...this.incidents.map((row) => row.id), ...this.closedIncidents.map((row) => row.id)])],
            closures: this.closures.map((closure) => closure.id),
            hazards: this.hazards.map((hazard) => hazard.id),
            drawings: this.drawings.map((drawing) => drawing.id),
            capabilities: this.capabilities,
            agencies: center.agencies.map((agency) => agency.id),
            centers: this.session.centers.map((each) => each.id),
            alarms: this.alarms.map((alarm) => alarm.id),
            desks: center.desks.map((desk) => desk.id),
            stations: center.stations,
            types: center.types,
            destinations: center.destinations,
            dispositions: center.dispositions,
            selected: this.selected,
            ...this.spoken,
            zone: center.zone,
            nowMs: this.now,
        };
    }

    /** The center's own verbs and codes. */
    get spoken(): Pick<Known, 'verbs' | 'codes' | 'agencyCodes' | 'agencyOf'> {
        const { verbs, statusCodes, agencyStatusCodes } = this.center;
        const agencyCodes: Record<string, Record<string, string>> = {};
        for (const { agency, status, codes } of agencyStatusCodes ?? []) {
            // What an agency says of a status takes the place of what everybody says of it.
            agencyCodes[agency] ??= codesOf(statusCodes.filter((each) => !agencyStatusCodes.some((own) => own.agency === agency && own.status === each.status)));
            Object.assign(agencyCodes[agency], codesOf([{ status, codes }]));
        }
        return {
            verbs: Object.fromEntries(verbs.map(({ verb, names }) => [verb, names])),
            codes: codesOf(statusCodes),
            agencyCodes,
            agencyOf: this.agencyOf,
        };
    }

    protected path(rest: string): string {
        return `/api/centers/${encodeURIComponent(this.center.id)}/${rest}`;
    }

    // --- selecting ---

    select(id: string | null): void {
        this.pane = 'detail';
        this.picks = [];
        if (id === this.selected) return;
        this.selected = id;
        this.sealed = null;
        this.detail = null;
        this.recommendation = null;
        this.recommendationProblem = null;
        this.chosen = [];
        this.exclude = [];
        if (id !== null) void this.refresh();
    }

    /** Moves the map; nowhere in particular means the whole of it. */
    show(point: Point | null): void {
        this.goTo = { point, count: (this.goTo?.count ?? 0) + 1 };
    }

    private refreshTimer: ReturnType<typeof setTimeout> | undefined;

    private refreshSoon(): void {
        this.refreshTimer ??= setTimeout(() => {
            this.refreshTimer = undefined;
            void this.refresh();
        }, SHOW_EVERY_MS);
    }

    private rankTimer: ReturnType<typeof setTimeout> | undefined;

    /** Units came free or went elsewhere: the ranking on the screen may no longer hold. */
    private rankSoon(): void {
        if (this.incident === null || this.incident.state === 'CLOSED') return;
        this.rankTimer ??= setTimeout(() => {
            this.rankTimer = undefined;
            void this.recommend();
        }, RANK_EVERY_MS);
    }

    private moveUpsTimer: ReturnType<typeof setTimeout> | undefined;

    /** Units came free or were sent: another may be wanted elsewhere. */
    private moveUpsSoon(): void {
        const wait = this.pane === 'moveUps' || this.preferences.layers.includes('coverage') ? MOVE_UPS_SHOWN_MS : MOVE_UPS_MS;
        this.moveUpsTimer ??= setTimeout(() => {
            this.moveUpsTimer = undefined;
            void this.lookForMoveUps();
        }, wait);
    }

    /** What is proposed, for everybody who may see advice. */
    async lookForMoveUps(): Promise<void> {
        try {
            this.moveUps = await this.get<MoveUps>('moveups', this.moveUpsFor === null ? {} : { agency: this.moveUpsFor });
        } catch {
            // Who may not see advice, and whoever has no line, sees none.
            this.moveUps = null;
        }
    }

    protected async refresh(): Promise<void> {
        const id = this.selected;
        if (id === null) return;
        try {
            const detail = await this.api.get<IncidentDetail>(this.path(`incidents/${encodeURIComponent(id)}`));
            if (this.selected !== id) return;
            this.detail = detail;
            if (detail.state !== 'CLOSED') void this.recommend();
        } catch (problem) {
            this.failed(problem);
        }
    }

    /** Asks for the ranking; the toggles of the dispatcher are kept where the unit is still proposed. */
    async recommend(): Promise<void> {
        const id = this.selected;
        if (id === null) return;
        const mine = ++this.ranking;
        try {
            const answer = await this.api.get<Recommendation>(
                this.path(`incidents/${encodeURIComponent(id)}/recommendation`),
                { exclude: this.exclude.join(',') },
            );
            if (mine !== this.ranking || this.selected !== id) return;
            const before = this.recommendation;
            const wasProposed = new Set(before?.chosen.map((p) => p.unit) ?? []);
            const proposed = answer.chosen.map((p) => p.unit);
            const kept = this.chosen.filter((unit) => proposed.includes(unit) || !wasProposed.has(unit));
            const fresh = proposed.filter((unit) => !wasProposed.has(unit));
            this.chosen = before ? [...new Set([...kept, ...fresh])] : proposed;
            this.recommendation = answer;
            this.recommendationProblem = null;
        } catch (problem) {
            if (mine !== this.ranking || this.selected !== id) return;
            this.recommendation = null;
            this.recommendationProblem = message(problem);
        }
    }

    toggle(unit: string): void {
        this.chosen = this.chosen.includes(unit) ? this.chosen.filter((u) => u !== unit) : [...this.chosen, unit];
    }

    // --- asking the desk ---

    /**
     * Sends one request and shows what became of it. Without a line it is kept and sent later, which
     * counts as done here: the person need not do it again.
     */
    async send(request: Request, text: string | ((done: Done) => string), undoable = true, id = newRequestId()): Promise<Sent> {
        // What was pressed twice before the answer came is meant once.
        const same = JSON.stringify(request);
        const first = this.onTheWay.get(same);
        if (first !== undefined) return first;
        const sent = this.sendOne(request, text, undoable, id);
        this.onTheWay.set(same, sent);
        return sent.finally(() => this.onTheWay.delete(same));
    }

    private readonly onTheWay = new Map<string, Promise<Sent>>();

    private async sendOne(request: Request, text: string | ((done: Done) => string), undoable: boolean, id: string): Promise<Sent> {
        this.result = { kind: 'pending', text: words.command.sending };
        const asked = request.location ? { ...request, location: locationAsked(request.location as Location) } : request;
        if (this.outbox.isFull) {
            this.say({ kind: 'refused', text: words.outbox.full });
            return { kind: 'refused', problem: new Refusal(0, { detail: words.outbox.full }) };
        }
        const title = typeof text === 'string' ? text : (words.outbox.verbs[request.verb] ?? request.verb);
        const sent = await this.outbox.send(id, asked, title);
        if (sent.kind !== 'refused' && undoable) this.done = [...this.done, id].slice(-UNDO_LIMIT);
        if (sent.kind === 'done') {
            const note = sent.done.note ? ` ${said(sent.done.note)}` : '';
            this.say({ kind: 'done', text: (typeof text === 'string' ? text : text(sent.done)) + note });
        }
        else if (sent.kind === 'kept') this.say({ kind: 'kept', text: words.outbox.kept(title) });
        else this.failed(sent.problem);
        return sent;
    }

    /** The result line, heard as well as seen. */
    say(result: Result): void {
        this.result = result;
        if (!this.preferences.sound || result === null) return;
        if (result.kind === 'done') play('done');
        else if (result.kind !== 'pending') play('refused');
    }

    failed(problem: unknown): void {
        if (problem instanceof Refusal && problem.status === 401) this.signedOut = true;
        const refused = problem instanceof Refusal;
        this.say({ kind: refused ? 'refused' : 'failed', text: refused ? message(problem) : `${words.command.failed}: ${message(problem)}` });
    }

    private flush(): void {
        if (this.unsent.length > 0 && this.staleSeconds === 0 && !this.signedOut) void this.outbox.flush();
    }

    /** A request that came late says on its incident when it was entered. A status says so itself. */
    private lateNote(entry: Entry, done: Done): Request | null {
        const incident = done.incident ?? entry.request.incident;
        if (typeof incident !== 'string' || incident.startsWith('@') || ['status', 'addNote'].includes(entry.request.verb)) return null;
        return { verb: 'addNote', incident, text: words.outbox.lateNote(entry.text, clock(entry.enteredAt, this.center.zone)) };
    }

    dropUnsent(id: string): void {
        this.outbox.remove(id);
    }

    sendAgain(id: string): void {
        this.outbox.again(id);
        void this.outbox.flush();
    }

    /** Does what a line of the command line says. Every button calls this too. */
    async run(command: Command): Promise<boolean> {
        const asked = requestsOf(command, {
            workOf: (unit) => this.unit(unit)?.incident ?? this.selected,
            onScene: (incident) => this.units.filter((u) => u.incident === incident && u.status === 'ON_SCENE').map((u) => u.callSign),
            typeName: (code) => this.typeName(code),
            stationName: (id) => this.stationName(id),
            moveUpOf: (unit) => this.moveUps?.proposals.find((each) => each.unit === unit) ?? null,
        });
        if (asked === null) return this.look(command);
        if (asked.requests.length === 0) {
            this.say({ kind: 'refused', text: asked.text });
            return false;
        }
        for (const request of asked.requests) {
            if ((await this.send(request, asked.text, asked.undoable)).kind === 'refused') return false;
        }
        if (command.do === 'acceptMoveUp' || command.do === 'dismissMoveUp') void this.lookForMoveUps();
        return true;
    }

    /** Commands that open something, or show it. */
    private async look(command: Command): Promise<boolean> {
        switch (command.do) {
            case 'newCall':
            case 'book':
                if (command.text !== '' && this.draft.place.location === null) this.draft.place.text = command.text;
                if (command.do === 'book') this.draft.isBooked = true;
                this.open_('call');
                return true;
            case 'recommend':
                this.select(command.incident);
                this.exclude = command.exclude;
                await this.recommend();
                return true;
            case 'dispatchProposed':
                if (command.incident !== this.selected) {
                    this.select(command.incident);
                    return true;
                }
                return this.dispatchChosen();
            case 'undo':
                return this.undo();
            case 'closeRoad':
                this.closureBegun = { ...NO_CLOSURE, reason: command.reason };
                this.open_('closure');
                return true;
            case 'limitRoad':
                this.closureBegun = { ...NO_CLOSURE, reason: command.reason, effect: 'slow', percent: command.percent ?? NO_CLOSURE.percent };
                this.open_('closure');
                return true;
            case 'amendClosure':
                return this.amend(command.closure);
            case 'draw':
                this.drawBegun = { shape: command.shape ?? 'line', text: command.text };
                this.open_('draw');
                return true;
            case 'export':
                return this.export_(command.incident, command.format, command.reason);
            case 'coverage':
                this.coverageFor = command.capability;
                if (!this.preferences.layers.includes('coverage')) this.preferences.toggleLayer('coverage');
                return true;
            case 'place':
                this.select(command.incident);
                this.openPlace('place', { text: command.text });
                return true;
            case 'selfInitiate':
                return this.selfInitiate(command);
            case 'hazard':
                this.begun = { unit: '', type: '', text: command.text };
                this.openPlace('hazard', {});
                return true;
            case 'split':
                this.select(command.incident);
                this.openPlace('split', {});
                return true;
            case 'go':
                return this.go(command);
            case 'follow':
                return this.follow(command.unit);
            case 'sealed':
                return this.unseal(command.incident, command.reason);
            case 'list': {
                const local = (at: string): string => (at === '' ? '' : localIn(millis(at), this.center.zone));
                this.list = command.list;
                this.narrowed = { type: command.type, from: local(command.from), to: local(command.to) };
                return true;
            }
            case 'search':
                this.search = command.text;
                return true;
            case 'units':
                this.unitFilter = command.filter;
                this.unitSearch = command.text;
                return true;
            case 'layer':
                this.preferences.toggleLayer(command.layer);
                return true;
            case 'measure':
                this.measuring = !this.measuring;
                this.picks = [];
                return true;
            case 'photos':
                return this.showPhotos(command.incident, command.reason);
            case 'hide':
                this.sealed = this.photosFor = null;
                return true;
            case 'discard':
                this.discardDraft();
                this.pane = 'detail';
                return true;
            case 'copyLink':
                return this.copyLink();
            case 'whole':
                this.followed = null;
                this.show(null);
                return true;
            default:
                return this.ofTheDesk(command);
        }
    }

    private ofTheDesk(command: Command): boolean {
        switch (command.do) {
            case 'help':
            case 'actions':
            case 'outbox':
                this.open_(command.do);
                return true;
            case 'moveUps':
                if (command.agency !== null) this.moveUpsFor = command.agency;
                this.open_('moveUps');
                void this.lookForMoveUps();
                return true;
            case 'why':
                this.select(command.incident);
                this.open_('why');
                return true;
            case 'print':
                this.select(command.incident);
                void this.print(command.incident);
                return true;
            case 'sound':
                this.preferences.toggleSound();
                this.say({ kind: 'done', text: this.preferences.sound ? words.results.soundOn : words.results.soundOff });
                return true;
            case 'layout':
                this.preferences.reset();
                return true;
            case 'theme':
                this.around.changeTheme();
                return true;
            case 'language':
                this.around.changeLanguage(command.language);
                return true;
            case 'center':
                this.around.changeCenter(command.center);
                return true;
            case 'wall':
            case 'trainer':
            case 'replay':
                window.open(`/${command.do}#${this.center.id}`, '_blank', 'noopener');
                return true;
            case 'signOut':
                this.around.signOut();
                return true;
            default:
                throw new Error(`Nothing is done for ${command.do}.`);
        }
    }

    private async showPhotos(incident: string, reason: string): Promise<boolean> {
        this.select(incident);
        if (this.detail?.id !== incident) await this.refresh();
        if ((this.detail?.photos.length ?? 0) === 0) {
            this.say({ kind: 'refused', text: words.results.noPhotos(incident) });
            return false;
        }
        this.photosFor = { incident, reason };
        return true;
    }

    private async copyLink(): Promise<boolean> {
        try {
            await navigator.clipboard.writeText(location.href);
            this.say({ kind: 'done', text: words.map.linkCopied });
            return true;
        } catch {
            // Browsers give the clipboard to secure pages alone, and some to nobody: the address is in their own line.
            this.say({ kind: 'refused', text: words.map.linkNotCopied });
            return false;
        }
    }

    /** On paper when the detail is there, and drawn. */
    private async print(incident: string): Promise<void> {
        if (this.detail?.id !== incident) await this.refresh();
        await new Promise((drawn) => setTimeout(drawn, SHOW_EVERY_MS));
        if (this.selected === incident && this.detail?.id === incident) print();
    }

    open_(pane: Pane): void {
        this.picks = [];
        this.measuring = false;
        this.pane = pane;
    }

    /** Opens the form of a verb: the twin of its line. */
    openForm(verb: VerbId, given: Partial<Record<Kind, string>> = {}): void {
        this.form = { verb, given };
        this.open_('form');
    }

    private openPlace(pane: 'place' | 'split' | 'hazard' | 'self', begin: { text?: string; location?: Location }): void {
        const place = new PlaceDraft();
        if (begin.location) place.take(begin.location);
        else place.text = begin.text ?? '';
        this.place = place;
        this.open_(pane);
    }

    /** Where the unit is now, unless the line says another place. */
    private async selfInitiate(command: { unit: string; type: string; text: string }): Promise<boolean> {
        this.begun = { unit: command.unit, type: command.type, text: '' };
        const row = this.unit(command.unit);
        if (command.text !== '' || row === undefined) {
            this.openPlace('self', { text: command.text });
            return true;
        }
        const point = this.whereIs(row);
        const name = await this.nameOf(point);
        this.openPlace('self', { location: { point, name } });
        return true;
    }

    /** What is at a point, in words; its coordinates where the server knows nothing. */
    async nameOf(point: Point): Promise<string> {
        const numbers = `${point.latitude.toFixed(5)}, ${point.longitude.toFixed(5)}`;
        try {
            const answer = await this.get<{ name: string }>('describe', { at: `${point.latitude},${point.longitude}` });
            return answer.name || numbers;
        } catch {
            return numbers;
        }
    }

    /** Sends the units that are ticked, with the recommendation they were ticked on. */
    async dispatchChosen(): Promise<boolean> {
        if (this.selected === null || this.chosen.length === 0) {
            this.say({ kind: 'refused', text: words.results.notChosen });
            return false;
        }
        const incident = this.selected;
        const { free, busy } = this.split(this.chosen);
        const sent = free.length === 0 || (await this.dispatch(incident, free, this.recommendation?.token ?? null));
        if (!sent) return false;
        this.chosen = busy;
        for (const unit of busy) if (!(await this.run({ do: 'queue', incident, unit }))) return false;
        this.chosen = [];
        return true;
    }

    /** A proposed unit may still be busy and yet be the first there: the incident is queued on it. */
    split(units: string[]): { free: string[]; busy: string[] } {
        const busy = units.filter((unit) => (this.unit(unit)?.incident ?? null) !== null);
        return { free: units.filter((unit) => !busy.includes(unit)), busy };
    }

    private async dispatch(incident: string, units: string[], token: string | null): Promise<boolean> {
        const request: Request = { verb: 'dispatch', incident, units: [...units] };
        if (token !== null) request.recommendation = token;
        return (await this.send(request, words.results.dispatched(units, incident))).kind !== 'refused';
    }

    /** Takes the last act back, also one that the desk has not answered yet; pressed twice it is meant once. */
    undo(): Promise<boolean> {
        this.undoing ??= this.undoLast().finally(() => (this.undoing = null));
        return this.undoing;
    }

    private undoing: Promise<boolean> | null = null;

    private async undoLast(): Promise<boolean> {
        await Promise.allSettled(this.onTheWay.values());
        const id = this.done.at(-1);
        if (id === undefined) {
            this.say({ kind: 'refused', text: words.command.nothingToUndo });
            return false;
        }
        // What has not gone out yet is simply not sent.
        if (this.outbox.waiting.some((entry) => entry.id === id)) this.outbox.remove(id);
        else if ((await this.send({ verb: 'undo', request: id }, words.results.undone, false)).kind === 'refused') return false;
        this.done = this.done.filter((other) => other !== id);
        this.say({ kind: 'done', text: words.results.undone });
        return true;
    }

    /** A photo of the scene, as an address for this page only. The record says who looked, and why. */
    async photo(incident: string, number: number, reason: string): Promise<string | null> {
        try {
            const photo = await this.api.blob(this.path(`incidents/${encodeURIComponent(incident)}/photos/${number}`), { reason });
            return URL.createObjectURL(photo);
        } catch (problem) {
            this.failed(problem);
            return null;
        }
    }

    private async unseal(incident: string, reason: string): Promise<boolean> {
        this.select(incident);
        try {
            const data = await this.get<Sealed>(`incidents/${encodeURIComponent(incident)}/sealed`, { reason });
            if (this.selected === incident) this.sealed = { incident, data };
            return true;
        } catch (problem) {
            this.failed(problem);
            return false;
        }
    }

    private amend(closure: string): boolean {
        const row = this.closures.find((each) => each.id === closure);
        if (!row) return false;
        const effect = row.speedPercent === null ? 'closed' : 'slow';
        this.closureBegun = { reason: row.reason, effect, percent: row.speedPercent ?? NO_CLOSURE.percent, amends: closure };
        this.open_('closure');
        return true;
    }

    /** A file of one incident. What is sealed is in it only for a reason, and the record then says who has it. */
    private async export_(incident: string, format: ExportFormat, reason: string): Promise<boolean> {
        const path = `incidents/${encodeURIComponent(incident)}`;
        try {
            const detail = await this.get<IncidentDetail>(path);
            const sealed = reason === '' ? null : await this.get<Sealed>(`${path}/sealed`, { reason });
            const text = format === 'json' ? toJson(detail, sealed) : toCsv(detail, sealed);
            const link = document.createElement('a');
            link.href = URL.createObjectURL(new Blob([text], { type: format === 'json' ? 'application/json' : 'text/csv' }));
            link.download = `${incident}.${format}`;
            link.click();
            URL.revokeObjectURL(link.href);
            this.say({ kind: 'done', text: words.results.exported(incident, sealed !== null) });
            return true;
        } catch (problem) {
            this.failed(problem);
            return false;
        }
    }

    private follow(unit: string | null): boolean {
        this.followed = unit === this.followed ? null : unit;
        if (this.followed !== null) this.selectedUnit = this.followed;
        return true;
    }

    private async go(command: { unit: string | null; incident: string | null; text: string }): Promise<boolean> {
        this.followed = null;
        if (command.unit !== null) {
            const row = this.unit(command.unit);
            this.selectedUnit = command.unit;
            if (row) this.show(this.whereIs(row));
            return true;
        }
        if (command.incident !== null) {
            this.select(command.incident);
            const row = this.findIncident(command.incident);
            if (row) this.show(row.point);
            return true;
        }
        try {
            const [first] = await this.places(command.text, 1);
            if (!first) {
                this.say({ kind: 'refused', text: words.results.nothingFound(command.text) });
                return false;
            }
            this.show(first.point);
            this.say({ kind: 'done', text: words.results.found(first.name) });
            return true;
        } catch (problem) {
            this.failed(problem);
            return false;
        }
    }

    whereIs(unit: UnitRow): Point {
        const at = this.positions;
        return at.has(unit.index)
            ? { latitude: at.latitude[unit.index]!, longitude: at.longitude[unit.index]! }
            : unit.point;
    }

    async places(text: string, limit: number, near?: Point): Promise<PlaceCandidate[]> {
        const answer = await this.api.get<{ places: PlaceCandidate[] }>(this.path('places'), {
            q: text,
            limit,
            near: near ? `${near.latitude},${near.longitude}` : undefined,
        });
        return answer.places;
    }

    get<T>(rest: string, query: Record<string, string | number | undefined> = {}): Promise<T> {
        return this.api.get<T>(this.path(rest), query);
    }

    post<T>(rest: string, body: unknown): Promise<T> {
        return this.api.post<T>(this.path(rest), body);
    }

    discardDraft(): void {
        this.draft = new CallDraft();
        this.picks = [];
    }

    /** Whether a click on the map is a place for something, instead of a choice of what is there. */
    get isPicking(): boolean {
        return this.measuring || ['call', 'closure', 'draw', 'place', 'hazard', 'self', 'split'].includes(this.pane);
    }

    /** A click on the map: a place for the open form. */
    pick(point: Point): void {
        if (this.measuring || this.pane === 'closure' || this.pane === 'draw') this.picks = [...this.picks, point];
        else if (this.isPicking) this.picks = [point];
    }
}

function codesOf(statuses: readonly Pick<StatusCode, 'status' | 'codes'>[]): Record<string, string> {
    return Object.fromEntries(statuses.flatMap(({ status, codes }) => codes.map((code) => [code.toUpperCase(), status])));
}
