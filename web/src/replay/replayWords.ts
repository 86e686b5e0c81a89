import { words as desk } from '../deskWords';
import { language } from '../words';
import { englishReplay, type ReplayWords } from '../words/en-replay';

/** The texts of the replay page: what the desk's panes say, and what it alone says. */
export const words = { ...desk, replay: await catalogue() };

async function catalogue(): Promise<ReplayWords> {
    if (typeof localStorage === 'undefined' || language() !== 'zh') return englishReplay;
    return (await import('../words/zh-replay')).chineseReplay;
}
