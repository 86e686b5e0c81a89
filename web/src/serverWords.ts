import { saying, type Sayings } from './said';
import { language } from './words';

/** Says a sentence of the server in the language of the page. */
export const said: (text: string) => string = await catalogue();

async function catalogue(): Promise<(text: string) => string> {
    if (typeof localStorage === 'undefined' || language() !== 'zh') return (text) => text;
    const sayings: Sayings = (await import('./words/zh-server')).chineseServer;
    return saying(sayings, (text) => dispatchEvent(new CustomEvent('tocsin-missed', { detail: text })));
}
