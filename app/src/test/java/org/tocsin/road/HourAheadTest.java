package org.tocsin.road;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;

import org.junit.jupiter.api.Test;
import org.tocsin.Shared;
import org.tocsin.place.Point;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

class HourAheadTest {
    private static final Instant MONDAY = Instant.parse("2026-11-16T00:00:00Z");
    private static final Profile BY_HOUR =
            Profile.EMERGENCY.with(
                    "by the hour",
                    ZoneOffset.UTC,
                    List.of(
                            SpeedFactor.inHours(Set.of(8), Optional.empty(), Set.of(), 0.6),
                            SpeedFactor.inHours(Set.of(9), Optional.empty(), Set.of(), 0.8),
                            SpeedFactor.inHours(Set.of(10), Optional.empty(), Set.of(), 0.9)));

    /** The weights of all turns take more than this; a question takes some kilobytes. */
    private static final long WORK_BYTES = 400_000;

    @Test
    void whoAsksWhenThePreparedHourBeginsWaitsForNothing() throws Exception {
        RoadGraph.Stored stored =
                ExtractRoads.builder(Shared.path("maps/andorra.osm.pbf")).graph("andorra").stored;
        var roads = new RoadNetwork(new RoadGraph(stored, List.of(BY_HOUR)));
        List<Point> corners = roads.bounds().corners();
        Point middle = between(corners.get(0), corners.get(2));
        ask(roads, middle, Duration.ofHours(8));

        assertThat(ask(roads, middle, Duration.ofHours(9))).isGreaterThan(WORK_BYTES);
        roads.prepare(at(Duration.ofHours(10)));
        assertThat(ask(roads, middle, Duration.ofMinutes(10 * 60 + 59))).isLessThan(WORK_BYTES / 4);
        assertThat(ask(roads, middle, Duration.ofHours(9))).isLessThan(WORK_BYTES / 4);
    }

    private static long ask(RoadNetwork roads, Point place, Duration sinceMonday) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThat(roads.fastest(place, List.of(place), 1, at(sinceMonday))).hasSize(1);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static Conditions at(Duration sinceMonday) {
        return Conditions.open(BY_HOUR, MONDAY.plus(sinceMonday));
    }

    private static Point between(Point one, Point other) {
        return new Point(
                (one.latitude() + other.latitude()) / 2, (one.longitude() + other.longitude()) / 2);
    }
}
