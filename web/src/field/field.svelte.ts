import { Api, newRequestId, Refusal } from '../api';
import type { CenterInfo, Done, FieldAnswer, FieldWork, Request, Route, RouteStep, Session } from '../contract';
import { clock, millis } from '../format';
import { Outbox, type Entry } from '../outbox';
import { words } from './words';
import { OwnPosition } from './ownPosition';
import { KEPT_LIMIT, NoPhoto, PhotoShelf, shrink } from './photos';

/** The work is asked for this often; a phone asks little, and what it asks costs the server little. */
const WORK_EVERY_MS = 4_000;
const WAY_EVERY_MS = 15_000;
/** Without an answer for so long the page says that there is no line. */
const SILENT_MS = 12_000;
const TURNS_SHOWN = 4;
/** So near, the way is what one sees. */
const THERE_METERS = 20;

/** What is kept for opening without a line. */
interface Kept {
    center: CenterInfo;
    unit: string;
    work: FieldAnswer | null;
}

export interface Way {
    route: Route;
    /** The next things to do; departing is not one of them. */
    steps: RouteStep[];
}

/** One unit's phone: its work, and what its crew has said. */
export class FieldUnit {
    private readonly outbox: Outbox;
    private timers: ReturnType<typeof setInterval>[] = [];
    private offset = 0;
    now = $state(Date.now());
    private lastHeard = $state(0);
    /** When what is shown was so, before this page has heard anything itself. */
    private readonly keptAt: number;
    work: FieldAnswer | null = $state.raw(null);
    way: Way | null = $state.raw(null);
    unsent: Entry[] = $state.raw([]);
    said: { kind: 'done' | 'kept' | 'refused'; text: string } | null = $state.raw(null);
    signedOut = $state(false);
    /** Whether this phone says where the unit is: only after its crew asked for it. */
    tellsPosition = $state(false);
    private readonly position: OwnPosition | null;
    private readonly photos: PhotoShelf;
    /** A photo is being made small. */
    busy = $state(false);

    silentMs: number = $derived.by(() => {
        const silent = this.now - (this.lastHeard || this.keptAt);
        return silent > SILENT_MS ? silent : 0;
    });

    constructor(
        readonly api: Api,
        readonly center: CenterInfo,
        readonly unit: string,
    ) {
        this.work = FieldUnit.kept()?.work ?? null;
        this.keptAt = this.work === null ? Date.now() : millis(this.work.at);
        this.photos = new PhotoShelf(`tocsin-photos-${center.id}-${unit}`);
        this.outbox = new Outbox(
            localStorage,
            `tocsin-field-outbox-${center.id}-${unit}`,
            (id, request) => (request.verb === 'addPhoto' ? this.sendPhoto(id, request) : api.request(center.id, id, request, () => undefined)),
            (entry) => this.lateNote(entry),
            newRequestId,
            () => Date.now() + this.offset,
            () => (this.unsent = this.outbox?.entries ?? []),
        );
        this.unsent = this.outbox.entries;
        void this.tidyPhotos();
        this.position = 'geolocation' in navigator ? new OwnPosition(api, this.path('positions'), unit, navigator.geolocation) : null;
    }

    get canTellPosition(): boolean {
        return this.position !== null && isSecureContext;
    }

    togglePosition(): void {
        if (this.tellsPosition) this.position?.stop();
        else
            this.position?.start((why) => {
                this.tellsPosition = false;
                this.said = { kind: 'refused', text: words.field.noPosition(why) };
            });
        this.tellsPosition = this.position?.isOn ?? false;
    }

    /** What was on this phone when it last had a line. */
    static kept(): Kept | null {
        try {
            return JSON.parse(localStorage.getItem('tocsin-field') ?? 'null') as Kept | null;
        } catch {
            return null;
        }
    }

    static forget(): void {
        localStorage.removeItem('tocsin-field');
    }

    static unitOf(session: Session): { center: string; unit: string } | null {
        for (const { id, units } of session.centers) if (units[0] !== undefined) return { center: id, unit: units[0] };
        return null;
    }

    get active(): FieldWork | null {
        const first = this.work?.work[0];
        return first && first.state !== 'QUEUED' ? first : null;
    }

    get queued(): FieldWork[] {
        return this.work?.work.filter((each) => each.state === 'QUEUED') ?? [];
    }

    open(): void {
        void this.refresh();
        this.timers = [
            setInterval(() => (this.now = Date.now() + this.offset), 500),
            setInterval(() => void this.refresh(), WORK_EVERY_MS),
            setInterval(() => void this.findWay(), WAY_EVERY_MS),
        ];
    }

