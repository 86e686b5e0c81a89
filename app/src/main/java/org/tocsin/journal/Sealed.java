package org.tocsin.journal;

/**
 * A text that only its {@link Vault} can open: base64url, without padding, of the key's number (8
 * bytes), the nonce (12), the encrypted text and its tag (16).
 *
 * @throws IllegalArgumentException if it is not that
 */
public record Sealed(String text) {
    /** Up to three UTF-8 bytes a character, four letters for three bytes. */
    static final int MAX_CHARACTERS = (Vault.MAX_TEXT_CHARACTERS * 3 + 36 + 2) / 3 * 4;

    static final int MIN_CHARACTERS = 36 * 4 / 3;

    public Sealed {
        if (text.length() < MIN_CHARACTERS || text.length() > MAX_CHARACTERS) {
            throw new IllegalArgumentException(
                    "sealed text has %d characters, expected %d to %d"
                            .formatted(text.length(), MIN_CHARACTERS, MAX_CHARACTERS));
        }
        for (int i = 0; i < text.length(); i++) {
            if (!isBase64Url(text.charAt(i))) {
                throw new IllegalArgumentException(
                        "sealed text holds \"%c\", expected only letters, digits, - and _"
                                .formatted(text.charAt(i)));
            }
        }
    }

    private static boolean isBase64Url(char c) {
        return (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_';
    }
}
