/** The desk's sounds: short tones made here, so that no file is needed. Silent until a person has touched the page. */

let context: AudioContext | null = null;

type Sound = 'done' | 'refused' | 'alarm' | 'call';

/** Tones: hertz, seconds from the start, seconds long, loudness. */
const TONES: Record<Sound, [number, number, number, number][]> = {
    done: [[880, 0, 0.06, 0.05]],
    refused: [
        [220, 0, 0.12, 0.15],
        [180, 0.14, 0.18, 0.15],
    ],
    alarm: [
        [740, 0, 0.18, 0.25],
        [988, 0.2, 0.18, 0.25],
        [740, 0.4, 0.18, 0.25],
    ],
    call: [
        [523, 0, 0.1, 0.12],
        [659, 0.12, 0.14, 0.12],
    ],
};

export function play(sound: Sound): void {
    if (typeof AudioContext === 'undefined') return;
    context ??= new AudioContext();
    // A browser keeps a page silent until it was touched; then this starts it.
    if (context.state === 'suspended') void context.resume();
    for (const [hertz, after, seconds, loudness] of TONES[sound]) tone(context, hertz, after, seconds, loudness);
}

function tone(audio: AudioContext, hertz: number, after: number, seconds: number, loudness: number): void {
    const start = audio.currentTime + after;
    const oscillator = audio.createOscillator();
    const gain = audio.createGain();
    oscillator.frequency.value = hertz;
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(loudness, start + 0.01);
    gain.gain.linearRampToValueAtTime(0, start + seconds);
    oscillator.connect(gain).connect(audio.destination);
    oscillator.start(start);
    oscillator.stop(start + seconds);
}
