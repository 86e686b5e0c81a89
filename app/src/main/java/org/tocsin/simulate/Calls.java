package org.tocsin.simulate;

import org.tocsin.place.Point;
import org.tocsin.road.Conditions;
import org.tocsin.road.Profile;
import org.tocsin.simulate.demand.Demand;
import org.tocsin.simulate.demand.Ground;
import org.tocsin.simulate.demand.LabInput;
import org.tocsin.simulate.demand.Spread;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/** Draws the calls of one replication. Everything that chance decides has a stream of its own. */
final class Calls {
    /** A place without a road near is drawn again, at most so often. */
    static final int MAX_TRIES = 1_000;

    /** More calls than a nation has in a year. */
    static final int MAX_CALLS = 20_000_000;

    /** What is drawn apart; the number is part of every seed and never changes. */
    private enum Stream {
        ARRIVAL(0),
        THINNING(1),
        KIND(2),
        CELL(3),
        SPOT(4),
        CALL_TAKING(5),
        TURNOUT(6),
        DRIVE(7),
        ONWARD(8),
        ON_SCENE(9),
        TRANSPORT(10),
        HANDOVER(11),
        RESTOCK(12),
        DISPATCH_DELAY(13);

        private final int number;

        Stream(int number) {
            this.number = number;
        }
    }

    private final Town town;
    private final Demand demand;
    private final KnownRoads roads;
    private final Instant start;
    private final Map<Stream, RandomGenerator> streams = new EnumMap<>(Stream.class);
    private final double[] cumulativeShare;
    private int redrawn;

    private Calls(Town town, Instant start, long seed, int replication) {
        this.town = town;
        demand = town.demand;
        this.start = start;
        roads = new KnownRoads(town);
        for (Stream stream : Stream.values()) {
            streams.put(stream, stream(seed, replication, stream.number));
        }
        cumulativeShare = new double[demand.kinds().size()];
        double sum = 0;
        for (int i = 0; i < cumulativeShare.length; i++) {
            sum += demand.kinds().get(i).share();
            cumulativeShare[i] = sum;
        }
    }

    /** A stream of random numbers of its own for each seed, replication and purpose. */
    static RandomGenerator stream(long seed, int replication, int purpose) {
        return new SplittableRandom(
                new SplittableRandom(seed).nextLong()
                        ^ new SplittableRandom(0x5EED_0000L + replication).nextLong()
                        ^ new SplittableRandom(0xCA11_0000L + purpose).nextLong());
    }

    /** The calls of one replication, and how many places had to be drawn again. */
    record Drawn(List<Call> calls, int redrawn) {}

    /**
     * @param length how long calls come
     * @param stop asked now and then; when it says so, what was drawn so far is the answer
     */
    static Drawn draw(
            Town town,
            Instant start,
            Duration length,
            long seed,
            int replication,
            BooleanSupplier stop) {
        var drawing = new Calls(town, start, seed, replication);
        List<Call> calls =
                switch (town.demand.arrivals()) {
                    case Demand.Arrivals.AtRandom random ->
                            drawing.atRandom(random, length.toMillis(), stop);
                    case Demand.Arrivals.AsBefore(List<Demand.Past> past) ->
                            past.stream()
                                    .filter(each -> !each.at().isBefore(start))
                                    .filter(each -> each.at().isBefore(start.plus(length)))
                                    .map(drawing::again)
                                    .toList();
                };
        return new Drawn(calls, drawing.redrawn);
    }

    private RandomGenerator of(Stream stream) {
        return Objects.requireNonNull(streams.get(stream));
    }

