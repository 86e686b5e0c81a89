package org.tocsin.simulate;

import org.jspecify.annotations.Nullable;
import org.tocsin.center.Destination;
import org.tocsin.center.MoveUpLimits;
import org.tocsin.dispatch.Advice;
import org.tocsin.dispatch.Basis;
import org.tocsin.dispatch.Board;
import org.tocsin.dispatch.Commit;
import org.tocsin.dispatch.Desk;
import org.tocsin.dispatch.Envelope;
import org.tocsin.dispatch.Event;
import org.tocsin.dispatch.Fleet;
import org.tocsin.dispatch.Outcome;
import org.tocsin.dispatch.Request;
import org.tocsin.dispatch.UnitOnBoard;
import org.tocsin.incident.Assignment;
import org.tocsin.incident.AssignmentState;
import org.tocsin.incident.Incident;
import org.tocsin.incident.IncidentEvent;
import org.tocsin.journal.CountingJournal;
import org.tocsin.journal.Entry;
import org.tocsin.journal.Journal;
import org.tocsin.journal.MemoryJournal;
import org.tocsin.journal.MemoryVault;
import org.tocsin.place.Location;
import org.tocsin.place.Point;
import org.tocsin.recommend.Candidate;
import org.tocsin.recommend.Inputs;
import org.tocsin.recommend.Pick;
import org.tocsin.recommend.Preemption;
import org.tocsin.recommend.Recommend;
import org.tocsin.recommend.Recommendation;
import org.tocsin.recommend.Shortfall;
import org.tocsin.road.Closure;
import org.tocsin.road.Conditions;
import org.tocsin.road.Profile;
import org.tocsin.road.Times;
import org.tocsin.road.Trip;
import org.tocsin.simulate.demand.Demand;
import org.tocsin.simulate.demand.Plan;
import org.tocsin.simulate.demand.Spread;
import org.tocsin.simulate.result.Hour;
import org.tocsin.simulate.result.Measures;
import org.tocsin.simulate.result.Ran;
import org.tocsin.unit.Duty;
import org.tocsin.unit.Position;
import org.tocsin.unit.Unit;
import org.tocsin.unit.UnitEvent;
import org.tocsin.unit.UnitStatus;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * A center in virtual time: the production desk, recommendation and fleet; crews, callers and a
 * dispatcher that are played. The dispatcher knows what one would know: the board, positions,
 * expected times. Its journal is made here and lasts as long as the simulation, so that nothing of
 * it can reach another. For one thread.
 */
final class Simulation {
    /** How often the desk's clock is looked at: alarms come so late at most, and change nothing. */
    static final Duration TICK = Duration.ofMinutes(5);

    /** How long after the last call it goes on, for those that wait. */
    static final Duration MOST_AFTER = Duration.ofHours(24);

    /** A pre-emption is worth so much at least. */
    static final Duration WORTH_PREEMPTING = Duration.ofSeconds(60);

    private static final Duration COVERAGE_EVERY = Duration.ofMinutes(10);
    private static final String ACTOR = "lab";
    private static final int FAILURES = 100;

    /** Hears what comes to pass, on the simulation's thread. */
    interface Listener {
        Listener NOBODY =
                new Listener() {
                    @Override
                    public void take(Event event) {}

                    @Override
                    public void rang(String incident, Call call) {}
                };

        void take(Event event);

        /** After the incident was opened: which call led to it. */
        void rang(String incident, Call call);
    }

    /** Whether the record can be read afterwards, or is only counted. */
    enum Keep {
        NOTHING,
        EVERYTHING
    }

    private final Town town;
    private final Policy policy;
    private final List<Call> calls;
    private final Instant start;
    private final long lengthMillis;
    private final Journal journal;
    private final Desk desk;
    private final Fleet fleet;
    private final Advice advice;
    private final KnownRoads roads;
    private final Measures measures = new Measures();
    private Listener listener = Listener.NOBODY;
    private final Crew[] crews;
    private final PriorityQueue<Due> agenda = new PriorityQueue<>();
    private final ArrayDeque<Runnable> afterwards = new ArrayDeque<>();
    private final Map<String, Call> callOf = new HashMap<>();
    private final Map<String, Duration> ready = new HashMap<>();
    private final Hour.Sums hours = new Hour.Sums();
    private final Set<String> transported = new HashSet<>();
    private final TreeSet<Waits> waiting =
            new TreeSet<>(
                    Comparator.comparingInt(Waits::priority)
                            .thenComparingLong(Waits::since)
                            .thenComparing(Waits::incident));
    private final Map<String, Waits> waitingById = new HashMap<>();

