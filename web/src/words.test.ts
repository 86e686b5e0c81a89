import { expect, test } from 'vitest';
import { VERBS } from './command';
import { english as common } from './words/en';
import { englishDesk } from './words/en-desk';
import { englishField } from './words/en-field';
import { englishReplay } from './words/en-replay';
import { englishTrainer } from './words/en-trainer';
import { chinese as commonChinese } from './words/zh';
import { chineseDesk } from './words/zh-desk';
import { chineseField } from './words/zh-field';
import { chineseReplay } from './words/zh-replay';
import { chineseTrainer } from './words/zh-trainer';

const english = { ...common, ...englishDesk, ...englishField, ...englishTrainer, replay: englishReplay };
const chinese = { ...commonChinese, ...chineseDesk, ...chineseField, ...chineseTrainer, replay: chineseReplay };

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