    /** A Poisson process whose rate changes by the hour, by thinning. */
    private List<Call> atRandom(
            Demand.Arrivals.AtRandom arrivals, long lengthMillis, BooleanSupplier stop) {
        double highest = arrivals.hours().stream().mapToDouble(Double::doubleValue).max().orElse(1);
        double perMilli = arrivals.callsPerDay() * highest / 86_400_000;
        var calls = new ArrayList<Call>();
        double at = 0;
        while (calls.size() < MAX_CALLS) {
            at -= StrictMath.log(1 - of(Stream.ARRIVAL).nextDouble()) / perMilli;
            if (at >= lengthMillis || stop.getAsBoolean()) return calls;
            double accept = of(Stream.THINNING).nextDouble() * highest;
            if (accept >= arrivals.hours().get(hourOfWeek((long) at))) continue;
            calls.add(call((long) at, kind(arrivals, (long) at), place()));
        }
        throw new LabInput("more than %d calls come, expected fewer".formatted(MAX_CALLS));
    }

    private int hourOfWeek(long atMillis) {
        var at = start.plusMillis(atMillis).atZone(town.center.zone());
        return (at.getDayOfWeek().getValue() - 1) * 24 + at.getHour();
    }

    private int kind(Demand.Arrivals.AtRandom arrivals, long atMillis) {
        double[] cumulative =
                arrivals.hoursOfKind().isEmpty()
                        ? cumulativeShare
                        : cumulative(arrivals.hoursOfKind(), hourOfWeek(atMillis));
        double at = of(Stream.KIND).nextDouble() * cumulative[cumulative.length - 1];
        for (int i = 0; i < cumulative.length; i++) if (at < cumulative[i]) return i;
        return cumulative.length - 1;
    }

    private double[] cumulative(List<List<Double>> hoursOfKind, int hour) {
        double[] cumulative = new double[hoursOfKind.size()];
        double sum = 0;
        for (int i = 0; i < cumulative.length; i++) {
            sum += demand.kinds().get(i).share() * hoursOfKind.get(i).get(hour);
            cumulative[i] = sum;
        }
        return cumulative;
    }

    private Point place() {
        Ground ground = demand.ground().orElseThrow();
        for (int i = 0; i < MAX_TRIES; i++) {
            Point place = ground.draw(of(Stream.CELL), of(Stream.SPOT));
            if (isReached(place)) return place;
            redrawn++;
        }
        throw new LabInput(
                "%d places in a row have no road near, expected roads where the calls come from"
                        .formatted(MAX_TRIES));
    }

    private boolean isReached(Point place) {
        Conditions usual = Conditions.open(town.profiles.usual(), start);
        Point post = town.posts.getFirst();
        return roads.to(place, List.of(post), usual).reached(0);
    }

    private Call again(Demand.Past past) {
        return call(Duration.between(start, past.at()).toMillis(), past.kind(), past.point());
    }

    private Call call(long atMillis, int number, Point place) {
        Demand.Kind kind = demand.kinds().get(number);
        int hour = hourOfWeek(atMillis) % 24;
        return new Call(
                atMillis,
                number,
                place,
                kind.callTaking().draw(of(Stream.CALL_TAKING)),
                kind.dispatchDelay().draw(of(Stream.DISPATCH_DELAY)),
                kind.turnout().get(hour).draw(of(Stream.TURNOUT)),
                offRoad(place, town.profile(kind.drive())),
                strays(Stream.DRIVE),
                strays(Stream.ONWARD),
                kind.onScene().draw(of(Stream.ON_SCENE)),
                of(Stream.TRANSPORT).nextDouble() < kind.transport(),
                kind.handover().draw(of(Stream.HANDOVER)),
                kind.restock().draw(of(Stream.RESTOCK)));
    }

    private double strays(Stream stream) {
        if (demand.drivingVariation() == 0) return 1;
        return new Spread.Lognormal(1, demand.drivingVariation()).draw(of(stream));
    }

    private double offRoad(Point point, Profile profile) {
        if (demand.offRoadKmh() == 0) return 0;
        double meters = town.roads.metersToRoad(point, Conditions.open(profile, start)).orElse(0);
        return meters / (demand.offRoadKmh() / 3.6);
    }
}
