import { Refusal, message, type Api } from '../api';
import type { Command } from '../command';
import { Console } from '../console.svelte';
import type { BoardMessage, CenterInfo, IncidentDetail, Sealed, Session } from '../contract';
import { millis } from '../format';
import { Reel, type Screen, type Steps, type TrackPoint } from './reel';
import { words } from './replayWords';

export interface Span {
    from: string;
    until: string;
    position: number;
    policies: string[];
}

/** A moment, or the board after an entry. */
export type Asked = { at: string } | { position: number };

interface Moment {
    at: string;
    position: number;
    center: CenterInfo;
    board: BoardMessage;
}

export const SPEEDS = [1, 5, 10, 30, 60, 300, 1_800] as const;
/** The board is wound on this often. */
const WIND_MS = 100;
/** What follows is asked for this long before it is played, in real time. */
const AHEAD_MS = 4_000;
const LEAST_AHEAD_MS = 60_000;
/** Entries asked for at once. */
const ENTRIES = 1_500;

/** What may be done while one looks back: looking. */
const LOOKING: readonly Command['do'][] = ['go', 'follow', 'layer', 'measure', 'whole', 'list', 'search', 'units', 'theme', 'sealed', 'hide', 'copyLink'];

/** A desk's panes over the record: the board as it was, played on. Nothing is asked of the desk but to open what is sealed. */
export class Player extends Console implements Screen {
    private reel: Reel;
    private timer: ReturnType<typeof setInterval> | undefined;
    private woundAt = 0;
    private asking = false;
    private jumps = 0;
    isPlaying = $state(false);
    speed = $state(10);
    /** The end of the record is shown. */
    isEnded = $state(false);
    isBusy = $state(false);
    /** The center was configured otherwise at this moment: another page of panes shows it. */
    onConfigured: (at: Asked) => void = () => undefined;

    constructor(api: Api, session: Session, center: CenterInfo, theme: () => void) {
        const nothing = (): void => undefined;
        super(api, session, center, { changeTheme: theme, signOut: nothing, changeLanguage: nothing, changeCenter: nothing }, 'tocsin-replay-nothing', 'replay');
        this.preferences.sound = false;
        this.reel = new Reel(0, 0);
    }

    static async open(api: Api, session: Session, id: string, at: Asked, theme: () => void): Promise<Player> {
        const moment = await api.get<Moment>(`/api/centers/${encodeURIComponent(id)}/replay/board`, { ...at });
        const player = new Player(api, session, moment.center, theme);
        player.begin(moment);
        return player;
    }

    override get isLive(): boolean {
        return false;
    }

    override open(): void {
        this.timer = setInterval(() => this.wind(), WIND_MS);
    }

    override close(): void {
        super.close();
        clearInterval(this.timer);
    }

    /** More was recorded since the end was reached: it can be played on. */
    goesOn(): void {
        this.reel.goesOn();
        this.isEnded = false;
    }

    private begin(moment: Moment): void {
        this.reel = new Reel(moment.position, millis(moment.at));
        this.isEnded = false;
        this.result = null;
        this.now = millis(moment.at);
        this.take({ ...moment.board, full: true });
    }

    /** Shows another moment. Of several asked for one after the other, the last. */
    async jump(toMs: number): Promise<void> {
        const mine = ++this.jumps;
        this.isBusy = true;
        try {
            const moment = await this.get<Moment>('replay/board', { at: new Date(toMs).toISOString() });
            if (mine !== this.jumps) return;
            if (isOther(moment.center, this.center)) this.onConfigured({ at: moment.at });
            else this.begin(moment);
        } catch (problem) {
            if (mine === this.jumps) this.failed(problem);
        } finally {
            if (mine === this.jumps) this.isBusy = false;
        }
    }

    play(): void {
        if (this.isEnded) return;
        this.isPlaying = true;
        this.woundAt = performance.now();
    }

    pause(): void {
        this.isPlaying = false;
    }

    private wind(): void {
        if (!this.isPlaying || this.isBusy) {
            this.woundAt = performance.now();
            return;
        }
        const real = performance.now();
        const wanted = this.now + (real - this.woundAt) * this.speed;
        this.woundAt = real;
        this.windTo(Math.min(wanted, this.reel.throughMs));
        if (this.reel.throughMs - this.now < Math.max(LEAST_AHEAD_MS, AHEAD_MS * this.speed)) void this.ask();
        if (this.now < this.reel.throughMs) return;
        if (this.reel.isConfigured) this.onConfigured({ position: this.reel.position });
        else if (this.reel.isWhole) this.isEnded = true;
        if (this.isEnded) this.pause();
    }

    private windTo(toMs: number): void {
        this.reel.wind(toMs, this);
        this.now = Math.max(this.now, toMs);
    }

