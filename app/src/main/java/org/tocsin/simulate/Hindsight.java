package org.tocsin.simulate;

import org.tocsin.center.Center;
import org.tocsin.center.DrivingProfiles;
import org.tocsin.dispatch.Advice;
import org.tocsin.dispatch.Basis;
import org.tocsin.dispatch.Board;
import org.tocsin.dispatch.Fleet;
import org.tocsin.incident.Incident;
import org.tocsin.place.Point;
import org.tocsin.plan.IncidentType;
import org.tocsin.recommend.Candidate;
import org.tocsin.recommend.Inputs;
import org.tocsin.recommend.Recommend;
import org.tocsin.road.RoadNetwork;
import org.tocsin.simulate.demand.Demand;
import org.tocsin.simulate.demand.LabInput;
import org.tocsin.simulate.demand.Spread;
import org.tocsin.unit.UnitStatus;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What another policy would have sent, decision by decision: each is put again to the production
 * recommendation in that policy's way, on the board as it was. It does not play on from there: what
 * a unit that stayed would have done later is a question for the simulation. One thread at a time.
 */
public final class Hindsight {
    /** Policies that choose whom to send in a way of their own; the others also move units. */
    public static final List<String> POLICIES =
            List.of("fastest", "home", "crow", "coverage", "recommended");

    /** Incidents from which it is learned where calls come from: the latest. */
    static final int MAX_KNOWN = 2_000;

    private final Town town;
    private final DrivingProfiles profiles;
    private final RoadNetwork roads;
    private final Policy policy;

    /**
     * A unit and how long its drive was expected to take, with the wait until it is free.
     *
     * @param expected empty where nobody knows
     */
    public record Sent(String unit, Optional<Duration> expected) {}

    /**
     * A decision and what the policy would have decided.
     *
     * @param recorded whether the question was on record; otherwise it was put together from the
     *     board, with units where the record last saw them
     */
    public record Difference(List<Sent> sent, List<Sent> would, boolean recorded) {
        public boolean same() {
            return units(sent).equals(units(would));
        }

        private static Set<String> units(List<Sent> all) {
            return Set.copyOf(all.stream().map(Sent::unit).toList());
        }

        /** Until the first of them was expected. */
        public static Optional<Duration> first(List<Sent> all) {
            return times(all).min(Comparator.naturalOrder());
        }

        /** Until the last of them was expected. */
        public static Optional<Duration> last(List<Sent> all) {
            return times(all).max(Comparator.naturalOrder());
        }

        private static Stream<Duration> times(List<Sent> all) {
            return all.stream().flatMap(each -> each.expected().stream());
        }
    }

    /**
     * @param begin the board at the beginning of the stretch: its incidents say where calls come
     *     from
     * @param policy one of {@link #POLICIES}
     * @throws LabInput if there is no such policy
     */
    public Hindsight(Board begin, DrivingProfiles profiles, RoadNetwork roads, String policy) {
        if (!POLICIES.contains(policy)) {
            throw new LabInput(
                    "there is no policy %s to compare with, expected one of %s"
                            .formatted(policy, POLICIES));
        }
        this.profiles = profiles;
        this.roads = roads;
        this.policy = Policies.named(policy);
        town = new Town(begin.center(), profiles, roads, demand(begin));
    }

    /** What the policy does, in a sentence. */
    public String words() {
        return policy.words();
    }

    /** Where calls came from until then; nothing is drawn from it, so how long things take is 0. */
    private static Demand demand(Board board) {
        List<IncidentType> types = board.center().types();
        List<Incident> incidents =
                Stream.concat(board.open().values().stream(), latest(board)).toList();
        var calls = new ArrayList<Demand.Past>();
        var counts = new int[types.size()];
        for (Incident incident : incidents) {
            int kind = kind(types, incident.type());
            if (kind < 0) continue;
            counts[kind]++;
            Point place = incident.location().point();
            calls.add(new Demand.Past(incident.openedAt(), place, kind, 0));
        }
        var none = new Spread.Fixed(0);
        var kinds = new ArrayList<Demand.Kind>();
        for (int i = 0; i < types.size(); i++) {
            kinds.add(
                    new Demand.Kind(
                            types.get(i).code(),
                            types.get(i).priority(),
                            counts[i] / (double) Math.max(1, calls.size()),
                            none,
                            none,
                            Collections.nCopies(24, none),
                            DrivingProfiles.USUAL,
                            DrivingProfiles.USUAL,
                            none,
                            0,
                            Optional.empty(),
                            none,
                            none));
        }
        return new Demand(
                new Demand.Arrivals.AsBefore(calls),
                Optional.empty(),
                0,
                0,
                DrivingProfiles.USUAL,
                kinds,
                0,
                none,
                List.of(),
                Optional.empty());
    }

    private static Stream<Incident> latest(Board board) {
        List<String> order = board.closedOrder();
        return order.subList(Math.max(0, order.size() - MAX_KNOWN), order.size()).stream()
                .flatMap(id -> board.findIncident(id).stream());
    }

    private static int kind(List<IncidentType> types, String code) {
        for (int i = 0; i < types.size(); i++) if (types.get(i).code().equals(code)) return i;
        return -1;
    }

    /**
     * Puts one decision again.
     *
     * @param board as it was before the decision
     * @param units whom the desk sent
     * @param basis what the desk had before it, if the record has that
     * @throws org.tocsin.incident.Refused if the board has no such incident
     */
    public Difference of(
            Board board, String incident, List<String> units, Optional<Basis> basis, Instant at) {
        Inputs inputs = basis.map(Basis::inputs).orElseGet(() -> gathered(board, incident, at));
        Point[] points = points(board);
        var now =
                new Situation(
                        town,
                        new KnownRoads(town),
                        board,
                        at,
                        unit -> points[unit],
                        _ -> List.of(),
                        busyShare(inputs));
        List<String> would = Recommend.rank(policy.ask(inputs, now)).toDispatch();
        return new Difference(sent(units, inputs), sent(would, inputs), basis.isPresent());
    }

    private Inputs gathered(Board board, String incident, Instant at) {
        Center center = board.center();
        return new Advice(center, new Fleet(center), roads, profiles)
                .gather(board, incident, Set.of(), at);
    }

    /** By unit of the stretch's first configuration, where the record last saw it. */
    private Point[] points(Board board) {
        var fleet = new Fleet(town.center);
        Point[] points = new Point[town.center.units().size()];
        for (int i = 0; i < points.length; i++) points[i] = fleet.position(i, board).point();
        return points;
    }

    private static double busyShare(Inputs inputs) {
        long busy = inputs.candidates().stream().filter(c -> c.work().isPresent()).count();
        return Math.clamp(busy / (double) Math.max(1, inputs.candidates().size()), 0.1, 0.9);
    }

    /** By the drives of the engine's own question: a policy may have measured otherwise. */
    private static List<Sent> sent(List<String> units, Inputs inputs) {
        return units.stream()
                .map(
                        unit ->
                                new Sent(
                                        unit,
                                        inputs.candidates().stream()
                                                .filter(each -> each.unit().equals(unit))
                                                .findFirst()
                                                .flatMap(Hindsight::expected)))
                .toList();
    }

    private static Optional<Duration> expected(Candidate unit) {
        if (unit.status() == UnitStatus.AVAILABLE || unit.work().isEmpty()) return unit.travel();
        return unit.work()
                .get()
                .release()
                .flatMap(release -> release.travel().map(release.in()::plus))
                .or(unit::travel);
    }
}
