package org.tocsin.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What callers say: the paragraphs of {@code demo/calls.txt}. */
record Script(List<Scene> scenes) {
    private static final Pattern FIRST =
            Pattern.compile("([A-Z_]+)\\s*(?:\\[([^\\]]+)\\])?\\s*\\|\\s*(.+)");

    /**
     * One event and what is said of it.
     *
     * @param type an incident type's code
     * @param place where it happens; without one, at some address
     * @param first what the first caller says
     * @param second what another says a little later
     */
    record Scene(String type, Optional<String> place, String first, Optional<String> second) {}

    Script {
        scenes = List.copyOf(scenes);
    }

    /** The script that is shipped with the program. */
    static Script shipped() {
        try (InputStream in = Script.class.getResourceAsStream("/demo/calls.txt")) {
            if (in == null) throw new IllegalStateException("demo/calls.txt is not in the program");
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @throws IllegalArgumentException if a line is not as the file's head says
     */
    static Script parse(String text) {
        var scenes = new ArrayList<Scene>();
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.isEmpty() || line.startsWith("#")) continue;
            if (line.startsWith("+") && !scenes.isEmpty()) {
                Scene last = scenes.removeLast();
                var second = Optional.of(line.substring(1).strip());
                scenes.add(new Scene(last.type(), last.place(), last.first(), second));
                continue;
            }
            Matcher matcher = FIRST.matcher(line);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(
                        "found \"%s\", expected such as TYPE | what the caller says"
                                .formatted(line));
            }
            scenes.add(
                    new Scene(
                            matcher.group(1),
                            Optional.ofNullable(matcher.group(2)),
                            matcher.group(3),
                            Optional.empty()));
        }
        return new Script(scenes);
    }
}
