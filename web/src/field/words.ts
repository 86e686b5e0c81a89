import { language, words as common, type Words } from '../words';
import { englishField, type FieldWords } from '../words/en-field';

/** The texts of the phone in the field: what all pages say, and what it alone says. */
export const words: Words & FieldWords = { ...common, ...(await catalogue()) };

async function catalogue(): Promise<FieldWords> {
    if (typeof localStorage === 'undefined' || language() !== 'zh') return englishField;
    return (await import('../words/zh-field')).chineseField;
}
