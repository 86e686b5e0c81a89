package org.tocsin.app;

import org.tocsin.center.Scenario;
import org.tocsin.center.Scenario.Where;
import org.tocsin.client.Api;
import org.tocsin.drill.Cue;
import org.tocsin.drill.Cue.Act;
import org.tocsin.drill.Drill;
import org.tocsin.drill.DrillClock;
import org.tocsin.place.Point;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * How far a drill came, beside its record: a line for its beginning and one for each cue that was
 * played, so that it goes on there when it is started again. One thread at a time.
 */
final class DrillNotes implements AutoCloseable {
    private static final String FILE = "drill.jsonl";

    private final Path file;
    private final Scenario scenario;
    private final String digest;
    private final Optional<Begun> begun;
    private Optional<BufferedWriter> writer = Optional.empty();

    /** What a folder says of an earlier run. */
    private record Begun(String scenario, String digest, long seed, Instant start, Past past) {}

    /**
     * @param latest when the last cue was played
     * @param whole the file's length without a line that was cut off
     */
    private record Past(List<Drill.Past> cues, Optional<Instant> latest, String whole) {}

    private DrillNotes(Path file, Scenario scenario, String digest, Optional<Begun> begun) {
        this.file = file;
        this.scenario = scenario;
        this.digest = digest;
        this.begun = begun;
    }

    /**
     * Reads what is there.
     *
     * @param used whether the folder holds a record
     * @throws BadInput if that is of another scenario, or cannot be gone on with
     */
    static DrillNotes open(Path folder, Path scenarioFile, Scenario scenario, boolean used)
            throws IOException {
        Path file = folder.resolve(FILE);
        String digest = digest(Files.readAllBytes(scenarioFile));
        if (!Files.exists(file)) {
            if (!used) return new DrillNotes(file, scenario, digest, Optional.empty());
            throw new BadInput(
                    "%s holds a drill that does not say how far it came; give another folder"
                            .formatted(folder));
        }
        Begun begun = read(file);
        if (!begun.digest().equals(digest)) {
            throw new BadInput(
                    begun.scenario().equals(scenario.name())
                            ? "%s holds a drill of %s as it was before its file was changed; give another folder"
                                    .formatted(folder, begun.scenario())
                            : "%s holds a drill of %s, not of %s; give another folder"
                                    .formatted(folder, begun.scenario(), scenario.name()));
        }
        return new DrillNotes(file, scenario, digest, Optional.of(begun));
    }

    /** Whether a drill goes on here that began before. */
    boolean goesOn() {
        return begun.isPresent();
    }

    /** The seed that it began with. */
    Optional<Long> seed() {
        return begun.map(Begun::seed);
    }

    /** When its last cue was played, or else it began; nothing if it has not begun. */
    Optional<Instant> latest() {
        return begun.map(each -> each.past().latest().orElse(each.start()));
    }

    /** The drill where it stands; from now on its cues are noted. */
    Drill drill(long seed, DrillClock clock) throws IOException {
        Drill drill =
                begun.map(
                                each ->
                                        new Drill(
                                                scenario,
                                                each.seed(),
                                                clock,
                                                each.start(),
                                                each.past().cues()))
                        .orElseGet(() -> new Drill(scenario, seed, clock));
        if (begun.isPresent()) Files.writeString(file, begun.get().past().whole());
        var open =
                Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        writer = Optional.of(open);
        if (begun.isEmpty()) {
            write(
                    open,
                    Api.object()
                            .put("scenario", scenario.name())
                            .put("digest", digest)
                            .put("seed", seed)
                            .put("start", drill.state().start().toString()));
        }
        drill.listen(done -> write(open, written(done)));
        return drill;
    }

    private static void write(BufferedWriter open, ObjectNode line) {
        try {
            open.write(line + "\n");
            open.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (writer.isPresent()) writer.get().close();
    }

    // --- a cue as a line ---

    private static ObjectNode written(Drill.Done done) {
        Cue cue = done.cue();
        ObjectNode line = Api.object().put("at", cue.at().toString());
        done.trouble().ifPresent(trouble -> line.put("trouble", trouble));
        if (!cue.injected()) return line;
        cue.act()
                .place()
                .ifPresent(
                        where -> {
                            where.name().ifPresent(name -> line.put("place", name));
                            where.point()
                                    .ifPresent(
                                            at ->
                                                    line.putArray("point")
                                                            .add(at.latitude())
                                                            .add(at.longitude()));
                        });
        switch (cue.act()) {
            case Act.Call(var type, _, var text, _) ->
                    line.put("do", "call").put("type", type).put("text", text);
            case Act.Fails(var unit, var reason) ->
                    line.put("do", "fails").put("unit", unit).put("text", reason);
            case Act.Returns(var unit) -> line.put("do", "returns").put("unit", unit);
            case Act.Says(var unit, var text) ->
                    line.put("do", "says").put("unit", unit).put("text", text);
            case Act.Closes(_, var reason) -> line.put("do", "closes").put("text", reason);
            case Act.Opens _ -> line.put("do", "opens");
        }
        return line;
    }

    private static Begun read(Path file) throws IOException {
        String text = Files.readString(file);
        // The last line may have been cut off with the power.
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        List<String> lines = whole.lines().toList();
        try {
            if (lines.isEmpty()) throw new IllegalArgumentException("nothing is in it");
            JsonNode head = Api.parse(lines.getFirst());
            var cues = new ArrayList<Drill.Past>();
            Optional<Instant> latest = Optional.empty();
            for (String each : lines.subList(1, lines.size())) {
                JsonNode line = Api.parse(each);
                Instant at = Instant.parse(line.path("at").asString(""));
                Optional<String> trouble = line.path("trouble").stringValueOpt();
                Optional<Cue> injected = act(line).map(act -> new Cue(at, act, true));
                cues.add(new Drill.Past(injected, trouble));
                if (latest.isEmpty() || latest.get().isBefore(at)) latest = Optional.of(at);
            }
            return new Begun(
                    head.path("scenario").asString(""),
                    head.path("digest").asString(""),
                    head.path("seed").asLong(),
                    Instant.parse(head.path("start").asString("")),
                    new Past(List.copyOf(cues), latest, whole));
        } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
            throw new BadInput(
                    "%s cannot be read (%s); give another folder".formatted(file, e.getMessage()),
                    e);
        }
    }

    /** Empty for a cue of the scenario: its file says what it was. */
    private static Optional<Act> act(JsonNode line) {
        String unit = line.path("unit").asString("");
        String text = line.path("text").asString("");
        return switch (line.path("do").asString("")) {
            case "" -> Optional.empty();
            case "call" ->
                    Optional.of(
                            new Act.Call(
                                    line.path("type").asString(""),
                                    where(line),
                                    text,
                                    Optional.empty()));
            case "fails" -> Optional.of(new Act.Fails(unit, text));
            case "returns" -> Optional.of(new Act.Returns(unit));
            case "says" -> Optional.of(new Act.Says(unit, text));
            case "closes" -> Optional.of(new Act.Closes(where(line), text));
            case "opens" -> Optional.of(new Act.Opens(where(line)));
            default -> throw new IllegalArgumentException("found " + line.path("do"));
        };
    }

    private static Where where(JsonNode line) {
        JsonNode point = line.path("point");
        return new Where(
                line.path("place").stringValueOpt(),
                point.isArray()
                        ? Optional.of(new Point(point.path(0).asDouble(), point.path(1).asDouble()))
                        : Optional.empty());
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
