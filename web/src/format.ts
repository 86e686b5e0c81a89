import type { Instant } from './contract';
import { words } from './words';

/** Milliseconds since 1970. */
export function millis(at: Instant): number {
    return Date.parse(at);
}

/** "04:07", "1:02:33", "2 d 03 h": a length of time, never negative. */
export function lasting(ms: number): string {
    const seconds = Math.max(0, Math.floor(ms / 1000));
    const days = Math.floor(seconds / 86_400);
    if (days > 0) return `${days} d ${pad(Math.floor((seconds % 86_400) / 3600))} h`;
    const hours = Math.floor(seconds / 3600);
    const rest = `${pad(Math.floor((seconds % 3600) / 60))}:${pad(seconds % 60)}`;
    return hours > 0 ? `${hours}:${rest}` : rest;
}

/** Time left until an instant, "+02:10" once it has passed. */
export function due(dueAtMs: number, nowMs: number): { text: string; over: boolean } {
    const left = dueAtMs - nowMs;
    return left < 0 ? { text: `+${lasting(-left)}`, over: true } : { text: lasting(left), over: false };
}

/** "3–5 min": how long something may take; whole minutes, for it is not known better. */
export function spread(leastSeconds: number, mostSeconds: number): string {
    const least = Math.max(0, Math.floor(leastSeconds / 60));
    const most = Math.max(1, Math.ceil(mostSeconds / 60));
    return least === most ? `${most} min` : `${least}–${most} min`;
}

/** "14:03:59" in the center's zone. */
export function clock(ms: number, zone: string): string {
    return clockFormat(zone).format(ms);
}

const clockFormats = new Map<string, Intl.DateTimeFormat>();

function clockFormat(zone: string): Intl.DateTimeFormat {
    let format = clockFormats.get(zone);
    if (!format) {
        format = new Intl.DateTimeFormat('en-GB', {
            hour: '2-digit',
            minute: '2-digit',
            second: '2-digit',
            hourCycle: 'h23',
            timeZone: zone,
        });
        clockFormats.set(zone, format);
    }
    return format;
}

const kilometers = new Intl.NumberFormat(words.locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** "23 Nov, 08:30" in the center's zone, as the language writes it. */
export function dateTime(ms: number, zone: string): string {
    const format = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone } as const;
    return new Intl.DateTimeFormat(words.locale === 'en' ? 'en-GB' : words.locale, format).format(ms);
}

/** "1.9 km", "340 m". */
export function distance(meters: number): string {
    return meters < 1000 ? `${Math.round(meters / 10) * 10} m` : `${kilometers.format(meters / 1000)} km`;
}

function pad(n: number): string {
    return n < 10 ? `0${n}` : String(n);
}

/**
 * The instant at which a zone's clocks show "2026-11-23T08:30", in milliseconds since 1970. In the hour
 * that clocks repeat or leave out, the nearest reading.
 */
export function instantIn(local: string, zone: string): number {
    const wanted = Date.parse(`${local}Z`);
    let at = wanted;
    // Twice, since the offset at the first guess may be that of the other side of a change.
    for (let i = 0; i < 2; i++) at = wanted - offsetAt(at, zone);
    return at;
}

/** What the clocks of a zone show, to the minute, as a field for date and time takes it: "2026-11-23T08:30". */
export function localIn(ms: number, zone: string): string {
    return new Date(ms + offsetAt(ms, zone)).toISOString().slice(0, 16);
}

function offsetAt(ms: number, zone: string): number {
    const parts = new Intl.DateTimeFormat('en-GB', {
        timeZone: zone,
        hourCycle: 'h23',
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
    }).formatToParts(ms);
    const part = (type: string): number => Number(parts.find((p) => p.type === type)?.value ?? 0);
    const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
    return shown - Math.floor(ms / 1000) * 1000;
}

/** Without marks and case, for searching: "Cãmara" is found by "cam". */
export function folded(text: string): string {
    return text.normalize('NFD').replace(/\p{M}+/gu, '').toLowerCase().trim();
}
