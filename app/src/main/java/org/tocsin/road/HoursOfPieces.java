package org.tocsin.road;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Lays out flat what pieces of road are at some hours, each kind of week once. */
final class HoursOfPieces {
    /** More tags that cannot be read are counted and not named. */
    static final int MAX_NAMED = 100;

    private final Map<WeekTimes, Integer> numberOfWeek = new LinkedHashMap<>();
    private final Ints segment = new Ints();
    private final Ints week = new Ints();
    private final List<RawRoad> roads = new ArrayList<>();
    private final TreeSet<String> unread = new TreeSet<>();
    private int unreadCount;

    HoursOfPieces() {
        number(WeekTimes.ALWAYS);
    }

    /** 0: always. */
    int number(WeekTimes times) {
        return numberOfWeek.computeIfAbsent(times, _ -> numberOfWeek.size());
    }

    /** The next piece; in the order of the segments. */
    void add(int piece, ByHour byHour) {
        for (ByHour.Variant variant : byHour.variants()) {
            segment.add(piece);
            week.add(number(variant.times()));
            roads.add(variant.road());
        }
        if (byHour.unread().isEmpty()) return;
        unreadCount++;
        unread.addAll(byHour.unread());
        while (unread.size() > MAX_NAMED) unread.pollLast();
    }

    RoadGraph.Hours finish() {
        int count = roads.size();
        var raw =
                new RoadGraph.Raw(
                        new long[count],
                        new int[count],
                        new int[count],
                        new long[count],
                        new int[0]);
        for (int i = 0; i < count; i++) {
            RawRoad road = roads.get(i);
            raw.access()[i] = road.access();
            raw.ground()[i] = road.ground();
            raw.limit()[i] = road.forwardLimit() | road.backwardLimit() << 16;
            raw.size()[i] = road.limits();
        }
        var start = new Ints();
        var minutes = new Ints();
        start.add(0);
        for (WeekTimes times : numberOfWeek.keySet()) {
            for (WeekTimes.Range range : times.ranges()) {
                minutes.add(range.from());
                minutes.add(range.to());
            }
            start.add(minutes.size());
        }
        return new RoadGraph.Hours(
                start.toArray(),
                minutes.toArray(),
                segment.toArray(),
                week.toArray(),
                raw,
                unreadCount,
                List.copyOf(unread));
    }
}
