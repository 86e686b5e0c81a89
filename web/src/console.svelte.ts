import { Api, newRequestId, Refusal } from './api';
import { apply, byName, count, emptyBoard, queueOrder, unitOrder, type Counts } from './board';
import type { Command, Known } from './command';
import type {
    AlarmRow,
    BoardMessage,
    CenterInfo,
    ClosureRow,
    Done,
    IncidentDetail,
    IncidentRow,
    LogLine,
    PlaceCandidate,
    Point,
    Recommendation,
    Request,
    Session,
    UnitRow,
} from './contract';
import { CallDraft } from './draft.svelte';
import { millis } from './format';
import { Positions } from './positions';
import { STALE_AFTER_MS, Stream } from './stream';
import { words } from './words';

/** What the right-hand zone shows. */
export type Pane = 'detail' | 'call' | 'closure' | 'help';

/** What became of the last command. */
export type Result = { kind: 'done' | 'refused' | 'pending' | 'failed'; text: string } | null;

/** A click on the map, for the form that waits for one. */
export interface Pick {
    point: Point;
}

/** Board changes are shown together, at most this often. */
const SHOW_EVERY_MS = 60;
/** A change elsewhere on the board ranks the units of the selected incident anew, at most this often. */
const RANK_EVERY_MS = 2_000;
/** Requests that may be undone from this page, newest last. */
const UNDO_LIMIT = 50;

/** One dispatcher's desk in the browser: what the server said, what is selected, what was asked. */
export class Console {
    readonly api: Api;
    session: Session;
    center: CenterInfo;
    readonly positions: Positions;
    private readonly board = emptyBoard();
    private readonly stream: Stream;
    private ticker: ReturnType<typeof setInterval> | undefined;
    private showTimer: ReturnType<typeof setTimeout> | undefined;
    private done: string[] = [];

    /** Counts up whenever the board changed; rows are derived from it. */
    version = $state(0);
    now = $state(Date.now());
    /** Server's clock minus ours, in milliseconds. */
    private offset = 0;
    private lastHeard = $state(0);
    connected = $state(false);
    /** Why the desk takes no requests. */
    stopped: string | null = $state(null);
    signedOut = $state(false);

    selected: string | null = $state(null);
    selectedUnit: string | null = $state(null);
    pane: Pane = $state('detail');
    detail: IncidentDetail | null = $state.raw(null);
    recommendation: Recommendation | null = $state.raw(null);
    recommendationProblem: string | null = $state(null);
    private ranking = 0;
    /** The units that Ctrl+Enter sends. */
    chosen: string[] = $state.raw([]);
    exclude: string[] = $state.raw([]);
    result: Result = $state.raw(null);
    /** The call that is being taken, kept while other things are looked at. */
    draft: CallDraft = $state.raw(new CallDraft());
    closureReason = $state('');
    /** Clicks on the map for the open form. */
    picks: Point[] = $state.raw([]);
    /** Where the map is to go, counted so that the same place can be asked for twice. */
    goTo: { point: Point; count: number } | null = $state.raw(null);
    /** A command line that a button began. */
    lineBegun: { text: string } | null = $state.raw(null);
    closedIncidents: IncidentRow[] = $state.raw([]);

