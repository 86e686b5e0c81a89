package org.tocsin.incident;

/** The rules say no, in a sentence that the dispatcher reads. Nothing was changed. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Refused(String sentence) {
        super(sentence, null, false, false);
    }

    /** The sentence. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
