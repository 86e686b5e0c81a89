package org.tocsin.simulate.result;

import org.tocsin.center.Center;
import org.tocsin.place.Point;
import org.tocsin.simulate.table.Csv;
import org.tocsin.simulate.table.Table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * One run, call by call: a row is written when an incident closes. The legs up to the arrival are
 * those of the unit that came first and add up to the response. For one thread.
 */
final class CallRows implements Measures.Listener {
    /** docs/lab/calls.md says what each means. */
    static final List<String> COLUMNS =
            List.of(
                    "replication",
                    "policy",
                    "number",
                    "time",
                    "type",
                    "priority",
                    "area",
                    "latitude",
                    "longitude",
                    "units",
                    "answer_s",
                    "call_taking_s",
                    "dispatch_s",
                    "turnout_s",
                    "travel_s",
                    "on_scene_s",
                    "transport_s",
                    "handover_s",
                    "response_s",
                    "late");

    private static final String UNKNOWN = "";

    private final Center center;
    private final Areas areas;
    private final String policy;
    private final int replication;
    private final Instant from;
    private final Writer out;

    /**
     * @param from incidents opened before are not written
     */
    CallRows(Center center, String policy, int replication, Instant from, Writer out) {
        this.center = center;
        areas = new Areas(center);
        this.policy = policy;
        this.replication = replication;
        this.from = from;
        this.out = out;
    }

    static String header() {
        return String.join(",", COLUMNS) + "\n";
    }

    @Override
    public void ended(Measures.Served served, Duration callTaking, Collection<String> units) {
        if (served.opened().isBefore(from)) return;
        try {
            out.write(Table.line(row(served, callTaking, units)));
        } catch (IOException e) {
            throw new UncheckedIOException("a row of the calls cannot be written", e);
        }
    }

    private List<Object> row(
            Measures.Served served, Duration callTaking, Collection<String> units) {
        Point point = served.point();
        var row = new ArrayList<Object>();
        row.add((long) replication + 1);
        row.add(policy);
        row.add(served.incident());
        row.add(served.opened());
        row.add(served.type());
        row.add((long) served.priority());
        row.add(areas.of(point));
        row.add(degrees(point.latitude()));
        row.add(degrees(point.longitude()));
        row.add(String.join(" ", units));
        Duration taken = served.answering().plus(callTaking);
        row.add(seconds(Optional.of(served.answering())));
        row.add(seconds(Optional.of(callTaking)));
        row.add(seconds(served.dispatching().map(leg -> leg.minus(taken))));
        row.add(seconds(served.turnout()));
        row.add(seconds(served.driving()));
        row.add(seconds(served.onSceneFor()));
        row.add(seconds(served.transport()));
        row.add(seconds(served.handover()));
        row.add(seconds(served.response()));
        row.add(served.isLate(center) ? 1L : 0L);
        return row;
    }

    /** Empty where it did not come to pass. */
    private static Object seconds(Optional<Duration> leg) {
        return leg.isPresent() ? leg.get().toMillis() / 1000.0 : UNKNOWN;
    }

    private static String degrees(double value) {
        return Csv.number(value, 6);
    }
}