    incidents: IncidentRow[] = $derived.by(() => this.rows(this.board.incidents, queueOrder));
    units: UnitRow[] = $derived.by(() => this.rows(this.board.units, unitOrder));
    alarms: AlarmRow[] = $derived.by(() =>
        this.rows(this.board.alarms, (a, b) => b.id - a.id).filter((a) => a.acknowledgedAt === null),
    );
    closures: ClosureRow[] = $derived.by(() => this.rows(this.board.closures, (a, b) => byName(a.id, b.id)));
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
        const silent = this.now - this.lastHeard;
        return this.lastHeard > 0 && silent > STALE_AFTER_MS ? Math.floor(silent / 1000) : 0;
    });
    lastHeardAt: number = $derived.by(() => this.lastHeard);

    constructor(api: Api, session: Session, center: CenterInfo) {
        this.api = api;
        this.session = session;
        this.center = center;
        this.positions = new Positions(center.units.length);
        this.stream = new Stream(center.id, {
            board: (message) => this.take(message),
            positions: (message) => this.positions.apply(message),
            desk: (message) => (this.stopped = message.stopped),
            heard: (at) => this.heard(at),
            closed: () => this.stillSignedIn(),
        });
    }

    open(): void {
        this.stream.open();
        this.ticker = setInterval(() => (this.now = Date.now() + this.offset), 250);
    }

    close(): void {
        this.stream.close();
        clearInterval(this.ticker);
        clearTimeout(this.showTimer);
        clearTimeout(this.refreshTimer);
        clearTimeout(this.rankTimer);
    }

    private heard(at: string): void {
        const server = millis(at);
        // Only a clock that really differs is followed; the network's few milliseconds are not.
        const offset = server - Date.now();
        if (Math.abs(offset - this.offset) > 500) this.offset = offset;
        this.lastHeard = Date.now() + this.offset;
        this.now = this.lastHeard;
        this.connected = true;
    }

    private take(message: BoardMessage): void {
        apply(this.board, message);
        for (const row of message.units ?? []) {
            this.positions.set(row.index, row.point.latitude, row.point.longitude, row.heading ?? -1, millis(row.pointAt));
        }
        if (this.touchesSelected(message)) this.refreshSoon();
        else if ((message.units?.length ?? 0) > 0) this.rankSoon();
        this.showTimer ??= setTimeout(() => {
            this.showTimer = undefined;
            this.version++;
        }, SHOW_EVERY_MS);
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

    stationName(id: string): string {
        return this.center.stations.find((station) => station.id === id)?.name ?? id;
    }

    canTransport(callSign: string): boolean {
        return this.center.units.find((unit) => unit.callSign === callSign)?.canTransport ?? false;
    }

    /** The names that the command line may refer to. */
    known(): Known {
        return {
            units: this.center.units.map((unit) => unit.callSign),
            incidents: [...new Set([...this.incidents.map((row) => row.id), ...this.closedIncidents.map((row) => row.id)])],
            closures: this.closures.map((closure) => closure.id),
            desks: this.center.desks.map((desk) => desk.id),
            destinations: this.center.destinations,
            dispositions: this.center.dispositions,
            selected: this.selected,
        };
    }

    private path(rest: string): string {
        return `/api/centers/${encodeURIComponent(this.center.id)}/${rest}`;
    }

    // --- selecting ---

    select(id: string | null): void {
        this.pane = 'detail';
        this.picks = [];
        if (id === this.selected) return;
        this.selected = id;
        this.detail = null;
        this.recommendation = null;
        this.recommendationProblem = null;
        this.chosen = [];
        this.exclude = [];
        if (id !== null) void this.refresh();
    }

    show(point: Point): void {
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

    private async refresh(): Promise<void> {
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

    /** Sends one request and shows what became of it. Answers null when it was refused or lost. */
    async send(request: Request, text: string | ((done: Done) => string), undoable = true): Promise<Done | null> {
        const id = newRequestId();
        this.result = { kind: 'pending', text: words.command.sending };
        try {
            const done = await this.api.request(this.center.id, id, request, () => {
                this.result = { kind: 'failed', text: words.command.retrying };
            });
            if (undoable) this.done = [...this.done, id].slice(-UNDO_LIMIT);
            this.result = { kind: 'done', text: typeof text === 'string' ? text : text(done) };
            return done;
        } catch (problem) {
            this.failed(problem);
            return null;
        }
    }

    private async sendAll(requests: Request[], text: string): Promise<boolean> {
        for (const request of requests) if ((await this.send(request, text)) === null) return false;
        return true;
    }

    failed(problem: unknown): void {
        if (problem instanceof Refusal && problem.status === 401) this.signedOut = true;
        const refused = problem instanceof Refusal;
        const text = refused ? message(problem) : `${words.command.failed}: ${message(problem)}`;
        this.result = { kind: refused ? 'refused' : 'failed', text };
    }

    /** Does what a line of the command line says. Every button calls this too. */
    async run(command: Command): Promise<boolean> {
        const r = words.results;
        switch (command.do) {
            case 'newCall':
                if (command.text !== '' && this.draft.location === null) this.draft.placeText = command.text;
                this.picks = [];
                this.pane = 'call';
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
            case 'dispatch':
                return this.dispatch(command.incident, command.units, null);
            case 'status':
                return this.sendAll(
                    command.units.map((unit) => ({ verb: 'status', unit, to: command.to })),
                    r.status(command.units, words.states[command.to] ?? command.to),
                );
            case 'transport': {
                const { unit, destination } = command;
                return this.sendAll(
                    [{ verb: 'status', unit, to: 'TRANSPORTING', destination }],
                    r.status([unit], words.states.TRANSPORTING!),
                );
            }
            case 'cancel':
                return this.sendAll(
                    command.units.map((unit) => ({
                        verb: 'cancel',
                        incident: command.incident ?? this.workOf(unit),
                        unit,
                        reason: command.reason || words.detail.cancelWhy,
                    })),
                    r.cancelled(command.units),
                );
            case 'exchange':
                return this.sendAll(
                    [{ verb: 'exchange', incident: command.incident ?? this.workOf(command.out), out: command.out, in: command.in }],
                    r.exchanged(command.out, command.in),
                );
            case 'preempt':
                return this.sendAll(
                    [{ verb: 'preempt', incident: command.incident, unit: command.unit }],
                    r.preempted(command.unit, command.incident),
                );
            case 'queue':
                return this.sendAll(
                    [{ verb: 'queue', incident: command.incident, unit: command.unit }],
                    r.queued(command.unit, command.incident),
                );
            case 'note':
                return this.sendAll([{ verb: 'addNote', incident: command.incident, text: command.text }], r.noted(command.incident));
            case 'priority':
                return this.sendAll(
                    [{ verb: 'changePriority', incident: command.incident, priority: command.priority }],
                    r.priority(command.incident, command.priority),
                );
            case 'close':
                return this.sendAll(
                    [{ verb: 'close', incident: command.incident, disposition: command.disposition }],
                    r.closed(command.incident),
                );
            case 'reopen':
                return this.sendAll(
                    [{ verb: 'reopen', incident: command.incident, reason: command.reason }],
                    r.reopened(command.incident),
                );
            case 'handOver':
                return this.sendAll(
                    [{ verb: 'handOver', incident: command.incident, toDesk: command.desk }],
                    r.handedOver(command.incident, command.desk),
                );
            case 'undo':
                return this.undo();
            case 'closeRoad':
                this.closureReason = command.reason;
                this.picks = [];
                this.pane = 'closure';
                return true;
            case 'reopenRoad':
                return this.sendAll([{ verb: 'reopenRoad', closure: command.closure }], r.roadReopened);
            case 'go':
                return this.go(command);
            case 'duty':
                return this.sendAll(
                    command.units.map((unit) => ({
                        verb: 'setDuty',
                        unit,
                        duty: command.duty,
                        ...(command.reason ? { reason: command.reason } : {}),
                    })),
                    r.duty(command.units, words.states[command.duty] ?? 'on duty'),
                );
            case 'checkIn':
                return this.sendAll(
                    command.units.map((unit) => ({ verb: 'checkIn', unit })),
                    r.checkedIn(command.units),
                );
            case 'help':
                this.pane = 'help';
                return true;
        }
    }

    private workOf(unit: string): string | null {
        return this.unit(unit)?.incident ?? this.selected;
    }

    /** Sends the units that are ticked, with the recommendation they were ticked on. */
    async dispatchChosen(): Promise<boolean> {
        if (this.selected === null || this.chosen.length === 0) {
            this.result = { kind: 'refused', text: words.results.notChosen };
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
        return (await this.send(request, words.results.dispatched(units, incident))) !== null;
    }

    async undo(): Promise<boolean> {
        const id = this.done.at(-1);
        if (id === undefined) {
            this.result = { kind: 'refused', text: words.command.nothingToUndo };
            return false;
        }
        const done = await this.send({ verb: 'undo', request: id }, words.results.undone, false);
        if (done === null) return false;
        this.done = this.done.filter((other) => other !== id);
        return true;
    }

    private async go(command: { unit: string | null; incident: string | null; text: string }): Promise<boolean> {
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
                this.result = { kind: 'refused', text: words.results.nothingFound(command.text) };
                return false;
            }
            this.show(first.point);
            this.result = { kind: 'done', text: words.results.found(first.name) };
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

    /** A click on the map: a place for the open form. */
    pick(point: Point): void {
        if (this.pane === 'call') this.picks = [point];
        else if (this.pane === 'closure') this.picks = this.picks.length >= 2 ? [point] : [...this.picks, point];
    }
}

export function message(problem: unknown): string {
    return problem instanceof Error ? problem.message : String(problem);
}
