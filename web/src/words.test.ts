import { expect, test } from 'vitest';
import { VERBS } from './command';
import { english as common } from './words/en';
import { englishDesk } from './words/en-desk';
import { englishReplay } from './words/en-replay';
import { chinese as commonChinese } from './words/zh';
import { chineseDesk } from './words/zh-desk';
import { chineseReplay } from './words/zh-replay';

const english = { ...common, ...englishDesk, replay: englishReplay };
const chinese = { ...commonChinese, ...chineseDesk, replay: chineseReplay };

/** Every text of a catalogue by its path; functions count as one. */
function paths(value: unknown, path = ''): string[] {
    if (value === null || typeof value !== 'object') return [path];
    return Object.entries(value).flatMap(([name, inner]) => paths(inner, `${path}.${name}`));
}

test('the languages say the same things', () => {
    expect(paths(chinese).sort()).toEqual(paths(english).sort());
});

test('every verb is described in every language', () => {
    for (const { id } of VERBS) {
        expect(english.commandLine.verbs[id], id).toBeTruthy();
        expect(chinese.commandLine.verbs[id], id).toBeTruthy();
    }
});
