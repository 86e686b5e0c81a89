package org.tocsin.plan;

import static java.lang.Character.UnicodeScript;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A word of a text, made comparable: lower case, without accents; ß is ss, ø is o, and so on. In
 * scripts that set no blanks between words every letter is a word, so that a phrase is a run of
 * them.
 *
 * @param folded what is compared
 * @param start where it begins in the text
 * @param end where the text goes on after it
 */
record Word(String folded, int start, int end) {
    private static final Set<UnicodeScript> WITHOUT_BLANKS =
            Set.of(
                    UnicodeScript.HAN,
                    UnicodeScript.HIRAGANA,
                    UnicodeScript.KATAKANA,
                    UnicodeScript.THAI,
                    UnicodeScript.LAO,
                    UnicodeScript.KHMER,
                    UnicodeScript.MYANMAR);

    /** The words of a text, in order. */
    static List<Word> of(String text) {
        var words = new ArrayList<Word>();
        int start = -1;
        int at = 0;
        while (at < text.length()) {
            int letter = text.codePointAt(at);
            int next = at + Character.charCount(letter);
            boolean alone = WITHOUT_BLANKS.contains(UnicodeScript.of(letter));
            if (start >= 0 && (alone || !belongsToWord(letter))) {
                add(words, text, start, at);
                start = -1;
            }
            if (alone && Character.isLetterOrDigit(letter)) add(words, text, at, next);
            else if (start < 0 && Character.isLetterOrDigit(letter)) start = at;
            at = next;
        }
        if (start >= 0) add(words, text, start, text.length());
        return words;
    }

    private static boolean belongsToWord(int letter) {
        return Character.isLetterOrDigit(letter)
                || switch (Character.getType(letter)) {
                    case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
                    default -> false;
                };
    }

    private static void add(List<Word> words, String text, int start, int end) {
        String folded = fold(text.substring(start, end));
        if (!folded.isEmpty()) words.add(new Word(folded, start, end));
    }

    static String fold(String word) {
        String apart = Normalizer.normalize(word.toLowerCase(Locale.ROOT), Form.NFKD);
        var bare = new StringBuilder(apart.length());
        apart.codePoints().filter(letter -> !isAccent(letter)).forEach(bare::appendCodePoint);
        return replaceLetters(Normalizer.normalize(bare, Form.NFC).toLowerCase(Locale.ROOT));
    }

    /** Marks of Latin, Greek, Cyrillic, Arabic and Hebrew; in other scripts a mark is a sound. */
    private static boolean isAccent(int letter) {
        if (Character.getType(letter) != Character.NON_SPACING_MARK) return false;
        if (letter == 0x3099 || letter == 0x309A) return false; // Japanese voicing: が is not か
        UnicodeScript script = UnicodeScript.of(letter);
        return script == UnicodeScript.INHERITED || script == UnicodeScript.HEBREW;
    }

    private static String replaceLetters(String word) {
        return word.replace("ß", "ss")
                .replace('ø', 'o')
                .replace('ł', 'l')
                .replace('đ', 'd')
                .replace('ð', 'd')
                .replace('ı', 'i')
                .replace("æ", "ae")
                .replace("œ", "oe")
                .replace("þ", "th");
    }
}
