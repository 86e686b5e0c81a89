package org.tocsin.center;

/** Foreign text inside a message: in quotes, short, on one line, nothing in it that acts. */
final class Quoted {
    static final int MAX_LENGTH = 60;

    private Quoted() {}

    static String of(String text) {
        var quoted = new StringBuilder("\"");
        int end = Math.min(text.length(), MAX_LENGTH);
        for (int i = 0; i < end; i++) {
            char letter = text.charAt(i);
            if (isShownAsItIs(letter)) quoted.append(letter);
            else quoted.append("\\u%04X".formatted((int) letter));
        }
        if (end < text.length()) quoted.append("…");
        return quoted.append('"').toString();
    }

    private static boolean isShownAsItIs(char letter) {
        return switch (Character.getType(letter)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE ->
                    false;
            default -> letter != '"' && letter != '\\';
        };
    }
}