    private async ask(): Promise<void> {
        const { reel } = this;
        if (this.asking || reel.isWhole || reel.isConfigured) return;
        this.asking = true;
        try {
            reel.add(await this.get<Steps>('replay/steps', { after: reel.position, limit: ENTRIES }));
        } catch (problem) {
            this.pause();
            this.failed(problem);
        } finally {
            this.asking = false;
        }
    }

    /** Winds on to the next line of the log. */
    async next(): Promise<void> {
        for (let found = this.reel.nextEventMs(); ; found = this.reel.nextEventMs()) {
            if (found !== null) {
                this.windTo(found);
                return;
            }
            const { reel } = this;
            if (reel.isWhole || reel.isConfigured) {
                if (reel.isConfigured) this.onConfigured({ position: reel.position });
                else this.isEnded = true;
                return;
            }
            const { position } = reel;
            await this.ask();
            // Somebody else asks already, or nothing comes.
            if (reel !== this.reel || (reel.position === position && !reel.isWhole)) return;
        }
    }

    /** Goes back to just before the latest line of the log, so that the one before it is the latest. */
    async before(): Promise<void> {
        const latest = Math.max(...this.log.map((line) => millis(line.at)));
        if (Number.isFinite(latest)) await this.jump(latest - 1);
    }

    /** Shows the moment at which an incident was opened. */
    async toIncident(incident: string): Promise<void> {
        try {
            const opened = await this.get<{ at: string }>(`replay/incidents/${encodeURIComponent(incident)}/opened`);
            // The record counts finer than the page: the whole millisecond after it has the incident.
            await this.jump(millis(opened.at) + 1);
            this.select(incident);
            const row = this.findIncident(incident);
            if (row) this.show(row.point);
        } catch (problem) {
            this.failed(problem);
        }
    }

    // --- as the panes ask a desk ---

    step(what: BoardMessage): void {
        this.take({ ...what, units: (what.units ?? []).map((row) => this.whereSeen(row)) });
    }

    /** A row says where its unit was last seen when it was made; the way that was played is newer. */
    private whereSeen<R extends { index: number; point: { latitude: number; longitude: number }; pointAt: string }>(row: R): R {
        const at = this.positions;
        if (!at.has(row.index) || at.heardAt[row.index]! <= millis(row.pointAt)) return row;
        return {
            ...row,
            point: { latitude: at.latitude[row.index]!, longitude: at.longitude[row.index]! },
            pointAt: new Date(at.heardAt[row.index]!).toISOString(),
        };
    }

    stand(point: TrackPoint): void {
        this.positions.set(point.index, point.latitude, point.longitude, -1, millis(point.at));
    }

    protected override async refresh(): Promise<void> {
        const id = this.selected;
        if (id === null) return;
        try {
            const detail = await this.get<IncidentDetail>(`replay/incidents/${encodeURIComponent(id)}`, { position: this.board.position });
            if (this.selected === id) this.detail = detail;
        } catch (problem) {
            // Before it was opened there is nothing of it.
            if (this.selected === id) this.detail = null;
            if (!(problem instanceof Refusal && problem.status === 404)) this.failed(problem);
        }
    }

    override async recommend(): Promise<void> {
        // What is recommended now says nothing of then.
    }

    override async run(command: Command): Promise<boolean> {
        if (!LOOKING.includes(command.do)) {
            this.say({ kind: 'refused', text: words.replay.readOnly });
            return false;
        }
        return command.do === 'sealed' ? this.unsealThen(command.incident, command.reason) : super.run(command);
    }

    private async unsealThen(incident: string, reason: string): Promise<boolean> {
        try {
            const path = `replay/incidents/${encodeURIComponent(incident)}/sealed`;
            const data = await this.get<Sealed>(path, { reason, position: this.board.position });
            if (this.selected === incident) this.sealed = { incident, data };
            return true;
        } catch (problem) {
            this.failed(problem);
            return false;
        }
    }

    override async get<T>(rest: string, query: Record<string, string | number | undefined> = {}): Promise<T> {
        // Ways and cover are worked out for now alone.
        if (rest === 'route' || rest === 'coverage') throw new Refusal(404, { detail: words.replay.readOnly });
        return super.get<T>(rest, query);
    }

    override failed(problem: unknown): void {
        this.say({ kind: 'failed', text: message(problem) });
        if (problem instanceof Refusal && problem.status === 401) this.signedOut = true;
    }
}

/** The panes know units by their place in the configuration. */
function isOther(a: CenterInfo, b: CenterInfo): boolean {
    const shape = ({ units, stations, types, targets }: CenterInfo): string => JSON.stringify([units, stations, types, targets]);
    return shape(a) !== shape(b);
}
