import { language, words as common, type Words } from './words';
import { englishDesk, type DeskWords } from './words/en-desk';

/** The texts of the desk: what all pages say, and what it alone says. */
export const words: Words & DeskWords = { ...common, ...(await catalogue()) };

async function catalogue(): Promise<DeskWords> {
    if (typeof localStorage === 'undefined' || language() !== 'zh') return englishDesk;
    return (await import('./words/zh-desk')).chineseDesk;
}
