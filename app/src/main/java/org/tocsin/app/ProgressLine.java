package org.tocsin.app;

import org.tocsin.map.Progress;

import java.io.PrintWriter;

/** Shows how far a long work is: one line that moves on a terminal, one line a step elsewhere. */
final class ProgressLine implements Progress {
    private static final int BAR = 24;

    private final PrintWriter out;
    private final boolean moving;
    private final boolean keeping;
    private String step = "";
    private int shown = -1;

    ProgressLine(PrintWriter out, boolean moving) {
        this(out, moving, false);
    }

    private ProgressLine(PrintWriter out, boolean moving, boolean keeping) {
        this.out = out;
        this.moving = moving;
        this.keeping = keeping;
    }

    /** One whose finished steps stay in sight: for a work that is watched for itself. */
    static ProgressLine keeping(PrintWriter out, boolean moving) {
        return new ProgressLine(out, moving, true);
    }

    @Override
    public synchronized void at(String what, double done) {
        int percent = (int) Math.clamp(done * 100, 0, 100);
        boolean next = !what.equals(step);
        if (!next && percent == shown) return;
        if (moving) {
            if (next && keeping && shown >= 0) out.println(bar(step, 100));
            out.print(bar(what, percent));
            out.flush();
        } else if (next) {
            out.println("  " + what);
        }
        step = what;
        shown = percent;
    }

    private static String bar(String what, int percent) {
        int full = percent * BAR / 100;
        return "\r\033[K  %-40s %s%s %3d %%"
                .formatted(what, "#".repeat(full), ".".repeat(BAR - full), percent);
    }

    /** Clears the line. */
    synchronized void end() {
        if (moving && shown >= 0) {
            out.print(keeping ? bar(step, 100) + "\n" : "\r\033[K");
            out.flush();
        }
    }
}
