/**
 * What the server says, in the language of the page. The server writes English sentences of fixed
 * patterns; a catalogue names each pattern, with `{}` for what changes, and its words in another language.
 * What no pattern fits stays English and is told to whoever listens (the tests do).
 */

/** A pattern's words in another language: {1} is the first thing that changes. */
export type Sayings = Readonly<Record<string, string>>;

const REMEMBERED = 2_000;
/** "A could be taken from B: on scene at C": what changes may be a saying itself, and that one's too. */
const DEPTH = 3;
const WEAK_LETTERS = 3;
/** "ENGINE (next E31, about 2 min), RESCUE (none near)" is two sayings. */
const AFTER_BRACKET = /(?<=\)), /;

interface Pattern {
    regex: RegExp;
    words: string;
    /** A pattern with hardly a word of its own fits nearly everything: one of its parts must be known. */
    weak: boolean;
}

/** @param missed hears each sentence that no pattern fits */
export function saying(sayings: Sayings, missed: (text: string) => void): (text: string) => string {
    const exact = new Map<string, string>();
    const patterns: (Pattern & { fixed: number })[] = [];
    for (const [template, words] of Object.entries(sayings)) {
        if (!template.includes('{}')) exact.set(template, words);
        else patterns.push(patternOf(template, words));
    }
    // The one that leaves least open is meant.
    patterns.sort((a, b) => b.fixed - a.fixed);
    const remembered = new Map<string, string>();

    function find(text: string, depth: number): string | null {
        const known = exact.get(text);
        if (known !== undefined) return known;
        if (depth > DEPTH) return null;
        const inParts = several(text, '; ', '；', depth) ?? (text.endsWith(')') ? several(text, AFTER_BRACKET, '，', depth) : null);
        if (inParts !== null) return inParts;
        for (const { regex, words, weak } of patterns) {
            const parts = regex.exec(text)?.slice(1);
            if (!parts || (weak && parts.every((part) => find(part, depth + 1) === null))) continue;
            return words.replace(/\{(\d)\}/g, (_, n: string) => {
                const part = parts[Number(n) - 1] ?? '';
                return part === '' ? '' : (find(part, depth + 1) ?? part);
            });
        }
        return several(text, ', ', '，', depth);
    }

    /** Several sayings in a row; each must be one. */
    function several(text: string, between: string | RegExp, joint: string, depth: number): string | null {
        const parts = text.split(between);
        if (parts.length < 2) return null;
        const said = parts.map((part) => find(part, depth + 1));
        return said.every((part) => part !== null) ? said.join(joint) : null;
    }

    return (text) => {
        const before = remembered.get(text);
        if (before !== undefined) return before;
        const said = text === '' ? '' : find(text, 0);
        if (said === null && !/\p{Script=Han}/u.test(text)) missed(text);
        if (remembered.size >= REMEMBERED) remembered.clear();
        remembered.set(text, said ?? text);
        return said ?? text;
    };
}

function patternOf(template: string, words: string): Pattern & { fixed: number } {
    const fixed = template.replaceAll('{}', '');
    const source = template.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll('{}', '(.*?)');
    return { regex: new RegExp(`^${source}$`, 's'), words, weak: template.startsWith('{}') && fixed.replace(/\P{L}/gu, '').length <= WEAK_LETTERS, fixed: fixed.length };
}
