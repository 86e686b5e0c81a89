package org.tocsin.console;

import tools.jackson.databind.JsonNode;

/** What was found, short and harmless enough to be said in an answer. */
final class Shown {
    private static final int MAX = 60;

    private Shown() {}

    static String of(String text) {
        var shown = new StringBuilder();
        text.codePoints()
                .limit(MAX)
                .forEach(
                        c -> {
                            boolean plain =
                                    !Character.isISOControl(c)
                                            && Character.getType(c) != Character.SURROGATE
                                            && Character.getType(c) != Character.FORMAT;
                            shown.appendCodePoint(plain ? c : '\uFFFD');
                        });
        if (text.codePointCount(0, text.length()) > MAX) shown.append('…');
        return shown.toString();
    }

    static String of(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> "\"" + of(node.stringValue()) + "\"";
            case OBJECT, POJO -> "an object";
            case ARRAY -> "a list";
            case NULL, MISSING -> "nothing";
            case NUMBER, BOOLEAN, BINARY -> of(node.toString());
        };
    }
}
