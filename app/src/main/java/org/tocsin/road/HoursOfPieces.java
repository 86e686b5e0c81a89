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
        long[] access = new long[count];
        int[] ground = new int[count];
        int[] limit = new int[count];
        long[] size = new long[count];
        for (int i = 0; i < count; i++) {
            RawRoad road = roads.get(i);
            access[i] = road.access();
            ground[i] = road.ground();
            limit[i] = road.forwardLimit() | road.backwardLimit() << 16;
            size[i] = road.limits();
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
                new RoadGraph.Raw(
                        LongColumn.of(access),
                        IntColumn.of(ground),
                        IntColumn.of(limit),
                        LongColumn.of(size),
                        IntColumn.of(new int[0])),
                unreadCount,
                List.copyOf(unread));
    }
}
