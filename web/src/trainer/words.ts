import { language, words as common, type Words } from '../words';
import { englishTrainer, type TrainerWords } from '../words/en-trainer';

/** The texts of the trainer's page: what all pages say, and what it alone says. */
export const words: Words & TrainerWords = { ...common, ...(await catalogue()) };

async function catalogue(): Promise<TrainerWords> {
    if (typeof localStorage === 'undefined' || language() !== 'zh') return englishTrainer;
    return (await import('../words/zh-trainer')).chineseTrainer;
}
