/** How one person has arranged this desk: remembered in this browser, never sent anywhere. */

/** The zones, as shares of the window and of their column, and what is switched on. */
interface Kept {
    left: number;
    right: number;
    incidents: number;
    alarms: number;
    sound: boolean;
    layers: string[];
}

/** On a small screen the tables need more of it. */
const SMALL_PX = 1_400;
const isSmall = (): boolean => typeof innerWidth === 'number' && innerWidth < SMALL_PX;

const USUAL: Kept = { left: isSmall() ? 0.4 : 0.34, right: 0.25, incidents: 0.5, alarms: 0.2, sound: true, layers: ['hazards', 'drawings'] };

/** No zone may vanish: what is out of sight is not seen. */
export const LIMITS: Record<'left' | 'right' | 'incidents' | 'alarms', [number, number]> = {
    left: [0.22, 0.5],
    right: [0.2, 0.4],
    incidents: [0.15, 0.85],
    alarms: [0.1, 0.6],
};

export type Zone = keyof typeof LIMITS;

export class Preferences {
    left = $state(USUAL.left);
    right = $state(USUAL.right);
    incidents = $state(USUAL.incidents);
    alarms = $state(USUAL.alarms);
    sound = $state(USUAL.sound);
    layers: string[] = $state.raw(USUAL.layers);

    constructor(private readonly key: string) {
        try {
            const kept = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Kept>;
            Object.assign(this, { ...USUAL, ...kept });
        } catch {
            // What cannot be read is as if it were not there.
        }
        for (const zone of Object.keys(LIMITS) as Zone[]) this.move(zone, this[zone]);
    }

    move(zone: Zone, to: number): void {
        const [least, most] = LIMITS[zone];
        this[zone] = Number.isFinite(to) ? Math.min(most, Math.max(least, to)) : USUAL[zone];
        this.keep();
    }

    toggleSound(): void {
        this.sound = !this.sound;
        this.keep();
    }

    toggleLayer(name: string): void {
        this.layers = this.layers.includes(name) ? this.layers.filter((other) => other !== name) : [...this.layers, name];
        this.keep();
    }

    reset(): void {
        const { left, right, incidents, alarms } = USUAL;
        Object.assign(this, { left, right, incidents, alarms });
        this.keep();
    }

    private keep(): void {
        const { left, right, incidents, alarms, sound, layers } = this;
        localStorage.setItem(this.key, JSON.stringify({ left, right, incidents, alarms, sound, layers } satisfies Kept));
    }
}
