package org.tocsin.coverage;

import static java.util.stream.Collectors.joining;

import java.util.List;

/**
 * What one unit's leaving costs its station, the units sent before it being gone already.
 *
 * @param station the id of its home station
 * @param empty whether no unit of the station can answer a call any more
 * @param gaps the capabilities the station loses, in alphabetical order
 */
public record Left(String station, boolean empty, List<Gap> gaps) {
    public Left {
        gaps = List.copyOf(gaps);
    }

    /** Whether its leaving changes nothing that a dispatcher needs to know. */
    public boolean nothingLost() {
        return !empty && gaps.isEmpty();
    }

    /** As the dispatcher reads it: {@code ST7 left without ENGINE (next E12, about 5 min)}. */
    public String sentence() {
        if (nothingLost()) return station + " stays covered";
        String lost = gaps.stream().map(Left::phrase).collect(joining(", "));
        if (empty && lost.isEmpty()) return station + " left empty";
        return station + (empty ? " left empty: without " : " left without ") + lost;
    }

    private static String phrase(Gap gap) {
        return gap.capability()
                + gap.backup()
                        .map(b -> " (next %s, about %d min)".formatted(b.unit(), minutes(b)))
                        .orElse(" (none near)");
    }

    private static long minutes(Gap.Backup backup) {
        return Math.max(1, backup.about().plusSeconds(30).toMinutes());
    }
}
