import { words } from './words';

/** Something that comes in a drill, as the server tells it. */
export interface Cue {
    at: string;
    kind: 'call' | 'fails' | 'returns' | 'says' | 'closes' | 'opens';
    unit: string | null;
    type: string | null;
    place: string | null;
    text: string | null;
    injected: boolean;
    trouble: string | null;
}

export interface Drill {
    scenario: string;
    about: string;
    start: string;
    now: string;
    lengthSeconds: number;
    speed: number;
    paused: boolean;
    over: boolean;
    left: number;
    next: Cue[];
    done: Cue[];
}

/** A cue in a sentence of the page's language. */
export function told(cue: Cue, typeName: (code: string) => string): string {
    const w = words.trainer.cues;
    const { unit, type, place, text } = cue;
    switch (cue.kind) {
        case 'call':
            return w.call(typeName(type ?? ''), place ?? '', text ?? '');
        case 'fails':
            return w.fails(unit ?? '', text ?? '');
        case 'returns':
            return w.returns(unit ?? '');
        case 'says':
            return w.says(unit ?? '', text ?? '');
        case 'closes':
            return w.closes(place ?? '', text ?? '');
        case 'opens':
            return w.opens(place ?? '');
    }
}
