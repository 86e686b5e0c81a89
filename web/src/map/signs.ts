import type { Map as MapLibre } from 'maplibre-gl';
import type { LandmarkKind } from '../contract';
import type { Palette } from '../palette';
import type { Look, UnitLook, UnitLooks } from '../states';
import type { DrawSign } from './points';

/**
 * Drawn where they are read back: from the graphics card each would come after all that waits there, and
 * the page would stand still for it.
 */
const READ: CanvasRenderingContext2DSettings = { willReadFrequently: true };

/** Signs are drawn at twice their size, for sharp screens. */
const SHARP = 2;

/** More different signs than this are not told apart on a map; units with others show those of the center. */
const SIGNS_LIMIT = 120;

/** The signs of units: each letter in each colour once, the calm ones first, for these lie below all others. */
export class UnitSigns {
    readonly looks: UnitLook[];
    readonly calm: number;
    private readonly indexOf: Map<string, number>;

    constructor(all: readonly UnitLooks[]) {
        const different = new Map<string, UnitLook>();
        for (const looks of all) for (const look of Object.values(looks)) different.set(name(look), look);
        const looks = [...different.values()].slice(0, SIGNS_LIMIT);
        const calm = looks.filter((each) => each.look === 'calm');
        this.looks = [...calm, ...looks.filter((each) => each.look !== 'calm')];
        this.calm = calm.length;
        this.indexOf = new Map(this.looks.map((look, i) => [name(look), i]));
    }

    /** Which sign shows this look; without one of its own the first that is not calm, so that it is seen. */
    of(look: UnitLook): number {
        return this.indexOf.get(name(look)) ?? this.calm;
    }

    draw(palette: Palette): DrawSign[] {
        const fill: Record<Look, string> = {
            calm: palette.map.land,
            attention: palette.attention,
            moving: palette.moving,
            working: palette.working,
            danger: palette.danger,
        };
        return this.looks.map(({ letter, look }) =>
            box(letter, fill[look], look === 'calm' ? palette.text : look === 'danger' ? palette.onDanger : palette.onState, palette),
        );
    }
}

function name({ letter, look }: UnitLook): string {
    return `${look} ${letter}`;
}

/** Landmarks are told by a letter in a ring. */
const LANDMARK_LETTER: Record<LandmarkKind, string> = {
    FIRE_STATION: 'F',
    AMBULANCE_STATION: 'A',
    POLICE_STATION: 'P',
    HOSPITAL: 'H',
    SCHOOL: 'S',
    HYDRANT: 'h',
    DEFIBRILLATOR: '♥',
};

/** Draws our other signs and gives them to the map: diamonds for incidents, stations, closures. */
export function addSigns(map: MapLibre, palette: Palette): void {
    for (let priority = 1; priority <= 5; priority++) {
        const [ground, ink] =
            priority === 1
                ? [palette.danger, palette.onDanger]
                : priority === 2
                  ? [palette.warning, palette.onWarning]
                  : [palette.panel, palette.text];
        add(map, `incident-${priority}`, 28, diamond(String(priority), ground, ink, palette));
    }
    add(map, 'station', 12, (pen, size) => {
        pen.fillStyle = palette.map.station;
        pen.beginPath();
        pen.moveTo(size / 2, 1);
        pen.lineTo(size - 1, size * 0.45);
        pen.lineTo(size - 1, size - 1);
        pen.lineTo(1, size - 1);
        pen.lineTo(1, size * 0.45);
        pen.closePath();
        pen.fill();
    });
    for (const [kind, letter] of Object.entries(LANDMARK_LETTER)) {
        add(map, `landmark-${kind}`, 15, (pen, size) => {
            pen.fillStyle = palette.map.halo;
            pen.strokeStyle = palette.map.station;
            pen.lineWidth = 1.2;
            pen.beginPath();
            pen.arc(size / 2, size / 2, size / 2 - 1, 0, Math.PI * 2);
            pen.fill();
            pen.stroke();
            write(pen, letter, size, 9, palette.map.text);
        });
    }
    add(map, 'hazard', 20, (pen, size) => {
        pen.fillStyle = palette.warning;
        pen.strokeStyle = palette.onWarning;
        pen.lineWidth = 1.2;
        pen.beginPath();
        pen.moveTo(size / 2, 2);
        pen.lineTo(size - 1, size - 3);
        pen.lineTo(1, size - 3);
        pen.closePath();
        pen.fill();
        pen.stroke();
        write(pen, '!', size + 3, 11, palette.onWarning);
    });
    add(map, 'late', 10, (pen, size) => {
        pen.strokeStyle = palette.warningText;
        pen.globalAlpha = 0.45;
        pen.lineWidth = 1;
        for (const shift of [-size / 2, 0, size / 2, size]) {
            pen.beginPath();
            pen.moveTo(shift - size / 2, size);
            pen.lineTo(shift + size / 2, 0);
            pen.stroke();
        }
    });
    add(map, 'closed', 18, (pen, size) => {
        pen.fillStyle = palette.map.closure;
        pen.strokeStyle = palette.map.halo;
        pen.lineWidth = 1.5;
        pen.beginPath();
        pen.arc(size / 2, size / 2, size / 2 - 1, 0, Math.PI * 2);
        pen.fill();
        pen.stroke();
        pen.fillStyle = palette.map.halo;
        pen.fillRect(size * 0.22, size * 0.42, size * 0.56, size * 0.16);
    });
}

function box(letter: string, ground: string, ink: string, palette: Palette): DrawSign {
    return (pen, size) => {
        pen.fillStyle = ground;
        pen.strokeStyle = ground === palette.map.land ? palette.calm : palette.map.halo;
        pen.lineWidth = 1.3;
        pen.beginPath();
        pen.roundRect(1, 1, size - 2, size - 2, 3);
        pen.fill();
        pen.stroke();
        write(pen, letter, size, 11, ink);
    };
}

function diamond(text: string, ground: string, ink: string, palette: Palette): DrawSign {
    return (pen, size) => {
        pen.fillStyle = ground;
        pen.strokeStyle = ground === palette.panel ? palette.text : palette.map.halo;
        pen.lineWidth = 1.5;
        pen.beginPath();
        pen.moveTo(size / 2, 1);
        pen.lineTo(size - 1, size / 2);
        pen.lineTo(size / 2, size - 1);
        pen.lineTo(1, size / 2);
        pen.closePath();
        pen.fill();
        pen.stroke();
        write(pen, text, size, 13, ink);
    };
}

function write(pen: CanvasRenderingContext2D, text: string, size: number, px: number, ink: string): void {
    pen.fillStyle = ink;
    pen.font = `700 ${px}px B612, sans-serif`;
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.fillText(text, size / 2, size / 2 + 0.5);
}

function add(map: MapLibre, name: string, size: number, draw: DrawSign): void {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = size * SHARP;
    const pen = canvas.getContext('2d', READ);
    if (!pen) return;
    pen.scale(SHARP, SHARP);
    draw(pen, size);
    const image = pen.getImageData(0, 0, canvas.width, canvas.height);
    if (map.hasImage(name)) map.removeImage(name);
    map.addImage(name, image, { pixelRatio: SHARP });
}
