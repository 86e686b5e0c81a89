import { Refusal, type Api } from '../api';
import { apply, count, emptyBoard, queueOrder, type Counts } from '../board';
import type { AlarmRow, CenterInfo, IncidentRow, Level, UnitRow, UnitStatus } from '../contract';
import { millis } from '../format';
import { ServerClock } from '../serverClock';
import { unitLooks, type UnitLook } from '../states';
import { STALE_AFTER_MS, Stream } from '../stream';

const SHOW_EVERY_MS = 250;
/** Service levels change slowly. */
const LEVELS_EVERY_MS = 15_000;

/** The room's board: what the stream says, counted. */
export class WallBoard {
    private readonly board = emptyBoard();
    private readonly stream: Stream;
    private readonly timers: ReturnType<typeof setInterval>[] = [];
    private readonly clock = new ServerClock();
    private heardAt = 0;
    private version = $state(0);
    private stale = false;
    now = $state(Date.now());
    /** Counts up also while the clock of a drill is held. */
    private tick = $state(0);
    lastHeard = $state(0);
    signedOut = $state(false);
    levels: Level[] = $state.raw([]);
    readonly looks: Record<UnitStatus, UnitLook>;

    incidents: IncidentRow[] = $derived.by(() => {
        void this.version;
        return [...this.board.incidents.values()].filter((row) => row.state !== 'CLOSED').sort(queueOrder);
    });
    alarms: AlarmRow[] = $derived.by(() => {
        void this.version;
        return [...this.board.alarms.values()].filter((row) => row.acknowledgedAt === null).sort((a, b) => b.id - a.id);
    });
    counts: Counts = $derived.by(() => (this.version, count(this.board)));
    /** How many units are in each status, in the order of the states. */
    byStatus: [UnitStatus, number][] = $derived.by(() => {
        void this.version;
        const counted = new Map<UnitStatus, number>();
        for (const row of this.board.units.values()) counted.set(row.status, (counted.get(row.status) ?? 0) + 1);
        return (Object.keys(this.looks) as UnitStatus[]).map((status) => [status, counted.get(status) ?? 0]);
    });
    staleSeconds: number = $derived.by(() => {
        void this.tick;
        const silent = Date.now() - this.heardAt;
        return this.lastHeard > 0 && silent > STALE_AFTER_MS ? Math.floor(silent / 1000) : 0;
    });

    constructor(
        private readonly api: Api,
        readonly center: CenterInfo,
    ) {
        this.looks = unitLooks(center.statusCodes);
        this.stream = new Stream(center.id, {
            board: (message) => {
                apply(this.board, message);
                this.stale = true;
            },
            positions: () => undefined,
            desk: () => undefined,
            heard: (at, pace) => {
                this.clock.heard(millis(at), pace);
                this.lastHeard = this.clock.now();
                this.heardAt = Date.now();
            },
            closed: () => this.stillSignedIn(),
        });
    }

    open(): void {
        this.stream.open();
        void this.measure();
        this.timers.push(
            setInterval(() => {
                this.now = this.clock.now();
                this.tick++;
                if (this.stale) {
                    this.stale = false;
                    this.version++;
                }
            }, SHOW_EVERY_MS),
            setInterval(() => void this.measure(), LEVELS_EVERY_MS),
        );
    }

    close(): void {
        this.stream.close();
        for (const timer of this.timers) clearInterval(timer);
    }

    unit(callSign: string): UnitRow | undefined {
        return this.board.units.get(callSign);
    }

    private async measure(): Promise<void> {
        try {
            const answer = await this.api.get<{ levels: Level[] }>(`/api/centers/${encodeURIComponent(this.center.id)}/levels`);
            this.levels = answer.levels;
        } catch (problem) {
            if (problem instanceof Refusal && problem.status === 401) this.signedOut = true;
            // Without a line the last ones stand, and the board says that they are old.
        }
    }

    private async stillSignedIn(): Promise<boolean> {
        try {
            await this.api.session();
            return true;
        } catch (problem) {
            if (!(problem instanceof Refusal && problem.status === 401)) return true;
            this.signedOut = true;
            return false;
        }
    }
}
