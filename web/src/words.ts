import { english, type Words } from './words/en';

export type { Words } from './words/en';

/** The languages there are. Another one is another file beside words/zh.ts, and a line here. */
export const LANGUAGES = [
    { id: 'en', name: 'English' },
    { id: 'zh', name: '中文' },
] as const;

const KEY = 'tocsin-language';

/** The language of this browser's person, chosen or as the browser says. */
export function language(): string {
    const kept = localStorage.getItem(KEY);
    const wanted = kept === null ? navigator.languages : [kept];
    for (const tag of wanted) {
        const found = LANGUAGES.find(({ id }) => tag.toLowerCase().startsWith(id));
        if (found) return found.id;
    }
    return 'en';
}

/** Keeps the choice. The texts of a page are those it was loaded with, so the page is to be loaded anew. */
export function chooseLanguage(id: string): void {
    localStorage.setItem(KEY, id);
}

export const words: Words = await catalogue();

async function catalogue(): Promise<Words> {
    // Tests run without a browser.
    if (typeof localStorage === 'undefined' || language() !== 'zh') return english;
    return (await import('./words/zh')).chinese;
}
