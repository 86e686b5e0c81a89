import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { saying } from '../said';
import { chineseServer } from './zh-server';

const SOURCES = new URL('../../../app/src/main/java/org/tocsin/', import.meta.url);

/** Where the server makes sentences for people, and what stands before them there; null: everywhere in the file. */
const PLACES: [file: string, before: RegExp | null][] = [
    ...['AssignmentVerbs', 'Board', 'CallVerbs', 'Decide', 'Deciding', 'IncidentVerbs', 'UndoVerb', 'UnitVerbs'].map(
        (name): [string, RegExp] => [`dispatch/${name}.java`, /new Refused\(/g],
    ),
    ['dispatch/UndoVerb.java', /kept\(/g],
    ['dispatch/Desk.java', /new Outcome\.(?:Rejected|Unavailable|Failed)\(|\bstop\(/g],
    ['dispatch/Alarm.java', /return switch/g],
    ['incident/Incident.java', /new Refused\(/g],
    ['incident/Assignment.java', /new Refused\(/g],
    ['console/Sentences.java', null],
    ['console/RoomApi.java', /Problem\.(?:forbidden|notFound|refused)\(/g],
    ['console/IncidentApi.java', /Problem\.(?:forbidden|notFound|refused)\(/g],
    ['console/MapApi.java', /Problem\.(?:forbidden|notFound|refused)\(/g],
    ['console/Asker.java', /Problem\.(?:forbidden|notFound|refused)\(/g],
    ['console/ScenePhotos.java', /Problem\.(?:notFound|refused)\(/g],
    ['console/Room.java', /new Outcome\.Unavailable\(/g],
    ['recommend/Reason.java', /\breturn /g],
    ['recommend/Shortfall.java', /\breturn /g],
    ['recommend/Preemption.java', /\breturn |map\(u -> /g],
    ['recommend/Exclusion.java', /^ {4}[A-Z_]+\(/gm],
    ['road/Times.java', /NO_[A-Z_]+\(/g],
    ['console/Related.java', /\? "same|: near \?/g],
    ['access/Permissions.java', /Optional\.of\(/g],
    ['place/HouseNumbers.java', /"(?=[^"]* (?:is not in the map|the map has)|the map has)/g],
    ['place/NameIndex.java', /differs\.add\(/g],
    ['place/Blanks.java', /new Variant\(changed, /g],
    ['place/Localities.java', /exact \? "" : /g],
];

/** The literals of an expression, those joined by + as one, until its bracket (or its line's semicolon) ends. */
function literals(source: string, from: number): string[] {
    const found: string[] = [];
    let depth = 0;
    let last = -1;
    for (let i = from; i < source.length; i++) {
        const c = source[i]!;
        if (c === '"') {
            let end = i + 1;
            while (source[end] !== '"') end += source[end] === '\\' ? 2 : 1;
            const text = JSON.parse(source.slice(i, end + 1)) as string;
            if (last >= 0 && /^[\s(]*(?:\.formatted\([^;]*\)\s*)?\+[\s(]*$/.test(source.slice(last + 1, i))) found[found.length - 1] += text;
            else found.push(text);
            i = last = end;
        } else if (c === '(' || c === '{') depth++;
        else if (c === ')' || c === '}') {
            if (--depth < 0) break;
        } else if (c === ';' && depth <= 0) break;
    }
    return found;
}

/** As the catalogue writes it: {} for what changes. */
function pattern(format: string): string {
    return format.replace(/%(?:\.\d)?[sdf]/g, '{}').replaceAll('%%', '%');
}

/** What ends open has something joined to its end. */
function isKnown(text: string): boolean {
    return text in chineseServer || (/\s$/.test(text) && `${text}{}` in chineseServer);
}

/** Parts that say nothing by themselves, and such as stand in the catalogue as a part of several. */
const PARTS = /^(?:[^\p{L}]*|.{0,2}|about|doing|as|read|undone|by|reason| ?(?:to|at|for|instead of) ?|, |; |: |_|-|test|unknown)$/u;

describe('every sentence of the server has words in Chinese', () => {
    test.each(PLACES)('%s %s', (file, before) => {
        const source = readFileSync(new URL(file, SOURCES), 'utf8')
            .replace(/\/\*[\s\S]*?\*\//g, '')
            .replace(/^\s*(?:\/\/|import|@).*$/gm, '');
        const starts = before === null ? [0] : [...source.matchAll(before)].map((match) => match.index + (match[0].endsWith('"') || match[0].startsWith('? "') || match[0].startsWith('"') ? 0 : match[0].length));
        const all = before === null ? [...source.matchAll(/"(?:[^"\\\n]|\\.)*"/g)].map((match) => JSON.parse(match[0]) as string) : starts.flatMap((start) => literals(source, start));
        const missing = all.map(pattern).filter((text) => !PARTS.test(text.replaceAll('{}', '').trim()) && /\p{L}{2}/u.test(text) && !isKnown(text));

        expect(all.length).toBeGreaterThan(0);
        expect([...new Set(missing)]).toEqual([]);
    });
});

describe('a sentence', () => {
    const missed: string[] = [];
    const said = saying(chineseServer, (text) => missed.push(text));

    test('is said with what it names', () => {
        expect(said('E1 is on scene at 26-4; queue, pre-empt, divert or exchange it.')).toBe('E1在26-4在现场；可排队、调走、改派或换车。');
        expect(said('closest ENGINE by road, 03:34')).toBe('最近的 ENGINE（道路），03:34');
        expect(said('2nd closest ENGINE by straight line, 03:34')).toBe('第二近的 ENGINE（直线），03:34');
        expect(said('busy: en route on 26-7 (priority 2), clearing at St. Clare in about 3 min')).toBe('忙：在26-7（优先级2）出动中，约3分钟后在St. Clare结束任务');
        expect(said('shortfall: 1 LADDER (L1, L2 busy; L3 out of service)')).toBe('缺少：1 个 LADDER（L1, L2 忙；L3 停用）');
        expect(said('Central left without ENGINE (next E31, about 2 min), RESCUE (none near)')).toBe('Central缺ENGINE（下一个E31，约2分钟），RESCUE（附近没有）');
        expect(said('opened as FIRE, priority 1, at Mill Lane 4')).toBe('立案：FIRE，优先级1，地点Mill Lane 4');
        expect(said('E1 dispatched')).toBe('E1 已派出');
        expect(said('closed: DONE, merged into 26-9')).toBe('关闭：DONE，并入26-9');
        expect(said('12 is not in the map: this is 14, the nearest number it has; one of 2 readings')).toBe('地图上没有12：这是最近的14；2种读法之一');
        expect(missed).toEqual([]);
    });

    test('that nobody translated stays as it is, and is told', () => {
        expect(said('Something new happened at the mill.')).toBe('Something new happened at the mill.');
        expect(missed).toEqual(['Something new happened at the mill.']);
    });
});