    /** Incidents for which a unit is to come when it is free. */
    private final Set<String> queued = new LinkedHashSet<>();

    private final @Nullable List<Asked> asked;
    private final Map<Between, Trip> trips = new HashMap<>();
    private long now;
    private long number;
    private long requests;
    private int refused;
    private int busyUnits;
    private double busyUnitMillis;
    private long busyAt;
    private double coveredSum;
    private int coveredSamples;

    /**
     * A request and when it was made, for a live desk to be asked the same.
     *
     * @param envelope empty: time passed
     */
    record Asked(Instant at, Optional<Envelope> envelope) {}

    /** Two fixed places and how one drives from the one to the other. */
    private record Between(int from, int to, String profile) {}

    private record Waits(String incident, int priority, long since) {}

    /** Something that comes to pass at a time; of equal times the earlier made comes first. */
    private record Due(long at, long number, Runnable what) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return at == other.at ? Long.compare(number, other.number) : Long.compare(at, other.at);
        }
    }

    /**
     * A drive: what leads up to it and follows it is off the road.
     *
     * @param closed the roads that were closed when it set off
     * @param factor how long this crew takes of what is expected
     * @param then what it does when it is there
     */
    private record Leg(
            Point from,
            Point to,
            Profile profile,
            List<Closure> closed,
            long departs,
            long leadMillis,
            long driveMillis,
            double factor,
            long tailMillis,
            Runnable then) {}

    /** A unit's crew, as it is: nobody but this simulation knows. */
    private static final class Crew {
        private final Unit unit;
        private final int index;
        private Point stands;
        private @Nullable Leg leg;
        private @Nullable Trip trip;
        private int token;

        /** Where it was when that was last worked out. */
        private @Nullable Point known;

        private long knownAt;
        private @Nullable String incident;
        private boolean fails;
        private double meters;
        private final List<MoveUpLimits.Made> moved = new ArrayList<>();

        Crew(Unit unit, int index, Point stands) {
            this.unit = unit;
            this.index = index;
            this.stands = stands;
        }

        String callSign() {
            return unit.callSign();
        }
    }

    Simulation(
            Town town,
            Policy policy,
            List<Call> calls,
            Instant start,
            Duration length,
            RandomGenerator failures,
            Keep keep) {
        this.town = town;
        this.policy = policy;
        this.calls = calls;
        this.start = start;
        lengthMillis = length.toMillis();
        journal =
                switch (keep) {
                    case NOTHING -> new CountingJournal();
                    case EVERYTHING -> new MemoryJournal();
                };
        asked = keep == Keep.EVERYTHING ? new ArrayList<>() : null;
        var vault = new MemoryVault(new SplittableRandom(1));
        desk = Desk.open(town.center, journal, vault, () -> start.plusMillis(now));
        desk.listen(this::committed);
        fleet = new Fleet(town.center);
        roads = new KnownRoads(town);
        advice = new Advice(town.center, fleet, roads, town.profiles);
        List<Unit> units = town.center.units();
        crews = new Crew[units.size()];
        for (int i = 0; i < crews.length; i++) {
            Unit unit = units.get(i);
            crews[i] = new Crew(unit, i, town.posts.get(town.post(unit.station())));
            report(crews[i]);
        }
        if (!calls.isEmpty()) due(calls.getFirst().atMillis(), () -> ring(0));
        due(0, this::tick);
        due(0, this::lookAtCoverage);
        town.closures.forEach(this::expect);
        if (town.demand.failuresPerUnitDay() > 0) {
            for (Crew crew : crews) failNext(crew, failures);
        }
    }

    /** Before it runs. */
    void listen(Listener all) {
        listener = all;
    }

    private void due(long at, Runnable what) {
        agenda.add(new Due(at, number++, what));
    }

    /** Hears how far it is, 0 to 1; answers whether to go on. */
    interface Watch {
        boolean goOn(double done);
    }

    /**
     * @param watch asked a thousand times or so
     */
    Ran run(Watch watch) {
        long last = lengthMillis + MOST_AFTER.toMillis();
        long step = lengthMillis / 1_000 + 1;
        long nextWatch = step;
        boolean whole = true;
        for (Due next = agenda.poll(); next != null; next = agenda.poll()) {
            if (next.at() > last || (next.at() > lengthMillis && isQuiet())) break;
            now = next.at();
            if (now >= nextWatch) {
                nextWatch = now + step;
                whole = watch.goOn(Math.min(1, now / (double) lengthMillis));
                if (!whole) break;
            }
            next.what().run();
            followUp();
        }
        List<Double> meters = Arrays.stream(crews).map(crew -> crew.meters).toList();
        return new Ran(
                measures,
                ready,
                hours.hours(),
                coveredSamples == 0 ? 0 : coveredSum / coveredSamples,
                refused,
                meters,
                desk.board().position(),
                whole);
    }

    private boolean isQuiet() {
        return desk.board().open().isEmpty();
    }

    private void followUp() {
        for (Runnable next = afterwards.poll(); next != null; next = afterwards.poll()) next.run();
    }

    /** The record, if it is kept. */
    List<Entry> entries() {
        var entries = new ArrayList<Entry>();
        journal.replay(town.center.id(), 1, entries::add);
        return entries;
    }

    /** What the desk was asked, if the record is kept. */
    List<Asked> asked() {
        return asked == null ? List.of() : List.copyOf(asked);
    }

    // --- the desk ---

    private Outcome ask(Request request) {
        var envelope = new Envelope("lab-" + ++requests, ACTOR, request);
        if (asked != null) asked.add(new Asked(instant(), Optional.of(envelope)));
        Outcome outcome = desk.work(List.of(envelope)).getFirst();
        return switch (outcome) {
            case Outcome.Done _ -> outcome;
            case Outcome.Rejected _ -> {
                refused++;
                yield outcome;
            }
            case Outcome.Unavailable(String why) -> throw new IllegalStateException(why);
            case Outcome.Failed(String why) -> throw new IllegalStateException(why);
        };
    }

    private boolean done(Request request) {
        return ask(request) instanceof Outcome.Done;
    }

    private Instant instant() {
        return start.plusMillis(now);
    }

    private void tick() {
        if (asked != null) asked.add(new Asked(instant(), Optional.empty()));
        desk.tick();
        due(now + TICK.toMillis(), this::tick);
    }

    private void lookAtCoverage() {
        int[] idle = situation().idleAtPosts();
        double covered = town.reach.map(reach -> reach.covered(idle)).orElse(0.0);
        coveredSum += covered;
        coveredSamples++;
        boolean counts = now >= Plan.WARM_UP.toMillis() && now < lengthMillis;
        if (counts) hours.look(hourOfWeek(), covered, Arrays.stream(idle).sum(), calling());
        due(now + COVERAGE_EVERY.toMillis(), this::lookAtCoverage);
    }

    private int hourOfWeek() {
        var at = instant().atZone(town.center.zone());
        return (at.getDayOfWeek().getValue() - 1) * 24 + at.getHour();
    }

    /** Calls that wait for a unit, or for one to be free. */
    private int calling() {
        return waiting.size()
                + (int) queued.stream().filter(id -> !waitingById.containsKey(id)).count();
    }

    private void committed(Commit commit) {
        if (commit.before().closuresVersion() != commit.after().closuresVersion()) {
            List<Closure> before = commit.before().closureList();
            afterwards.add(() -> roadsChanged(before));
        }
        for (Event event : commit.events()) {
            measures.take(event);
            listener.take(event);
            switch (event) {
                case Event.OfIncident(IncidentEvent.UnitAssigned e) -> {
                    if (e.state() == AssignmentState.DISPATCHED) told(e.unit(), e.incident());
                }
                case Event.OfIncident(IncidentEvent.AssignmentMoved e) -> moved(e);
                case Event.OfUnit(UnitEvent.Relocated e) -> afterwards.add(() -> idle(e.unit()));
                case Event.OfUnit(UnitEvent.DutyChanged e) -> {
                    if (e.to() == Duty.ON_DUTY) afterwards.add(this::lookAtWaiting);
                }
                case Event.OfIncident _, Event.OfUnit _, Event.OfRoom _ -> {}
            }
        }
    }

    private void moved(IncidentEvent.AssignmentMoved e) {
        switch (e.to()) {
            case DISPATCHED -> {
                queued.remove(e.incident());
                told(e.unit(), e.incident());
            }
            case PREEMPTED, CANCELLED, EXCHANGED -> {
                Crew crew = crew(e.unit());
                // A unit that was only to come afterwards goes on with what it does.
                if (!e.incident().equals(crew.incident)) return;
                halt(crew);
                afterwards.add(() -> interrupted(e.incident()));
                afterwards.add(() -> freed(e.unit()));
            }
            case CLEARED -> {
                setFree(crew(e.unit()));
                afterwards.add(() -> closeIfDone(e.incident()));
                afterwards.add(() -> freed(e.unit()));
            }
            case QUEUED, ACKNOWLEDGED, EN_ROUTE, ON_SCENE, TRANSPORTING, AT_DESTINATION -> {}
        }
    }

    private Crew crew(String callSign) {
        OptionalInt index = fleet.indexOf(callSign);
        return crews[index.orElseThrow()];
    }

    // --- callers ---

    private void ring(int index) {
        Call call = calls.get(index);
        if (index + 1 < calls.size()) {
            due(calls.get(index + 1).atMillis(), () -> ring(index + 1));
        }
        Demand.Kind kind = town.demand.kinds().get(call.kind());
        var request =
                new Request.TakeCall(
                        Request.CallSource.PHONE,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new Location(call.point(), "call " + (index + 1))),
                        Optional.of(kind.type()),
                        Optional.of(kind.priority()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        if (!(ask(request) instanceof Outcome.Done done)) return;
        String incident = done.incident().orElseThrow();
        callOf.put(incident, call);
        listener.rang(incident, call);
        double decided = call.callTakingSeconds() + call.dispatchDelaySeconds();
        ready.put(incident, Duration.ofMillis(millis(decided)));
        due(now + millis(decided), () -> look(incident));
    }

    private static long millis(double seconds) {
        return Math.round(seconds * 1000);
    }

    // --- the dispatcher ---

    private Situation situation() {
        return new Situation(
                town, roads, desk.board(), instant(), unit -> where(crews[unit]), busyShare());
    }

    /** With six hours at one half before the start, for the first hours to mean something. */
    private double busyShare() {
        double before = 6 * 3_600_000.0;
        double busy = busyUnitMillis + busyUnits * (double) (now - busyAt);
        double share = (busy / crews.length + before / 2) / (now + before);
        return Math.min(0.99, share);
    }

    private void look(String id) {
        Board board = desk.board();
        Incident incident = board.incident(id);
        if (incident.state() == Incident.State.CLOSED) return;
        for (Crew crew : crews) if (crew.leg != null) report(crew);
        Situation situation = situation();
        Inputs inputs = policy.ask(advice.gather(board, id, Set.of(), instant()), situation);
        Recommendation proposal = Recommend.rank(inputs);
        boolean met = proposal.met();
        var free = new ArrayList<String>();
        var busy = new ArrayList<String>();
        for (Pick pick : proposal.picks()) {
            if (pick.alreadyAssigned()) continue;
            boolean isFree = statusIn(inputs, pick.unit()) == UnitStatus.AVAILABLE;
            (isFree ? free : busy).add(pick.unit());
        }
        if (policy.preempts()) met |= preempt(id, proposal, free);
        if (!met && free.isEmpty()) {
            free.addAll(cutOff(inputs, proposal, incident.location().point()));
            met = !free.isEmpty();
        }
        if (!free.isEmpty()) {
            var basis = Optional.of(new Basis(inputs, proposal));
            met &= done(new Request.Dispatch(id, free, basis));
        }
        for (String unit : busy) {
            boolean waits = done(new Request.Queue(id, unit));
            if (waits) queued.add(id);
            met &= waits;
        }
        remember(id, incident, met);
        if (!free.isEmpty()) afterwards.add(this::sent);
    }

    private static UnitStatus statusIn(Inputs inputs, String unit) {
        for (Candidate each : inputs.candidates())
            if (each.unit().equals(unit)) return each.status();
        throw new IllegalStateException(unit + " is no candidate");
    }

    /**
     * Where roads lead from nobody who is free, the nearest are sent all the same: a crew drives as
     * far as it can and goes on on foot.
     */
    private static List<String> cutOff(Inputs inputs, Recommendation proposal, Point place) {
        var cutOff = new ArrayList<String>();
        for (Shortfall shortfall : proposal.shortfalls()) {
            Set<String> there =
                    Set.copyOf(
                            shortfall
                                    .obstacles()
                                    .getOrDefault(Shortfall.Obstacle.UNREACHABLE, List.of()));
            inputs.candidates().stream()
                    .filter(each -> there.contains(each.unit()) && !cutOff.contains(each.unit()))
                    .sorted(Comparator.comparingDouble(each -> each.point().metersTo(place)))
                    .limit(shortfall.count())
                    .forEach(each -> cutOff.add(each.unit()));
        }
        return cutOff;
    }

    /**
     * Calls that wait for a busy unit are put anew when somebody is free: what was soonest then may
     * not be so now.
     */
    private void lookAtQueued() {
        for (String id : List.copyOf(queued)) {
            if (!situationHasIdle()) return;
            Incident incident = desk.board().incident(id);
            for (Assignment each : incident.assignments()) {
                if (each.state() == AssignmentState.QUEUED) exchange(id, each.unit());
            }
        }
    }

    private void exchange(String id, String waitsFor) {
        Board board = desk.board();
        Inputs inputs = policy.ask(advice.gather(board, id, Set.of(), instant()), situation());
        List<Pick> fresh =
                Recommend.rank(inputs.without(waitsFor)).picks().stream()
                        .filter(pick -> !pick.alreadyAssigned())
                        .toList();
        if (fresh.size() != 1) return;
        String unit = fresh.getFirst().unit();
        if (statusIn(inputs, unit) != UnitStatus.AVAILABLE) return;
        if (done(new Request.Exchange(id, waitsFor, unit))) queued.remove(id);
    }

    /** Takes the best that gains enough; it goes instead of the unit it beats. */
    private boolean preempt(String id, Recommendation proposal, List<String> free) {
        for (Preemption each : proposal.preemptions()) {
            boolean worth =
                    each.gain().map(gain -> gain.compareTo(WORTH_PREEMPTING) >= 0).orElse(true);
            if (!worth || !done(new Request.Preempt(id, each.unit()))) continue;
            each.insteadOf().ifPresent(free::remove);
            return each.insteadOf().isEmpty();
        }
        return false;
    }

    private void remember(String id, Incident incident, boolean met) {
        Waits known = waitingById.get(id);
        if (met) {
            if (known != null) forget(known);
        } else if (known == null) {
            var waits = new Waits(id, incident.priority(), incident.openedAt().toEpochMilli());
            waitingById.put(id, waits);
            waiting.add(waits);
        }
    }

    private void forget(Waits waits) {
        waitingById.remove(waits.incident());
        waiting.remove(waits);
    }

    private void interrupted(String incident) {
        if (desk.board().open().containsKey(incident)) look(incident);
    }

    /** The most urgent first, then who has waited longest, as long as anybody is free. */
    private void lookAtWaiting() {
        for (Waits each : List.copyOf(waiting)) {
            if (situationHasIdle()) look(each.incident());
            else return;
        }
    }

    private boolean situationHasIdle() {
        Board board = desk.board();
        for (UnitOnBoard unit : board.units().values()) {
            if (unit.duty() == Duty.ON_DUTY && unit.active().isEmpty()) return true;
        }
        return false;
    }

    private void sent() {
        carryOut(policy.moves(situation(), new Policy.Occasion.Sent()));
    }

    private void carryOut(List<Policy.Move> moves) {
        for (Policy.Move move : moves) {
            if (town.moveUps.isPresent() && isTired(town.moveUps.get(), move)) continue;
            done(new Request.Relocate(move.unit(), move.station()));
        }
    }

    /** Whether that would be more than the center asks of a crew; if not, it counts as made. */
    private boolean isTired(MoveUpLimits limits, Policy.Move move) {
        Crew crew = crew(move.unit());
        Point post = town.posts.get(town.post(move.station()));
        Conditions usual = conditions(town.profile("normal-driving"));
        Duration drive = roads.to(post, List.of(where(crew)), usual).time(0).orElse(Duration.ZERO);
        crew.moved.removeIf(each -> !each.at().isAfter(instant().minus(limits.within())));
        if (limits.against(crew.moved, instant(), drive).isPresent()) return true;
        crew.moved.add(new MoveUpLimits.Made(instant(), drive));
        return false;
    }

    private void closeIfDone(String id) {
        Incident incident = desk.board().incident(id);
        if (incident.state() != Incident.State.WORKED) return;
        boolean cleared = false;
        for (Assignment each : incident.assignments()) {
            if (each.isLive()) return;
            cleared |= each.state() == AssignmentState.CLEARED;
        }
        if (!cleared) return;
        String disposition = town.center.dispositions().getFirst().code();
        if (!done(new Request.Close(id, disposition))) return;
        callOf.remove(id);
        transported.remove(id);
        queued.remove(id);
        Waits waits = waitingById.get(id);
        if (waits != null) forget(waits);
    }

    // --- crews ---

    private void told(String callSign, String incident) {
        Crew crew = crew(callSign);
        boolean atPost = crew.leg == null && isPost(crew.stands);
        halt(crew);
        crew.incident = incident;
        setBusy(1);
        Call call = callOf.get(incident);
        if (call == null) throw new IllegalStateException("no call led to " + incident);
        long turnout = atPost ? millis(call.turnoutSeconds()) : 0;
        step(crew, turnout, () -> leave(crew, call));
    }

    private void setBusy(int change) {
        busyUnitMillis += busyUnits * (double) (now - busyAt);
        busyAt = now;
        busyUnits += change;
    }

    private void setFree(Crew crew) {
        crew.token++;
        if (crew.incident == null) return;
        crew.incident = null;
        setBusy(-1);
    }

    /** Whatever the crew was about to do, it does not; it stands where it is. */
    private void halt(Crew crew) {
        stand(crew, where(crew));
        setFree(crew);
    }

    private void step(Crew crew, long after, Runnable what) {
        int token = crew.token;
        due(
                now + after,
                () -> {
                    if (crew.token == token) what.run();
                });
    }

    private void say(Crew crew, AssignmentState state, Optional<String> destination) {
        String unit = crew.callSign();
        var request =
                new Request.Status(unit, state, Optional.empty(), Optional.empty(), destination);
        if (!done(request)) throw new IllegalStateException(unit + " cannot be " + state);
    }

    private void leave(Crew crew, Call call) {
        say(crew, AssignmentState.EN_ROUTE, Optional.empty());
        Demand.Kind kind = town.demand.kinds().get(call.kind());
        Profile profile = town.profile(kind.drive());
        long tail = millis(call.offRoadSeconds());
        double factor = call.drivingFactor();
        drive(crew, call.point(), profile, factor, tail, () -> arrive(crew, call));
    }

    private void arrive(Crew crew, Call call) {
        stand(crew, call.point());
        say(crew, AssignmentState.ON_SCENE, Optional.empty());
        step(crew, millis(call.onSceneSeconds()), () -> sceneDone(crew, call));
    }

    private void sceneDone(Crew crew, Call call) {
        String incident = crew.incident;
        boolean takes =
                call.transport()
                        && crew.unit.canTransport()
                        && !town.hospitals.isEmpty()
                        && incident != null
                        && transported.add(incident);
        if (!takes) {
            say(crew, AssignmentState.CLEARED, Optional.empty());
            return;
        }
        Demand.Kind kind = town.demand.kinds().get(call.kind());
        Profile profile = town.profile(kind.driveToHospital());
        Times times = roads.from(call.point(), town.hospitals, conditions(profile));
        int hospital = nearest(times, call.point(), kind);
        String id = town.center.destinations().get(hospital).id();
        say(crew, AssignmentState.TRANSPORTING, Optional.of(id));
        long lead = millis(call.offRoadSeconds());
        Point to = town.hospitals.get(hospital);
        OptionalDouble seconds = times.seconds(hospital);
        Runnable then = () -> handOver(crew, call, to);
        drive(crew, to, profile, lead, seconds, call.onwardFactor(), 0, then);
    }

    /** Of those that accept it: by road; where roads lead to none, in a straight line. */
    private int nearest(Times times, Point from, Demand.Kind kind) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < times.size(); i++) {
            Destination each = town.center.destinations().get(i);
            if (kind.hospital().isPresent() && !each.accepts().contains(kind.hospital().get())) {
                continue;
            }
            double meters = from.metersTo(town.hospitals.get(i));
            double seconds = times.seconds(i).orElse(BY_NO_ROAD + meters);
            if (seconds < least) {
                least = seconds;
                nearest = i;
            }
        }
        return nearest;
    }

    /** More seconds than any drive takes. */
    private static final double BY_NO_ROAD = 1e6;

    private void handOver(Crew crew, Call call, Point at) {
        stand(crew, at);
        say(crew, AssignmentState.AT_DESTINATION, Optional.empty());
        long takes = millis(call.handoverSeconds() + call.restockSeconds());
        step(crew, takes, () -> say(crew, AssignmentState.CLEARED, Optional.empty()));
    }

    /** Free again: those that wait come first, then a post. */
    private void freed(String callSign) {
        Crew crew = crew(callSign);
        if (crew.fails && desk.board().unit(callSign).active().isEmpty()) outOfService(crew);
        if (!waiting.isEmpty()) lookAtWaiting();
        if (!queued.isEmpty()) lookAtQueued();
        UnitOnBoard unit = desk.board().unit(callSign);
        if (unit.active().isPresent() || crew.incident != null) return;
        if (unit.duty() == Duty.ON_DUTY) {
            carryOut(policy.moves(situation(), new Policy.Occasion.Freed(callSign)));
        }
        idle(callSign);
    }

    /** Goes to its post, if it is not there or on its way. */
    private void idle(String callSign) {
        Crew crew = crew(callSign);
        UnitOnBoard unit = desk.board().unit(callSign);
        if (unit.active().isPresent() || crew.incident != null) return;
        Point post = town.posts.get(town.post(unit.station()));
        if (crew.leg != null ? crew.leg.to().equals(post) : crew.stands.equals(post)) return;
        stand(crew, where(crew));
        crew.token++;
        Profile profile = town.profile(town.demand.returnDrive());
        drive(crew, post, profile, 1, 0, () -> stand(crew, post));
    }

    // --- driving ---

    private Conditions conditions(Profile profile) {
        return new Conditions(profile, desk.board().closureList(), instant());
    }

    private void drive(
            Crew crew, Point to, Profile profile, double factor, long tailMillis, Runnable then) {
        Times times = roads.to(to, List.of(crew.stands), conditions(profile));
        drive(crew, to, profile, 0, times.seconds(0), factor, tailMillis, then);
    }

    /** Sets off. */
    private void drive(
            Crew crew,
            Point to,
            Profile profile,
            long leadMillis,
            OptionalDouble seconds,
            double factor,
            long tailMillis,
            Runnable then) {
        Conditions conditions = conditions(profile);
        double expected = seconds.orElseGet(() -> onFoot(crew.stands, to, conditions));
        long takes = millis(expected * factor);
        crew.leg =
                new Leg(
                        crew.stands,
                        to,
                        profile,
                        conditions.closures(),
                        now,
                        leadMillis,
                        takes,
                        factor,
                        tailMillis,
                        then);
        crew.trip = null;
        crew.known = null;
        step(crew, leadMillis + takes + tailMillis, then);
    }

    private static final double WALKING_METERS_PER_SECOND = 5 / 3.6;

    /** Parts of a way that are looked at for where it ends. */
    private static final int PARTS = 50;

    /**
     * Where no road leads any more: along the usual way as near as the roads let it, from there on
     * foot; for who is inside what was closed, on foot to where roads lead on.
     *
     * @return seconds
     */
    private double onFoot(Point from, Point to, Conditions conditions) {
        Optional<Trip> usual =
                roads.trip(from, to, Conditions.open(conditions.profile(), conditions.at()));
        if (usual.isEmpty()) return walkSeconds(from, to);
        for (int part = PARTS - 1; part > 0; part--) {
            Point near = part(usual.get(), part);
            OptionalDouble there = roads.to(near, List.of(from), conditions).seconds(0);
            if (there.isPresent()) return there.getAsDouble() + walkSeconds(near, to);
        }
        for (int part = 1; part < PARTS; part++) {
            Point near = part(usual.get(), part);
            OptionalDouble onward = roads.to(to, List.of(near), conditions).seconds(0);
            if (onward.isPresent()) return walkSeconds(from, near) + onward.getAsDouble();
        }
        return walkSeconds(from, to);
    }

    private static Point part(Trip trip, int part) {
        return trip.at(trip.duration().multipliedBy(part).dividedBy(PARTS));
    }

    private static double walkSeconds(Point from, Point to) {
        return from.metersTo(to) * WINDING / WALKING_METERS_PER_SECOND;
    }

    /**
     * Who is on the way goes on by the fastest way as it is now. Crews whose way has become neither
     * longer nor shorter keep the time they had.
     */
    private void roadsChanged(List<Closure> before) {
        for (Crew crew : crews) {
            Leg leg = crew.leg;
            if (leg == null || share(leg) == 1) continue;
            Conditions now = conditions(leg.profile());
            OptionalDouble was =
                    roads.to(
                                    leg.to(),
                                    List.of(where(crew)),
                                    new Conditions(leg.profile(), before, now.at()))
                            .seconds(0);
            OptionalDouble is = roads.to(leg.to(), List.of(where(crew)), now).seconds(0);
            if (!is.equals(was)) goOn(crew, leg, is);
        }
    }

    private void goOn(Crew crew, Leg leg, OptionalDouble seconds) {
        long lead = Math.max(0, leg.departs() + leg.leadMillis() - now);
        stand(crew, where(crew));
        crew.token++;
        Profile profile = leg.profile();
        double factor = leg.factor();
        drive(crew, leg.to(), profile, lead, seconds, factor, leg.tailMillis(), leg.then());
    }

    private void stand(Crew crew, Point point) {
        if (crew.leg != null) {
            crew.meters += driven(crew, crew.leg);
            crew.leg = null;
            crew.trip = null;
        }
        crew.stands = point;
        report(crew);
    }

    /** Where the way was not looked at, the mean speed of this drive's roads is not known. */
    private double driven(Crew crew, Leg leg) {
        double share = share(leg);
        Trip trip = crew.trip;
        if (trip != null) return trip.meters() * share;
        return leg.from().metersTo(leg.to()) * WINDING * share;
    }

    /** Ways are longer than the straight line by so much; for kilometres only. */
    private static final double WINDING = 1.35;

    private double share(Leg leg) {
        if (leg.driveMillis() == 0) return 1;
        double since = now - leg.departs() - leg.leadMillis();
        return Math.clamp(since / leg.driveMillis(), 0, 1);
    }

    private Point where(Crew crew) {
        Leg leg = crew.leg;
        if (leg == null) return crew.stands;
        Point known = crew.known;
        if (known != null && crew.knownAt == now) return known;
        Point point = onTheWay(crew, leg);
        crew.known = point;
        crew.knownAt = now;
        return point;
    }

    private Point onTheWay(Crew crew, Leg leg) {
        double share = share(leg);
        if (share == 0) return leg.from();
        if (share == 1) return leg.to();
        Trip trip = crew.trip;
        if (trip == null) {
            Optional<Trip> found = trip(leg).or(() -> usualTrip(leg));
            if (found.isEmpty()) return leg.from();
            trip = found.get();
            crew.trip = trip;
        }
        return trip.at(Duration.ofMillis(Math.round(trip.duration().toMillis() * share)));
    }

    /** The way of who goes on foot where roads are closed. */
    private Optional<Trip> usualTrip(Leg leg) {
        return roads.trip(leg.from(), leg.to(), Conditions.open(leg.profile(), instant()));
    }

    /** Ways between fixed places are driven again and again. */
    private Optional<Trip> trip(Leg leg) {
        Conditions conditions = new Conditions(leg.profile(), leg.closed(), instant());
        OptionalInt from = town.fixed(leg.from());
        OptionalInt to = town.fixed(leg.to());
        boolean always = town.known(conditions).isPresent();
        if (from.isEmpty() || to.isEmpty() || !always) {
            return roads.trip(leg.from(), leg.to(), conditions);
        }
        var key = new Between(from.getAsInt(), to.getAsInt(), leg.profile().name());
        Trip known = trips.get(key);
        if (known != null) return Optional.of(known);
        Optional<Trip> found = roads.trip(leg.from(), leg.to(), conditions);
        found.ifPresent(trip -> trips.put(key, trip));
        return found;
    }

    private boolean isPost(Point point) {
        OptionalInt at = town.fixed(point);
        return at.isPresent() && at.getAsInt() < town.posts.size();
    }

    private void report(Crew crew) {
        fleet.accept(crew.callSign(), new Position(where(crew), instant(), OptionalInt.empty()));
    }

    // --- closures ---

    /** The dispatcher and the crews hear of it when it begins; the desk lifts it at its end. */
    private void expect(Closure closure) {
        Optional<Instant> until = closure.until();
        if (until.isPresent() && !until.get().isAfter(start)) return;
        long begins = Math.max(0, Duration.between(start, closure.from()).toMillis());
        if (begins < lengthMillis) due(begins, () -> close(closure));
    }

    private void close(Closure closure) {
        Closure.Terms terms = closure.terms();
        Optional<Instant> from = Optional.of(closure.from());
        done(
                terms.equals(Closure.Terms.CLOSED_TO_ALL)
                        ? new Request.CloseRoad(
                                closure.ground(), from, closure.until(), closure.reason())
                        : new Request.LimitRoad(
                                closure.ground(),
                                terms.speedPercent(),
                                List.copyOf(terms.profiles()),
                                from,
                                closure.until(),
                                closure.reason()));
    }

    // --- failures ---

    private void failNext(Crew crew, RandomGenerator random) {
        var next = new Spread.Exponential(86_400 / town.demand.failuresPerUnitDay());
        double repair = town.demand.repair().draw(random);
        due(
                now + millis(next.draw(random)),
                () -> {
                    crew.fails = true;
                    if (desk.board().unit(crew.callSign()).active().isEmpty()) outOfService(crew);
                    due(now + millis(repair), () -> repaired(crew, random));
                });
    }

    private void outOfService(Crew crew) {
        crew.fails = false;
        var reason = Optional.of("vehicle failure");
        done(new Request.SetDuty(crew.callSign(), Duty.OUT_OF_SERVICE, reason));
    }

    private void repaired(Crew crew, RandomGenerator random) {
        crew.fails = false;
        if (desk.board().unit(crew.callSign()).duty() == Duty.OUT_OF_SERVICE) {
            done(new Request.SetDuty(crew.callSign(), Duty.ON_DUTY, Optional.empty()));
        }
        failNext(crew, random);
    }

    /** Where failures draw from, apart from all that calls draw from. */
    static RandomGenerator failures(long seed, int replication) {
        return Calls.stream(seed, replication, FAILURES);
    }
}
