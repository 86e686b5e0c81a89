import type { IncidentDetail, Sealed } from './contract';

/** One incident as a file: everything its detail shows; what is sealed only where it was asked for. Pure. */

export function toJson(detail: IncidentDetail, sealed: Sealed | null): string {
    return `${JSON.stringify(sealed === null ? detail : { ...detail, sealed }, null, 2)}\n`;
}

/** One line for each thing that happened, in order of time: RFC 4180. */
export function toCsv(detail: IncidentDetail, sealed: Sealed | null): string {
    const rows: string[][] = [];
    for (const call of detail.calls) rows.push([call.at, 'call', call.source, String(call.id)]);
    for (const { unit, times } of detail.assignments) for (const { state, at } of times) rows.push([at, 'unit', unit, state]);
    for (const line of detail.log) rows.push([line.at, 'log', line.actor, line.text]);
    for (const note of sealed?.notes ?? []) rows.push([note.at, 'note', note.by, note.text]);
    for (const call of sealed?.calls ?? []) {
        const said = [call.name, call.number, call.text].filter((each) => each !== null).join(' | ');
        rows.push([detail.calls.find((each) => each.id === call.call)?.at ?? detail.openedAt, 'said', String(call.call), said]);
    }
    rows.sort((a, b) => (a[0]! < b[0]! ? -1 : a[0]! > b[0]! ? 1 : 0));
    const head = [
        ['at', 'kind', 'who', 'what'],
        [detail.openedAt, 'incident', detail.id, `${detail.typeName}, P${detail.priority}, ${detail.place}`],
    ];
    return [...head, ...rows].map((row) => row.map(cell).join(',') + '\r\n').join('');
}

/** What a spreadsheet would take for a formula is marked as text. */
function cell(text: string): string {
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