    close(): void {
        this.position?.stop();
        this.tellsPosition = false;
        for (const timer of this.timers) clearInterval(timer);
    }

    private path(rest: string): string {
        return `/api/centers/${encodeURIComponent(this.center.id)}/${rest}`;
    }

    async refresh(): Promise<void> {
        try {
            const before = this.active?.incident;
            const work = await this.api.get<FieldAnswer>(this.path(`units/${encodeURIComponent(this.unit)}/work`));
            this.offset = millis(work.at) - Date.now();
            this.lastHeard = Date.now() + this.offset;
            this.now = this.lastHeard;
            this.work = work;
            localStorage.setItem('tocsin-field', JSON.stringify({ center: this.center, unit: this.unit, work } satisfies Kept));
            if (this.active?.incident !== before) void this.findWay();
            if (this.outbox.waiting.length > 0) {
                await this.outbox.flush();
                await this.tidyPhotos();
            }
        } catch (problem) {
            if (problem instanceof Refusal && problem.status === 401) this.signedOut = true;
        }
    }

    private async findWay(): Promise<void> {
        const work = this.active;
        if (work === null || !['DISPATCHED', 'ACKNOWLEDGED', 'EN_ROUTE'].includes(work.state)) {
            this.way = null;
            return;
        }
        try {
            const route = await this.api.get<Route>(this.path('route'), {
                unit: this.unit,
                incident: work.incident,
                lang: words.locale,
            });
            if (route.meters < THERE_METERS) {
                this.way = null;
                return;
            }
            if (this.active?.incident === work.incident) {
                this.way = { route, steps: route.steps.filter((step) => step.kind !== 'DEPART').slice(0, TURNS_SHOWN) };
            }
        } catch {
            // Without a line the last way stands; without a way there is none to show.
        }
    }

    async say(request: Request, text: string, id = newRequestId()): Promise<void> {
        const sent = await this.outbox.send(id, request, text);
        if (sent.kind === 'done') {
            this.said = { kind: 'done', text: words.field.sent(text) };
            await this.refresh();
        } else if (sent.kind === 'kept') this.said = { kind: 'kept', text: words.field.kept(text) };
        else this.said = { kind: 'refused', text: sent.problem.message };
    }

    drop(id: string): void {
        this.outbox.remove(id);
        void this.tidyPhotos();
    }

    private waitingPhotos(): string[] {
        return this.outbox.entries.filter((entry) => entry.request.verb === 'addPhoto').map((entry) => entry.id);
    }

    /** Photos that were sent, or given up, do not stay on the phone. */
    private tidyPhotos(): Promise<void> {
        return this.photos.keepOnly(this.waitingPhotos()).catch(() => undefined);
    }

    private async sendPhoto(id: string, request: Request): Promise<Done> {
        const photo = await this.photos.find(id);
        if (photo === null) throw new Refusal(0, { detail: words.field.photoGone });
        return this.api.photo(this.center.id, String(request.incident), id, photo);
    }

    /** Takes a photo of the scene to the desk: now, or when there is a line. */
    async addPhoto(incident: string, file: Blob): Promise<void> {
        if (this.waitingPhotos().length >= KEPT_LIMIT) {
            this.said = { kind: 'refused', text: words.field.photosFull(KEPT_LIMIT) };
            return;
        }
        this.busy = true;
        try {
            const id = newRequestId();
            await this.photos.keep(id, await shrink(file));
            await this.say({ verb: 'addPhoto', incident }, words.field.photo, id);
        } catch (problem) {
            const why = problem instanceof NoPhoto ? words.field.noPhoto : words.field.photoNotKept;
            this.said = { kind: 'refused', text: why };
        } finally {
            this.busy = false;
            void this.tidyPhotos();
        }
    }

    /** A photo, as an address for this page only; the record says that the crew looked. */
    async showPhoto(incident: string, number: number): Promise<string | null> {
        try {
            const path = this.path(`incidents/${encodeURIComponent(incident)}/photos/${number}`);
            return URL.createObjectURL(await this.api.blob(path, { reason: `crew of ${this.unit}` }));
        } catch (problem) {
            this.said = { kind: 'refused', text: problem instanceof Error ? problem.message : String(problem) };
            return null;
        }
    }

    private lateNote(entry: Entry): Request | null {
        const { incident } = entry.request;
        if (typeof incident !== 'string' || !['addNote', 'addPhoto'].includes(entry.request.verb) || entry.request.late === true) return null;
        return {
            verb: 'addNote',
            incident,
            text: words.outbox.lateNote(entry.text, clock(entry.enteredAt, this.center.zone)),
        };
    }
}
