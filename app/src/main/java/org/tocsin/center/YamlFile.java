package org.tocsin.center;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one YAML 1.2 file to a {@link Tree}: one document, no aliases, no tags, no key twice, not
 * deeper than {@value #MAX_DEPTH}, so that no file of few lines unfolds to a large one.
 */
final class YamlFile {
    static final int MAX_BYTES = 2_000_000;
    static final int MAX_DEPTH = 12;

    private final String file;
    private final Faults faults;
    private final Iterator<Event> events;

    private YamlFile(String file, Faults faults, Iterator<Event> events) {
        this.file = file;
        this.faults = faults;
        this.events = events;
    }

    /** Ends the reading of a file at its first fault: what follows would only mislead. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** The file's tree, or empty if it is none; then the fault has been added. */
    static Optional<Tree> read(String file, byte[] bytes, Faults faults) {
        Optional<String> text = decode(file, bytes, faults);
        if (text.isEmpty()) return Optional.empty();
        var settings = settings(file, text.get());
        try {
            var events = new Parse(settings).parseString(text.get()).iterator();
            return new YamlFile(file, faults, events).document();
        } catch (Stopped _) {
            return Optional.empty();
        } catch (MarkedYamlEngineException e) {
            Tree.Spot spot = spot(e.getProblemMark());
            faults.add(fault(file, spot, found(e.getProblem(), text.get(), spot), expected(e)));
            return Optional.empty();
        } catch (ReaderException e) {
            Tree.Spot spot = spotOf(e.getPosition(), text.get());
            String character = "the character U+%04X".formatted(e.getCodePoint());
            faults.add(fault(file, spot, character, "printable text"));
            return Optional.empty();
        } catch (YamlEngineException e) {
            String problem = String.valueOf(e.getMessage());
            faults.add(fault(file, new Tree.Spot(1, 1), problem, "YAML 1.2"));
            return Optional.empty();
        }
    }

    /**
     * The buffer holds the whole text: snakeyaml-engine 2.10 throws an IndexOutOfBoundsException
     * where the end of a buffer falls between the two halves of a character beyond U+FFFF.
     */
    private static LoadSettings settings(String file, String text) {
        return LoadSettings.builder()
                .setLabel(file)
                .setCodePointLimit(MAX_BYTES + 1)
                .setBufferSize(text.length() + 16)
                .build();
    }

    private static Optional<String> decode(String file, byte[] bytes, Faults faults) {
        if (bytes.length > MAX_BYTES) {
            String found = bytes.length + " bytes";
            faults.add(
                    new CenterFault(file, 0, 0, "", found, "at most " + MAX_BYTES + " in a file"));
            return Optional.empty();
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            String text = decoder.decode(in).toString();
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException _) {
            String before = new String(bytes, 0, in.position(), StandardCharsets.UTF_8);
            Tree.Spot spot = spotOf(before.codePointCount(0, before.length()), before);
            String found = "the byte 0x%02X, which is not UTF-8".formatted(bytes[in.position()]);
            faults.add(fault(file, spot, found, "a file saved as UTF-8"));
            return Optional.empty();
        }
    }

    private Optional<Tree> document() {
        next(); // stream start
        Event event = next();
        if (event.getEventId() == Event.ID.StreamEnd) {
            throw stop(new Tree.Spot(1, 1), "an empty file", "keys and their values");
        }
        Tree tree = tree(next(), 1);
        next(); // document end
        Event after = next();
        if (after.getEventId() != Event.ID.StreamEnd) {
            throw stop(spot(after.getStartMark()), "a second document", "one document in a file");
        }
        return Optional.of(tree);
    }

    private Tree tree(Event event, int depth) {
        Tree.Spot spot = spot(event.getStartMark());
        if (depth > MAX_DEPTH) {
            throw stop(spot, "more than " + MAX_DEPTH + " levels", "at most that");
        }
        return switch (event) {
            case ScalarEvent scalar -> {
                refuseTag(scalar.getTag(), spot);
                yield new Tree.Text(scalar.getValue(), scalar.isPlain(), spot);
            }
            case SequenceStartEvent start -> {
                refuseTag(start.getTag(), spot);
                yield items(spot, depth);
            }
            case MappingStartEvent start -> {
                refuseTag(start.getTag(), spot);
                yield entries(spot, depth);
            }
            case AliasEvent alias ->
                    throw stop(
                            spot,
                            "the alias *" + alias.getAlias(),
                            "the value itself: aliases are not read here");
            default -> throw new IllegalStateException("the parser gave " + event);
        };
    }

    private Tree items(Tree.Spot spot, int depth) {
        var items = new ArrayList<Tree>();
        Event event = next();
        while (event.getEventId() != Event.ID.SequenceEnd) {
            items.add(tree(event, depth + 1));
            event = next();
        }
        return new Tree.Items(items, spot);
    }

    private Tree entries(Tree.Spot spot, int depth) {
        var entries = new ArrayList<Tree.Entry>();
        Map<String, Tree.Spot> seen = new HashMap<>();
        Event event = next();
        while (event.getEventId() != Event.ID.MappingEnd) {
            if (!(tree(event, depth + 1) instanceof Tree.Text key)) {
                throw stop(spot(event.getStartMark()), "a list or mapping as key", "a text");
            }
            Tree.Spot earlier = seen.putIfAbsent(key.value(), key.spot());
            if (earlier != null) {
                faults.add(
                        fault(
                                file,
                                key.spot(),
                                "the key %s a second time".formatted(Quoted.of(key.value())),
                                "it once; the first is in line " + earlier.line()));
            }
            Tree value = tree(next(), depth + 1);
            if (earlier == null) entries.add(new Tree.Entry(key, value));
            event = next();
        }
        return new Tree.Entries(entries, spot);
    }

    private Event next() {
        return events.next();
    }

    private void refuseTag(Optional<String> tag, Tree.Spot spot) {
        if (tag.isPresent() && !tag.get().equals("!")) {
            throw stop(spot, "the tag " + Quoted.of(tag.get()), "the value without a tag");
        }
    }

    private Stopped stop(Tree.Spot spot, String found, String expected) {
        faults.add(fault(file, spot, found, expected));
        return new Stopped();
    }

    private static CenterFault fault(String file, Tree.Spot spot, String found, String expected) {
        return new CenterFault(file, spot.line(), spot.column(), "", found, expected);
    }

    private static Tree.Spot spot(Optional<Mark> mark) {
        return mark.map(at -> new Tree.Spot(at.getLine() + 1, at.getColumn() + 1))
                .orElse(new Tree.Spot(1, 1));
    }

    private static Tree.Spot spotOf(int codePoints, String text) {
        int end =
                text.offsetByCodePoints(
                        0, Math.min(codePoints, text.codePointCount(0, text.length())));
        String before = text.substring(0, end);
        int line = 1 + (int) before.chars().filter(letter -> letter == '\n').count();
        int column = end - (before.lastIndexOf('\n') + 1) + 1;
        return new Tree.Spot(line, column);
    }

    /** The parser's own words, except for the mistake they do not help with. */
    private static String found(@Nullable String problem, String text, Tree.Spot spot) {
        if (problem != null && problem.contains("TAB")) return "a tab";
        List<String> lines = text.lines().skip(spot.line() - 1L).limit(1).toList();
        String line = lines.isEmpty() ? "" : " in " + Quoted.of(lines.getFirst().strip());
        return "a line that is no YAML (%s)%s".formatted(problem, line);
    }

    private static String expected(MarkedYamlEngineException e) {
        String problem = String.valueOf(e.getProblem());
        if (problem.contains("TAB")) return "blanks: YAML takes no tabs to indent";
        if (problem.contains("mapping values are not allowed")) {
            return "one \"key: value\" in a line; put text with a colon into quotes";
        }
        return "YAML; mind quotes, brackets and indents"
                + (e.getContext() == null ? "" : " (" + e.getContext() + ")");
    }
}
