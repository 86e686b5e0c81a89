package org.tocsin.tiles;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads Planetiler's log and says in lines of our own how far it is. Any thread. */
final class Steps extends OutputStream {
    /** So many lines of the log are kept for when something fails. */
    static final int MAX_KEPT = 40;

    /** A line longer than this is cut. */
    static final int MAX_LINE_BYTES = 4_096;

    private static final Pattern STAGE = Pattern.compile("\\[(\\w+)(?::\\w+)?] -");

    private static final Pattern PERCENT = Pattern.compile("\\b(%s):? *\\[[^]]*?(\\d{1,3})%%");

    private final PrintStream out;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Deque<String> kept = new ArrayDeque<>();
    private String stage = "";
    private double shown = -1;
    private String shownStep = "";

    Steps(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void write(int b) {
        if (b != '\n') {
            if (line.size() < MAX_LINE_BYTES) line.write(b);
            return;
        }
        read(line.toString(StandardCharsets.UTF_8));
        line.reset();
    }

    private void read(String text) {
        kept.addLast(text);
        if (kept.size() > MAX_KEPT) kept.removeFirst();
        Matcher in = STAGE.matcher(text);
        if (in.find()) stage = in.group(1);
        switch (stage) {
            case "osm_pass1" -> told("reading the extract", 0, 0.3, text, "blocks");
            case "osm_pass2" -> {
                told("reading the extract", 0.3, 0.6, text, "nodes");
                told("reading the extract", 0.6, 0.9, text, "ways");
                told("reading the extract", 0.9, 1, text, "rels");
            }
            case "sort" -> told("ordering tiles", 0, 1, text, "chunks");
            case "archive" -> told("writing tiles", 0, 1, text, "features");
            default -> {}
        }
    }

    private void told(String step, double from, double to, String text, String counter) {
        Matcher percent =
                Pattern.compile(PERCENT.pattern().formatted(counter).replace("%%", "%"))
                        .matcher(text);
        if (percent.find()) {
            at(step, from + (to - from) * Integer.parseInt(percent.group(2)) / 100);
        } else if (!step.equals(shownStep)) {
            at(step, from);
        }
    }

    synchronized void at(String step, double done) {
        if (step.equals(shownStep) && done <= shown) return;
        shownStep = step;
        shown = done;
        out.printf(Locale.ROOT, "%s\t%.2f%n", step, done);
        out.flush();
    }

    /** The end of the log. */
    synchronized String last() {
        return String.join("\n", kept);
    }
}
