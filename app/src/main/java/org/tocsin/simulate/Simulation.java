package org.tocsin.simulate;

import static org.tocsin.simulate.Agenda.millis;

import org.tocsin.dispatch.Advice;
import org.tocsin.dispatch.Commit;
import org.tocsin.dispatch.Desk;
import org.tocsin.dispatch.Event;
import org.tocsin.dispatch.Fleet;
import org.tocsin.dispatch.Outcome;
import org.tocsin.dispatch.Request;
import org.tocsin.incident.AssignmentState;
import org.tocsin.incident.IncidentEvent;
import org.tocsin.journal.CountingJournal;
import org.tocsin.journal.Entry;
import org.tocsin.journal.Journal;
import org.tocsin.journal.MemoryJournal;
import org.tocsin.journal.MemoryVault;
import org.tocsin.place.Location;
import org.tocsin.road.Closure;
import org.tocsin.simulate.demand.Demand;
import org.tocsin.simulate.demand.Plan;
import org.tocsin.simulate.result.Hour;
import org.tocsin.simulate.result.Measures;
import org.tocsin.simulate.result.Ran;
import org.tocsin.unit.Duty;
import org.tocsin.unit.UnitEvent;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A center in virtual time: the production desk, recommendation and fleet; callers, {@link Crews}
 * and a {@link Dispatcher} that are played. Its journal is made here and lasts as long as the
 * simulation, so that nothing of it can reach another. For one thread.
 */
final class Simulation {
    /** How often the desk's clock is looked at: alarms come so late at most, and change nothing. */
    static final Duration TICK = Duration.ofMinutes(5);

    /** How long after the last call it goes on, for those that wait. */
    static final Duration MOST_AFTER = Duration.ofHours(24);

    private static final Duration COVERAGE_EVERY = Duration.ofMinutes(10);

    /** Whether the record can be read afterwards, or is only counted. */
    enum Keep {
        NOTHING,
        EVERYTHING
    }

    private final Town town;
    private final List<Call> calls;
    private final Instant start;
    private final long lengthMillis;
    private final Agenda agenda;
    private final Journal journal;
    private final Desk desk;
    private final Requests requests;
    private final Crews crews;
    private final Dispatcher dispatcher;
    private final Failures failures;
    private final CallTakers callTakers;
    private final Measures measures = new Measures();
    private final Map<String, Duration> ready = new HashMap<>();
    private final Hour.Sums hours = new Hour.Sums();
    private double coveredSum;
    private int coveredSamples;

    Simulation(
            Town town,
            Policy policy,
            List<Call> calls,
            Instant start,
            Duration length,
            RandomGenerator failing,
            Keep keep) {
        this.town = town;
        this.calls = calls;
        this.start = start;
        lengthMillis = length.toMillis();
        agenda = new Agenda(start);
        journal =
                switch (keep) {
                    case NOTHING -> new CountingJournal();
                    case EVERYTHING -> new MemoryJournal();
                };
        var vault = new MemoryVault(new SplittableRandom(1));
        desk = Desk.open(town.center, journal, vault, agenda::instant);
        desk.listen(this::committed);
        requests = new Requests(desk, agenda, keep == Keep.EVERYTHING);
        var fleet = new Fleet(town.center);
        var roads = new KnownRoads(town);
        var advice = new Advice(town.center, fleet, roads, town.profiles);
        var drives = new Drives(town, roads, desk, fleet, agenda);
        crews = new Crews(town, desk, fleet, roads, requests, agenda, drives);
        dispatcher =
                new Dispatcher(town, policy, desk, advice, roads, requests, agenda, drives, crews);
        callTakers = new CallTakers(town.demand.callTakers(), town.center.zone(), agenda);
        failures = new Failures(town, desk, requests, agenda, failing);
        if (!calls.isEmpty()) agenda.at(calls.getFirst().atMillis(), () -> ring(0));
        agenda.at(0, this::tick);
        agenda.at(0, this::lookAtCoverage);
        town.closures.forEach(this::expect);
        failures.begin(crews.all());
    }

    /** Before it runs. */
    void listen(Measures.Listener listener) {
        measures.tell(listener);
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
        while (whole && !agenda.isEmpty()) {
            long next = agenda.next();
            if (next > last || (next > lengthMillis && isQuiet())) break;
            if (next >= nextWatch) {
                nextWatch = next + step;
                whole = watch.goOn(Math.min(1, next / (double) lengthMillis));
            }
            if (whole) agenda.step();
        }
        if (whole) measures.end();
        return new Ran(
                measures,
                ready,
                hours.hours(),
                coveredSamples == 0 ? 0 : coveredSum / coveredSamples,
                requests.refused(),
                crews.all().stream().map(crew -> crew.meters).toList(),
                desk.board().position(),
                whole);
    }

    private boolean isQuiet() {
        return desk.board().open().isEmpty();
    }

    /** The record, if it is kept. */
    List<Entry> entries() {
        var entries = new ArrayList<Entry>();
        journal.replay(town.center.id(), 1, entries::add);
        return entries;
    }

    /** What the desk was asked, if the record is kept. */
    List<Requests.Asked> asked() {
        return requests.asked();
    }

    // --- callers ---

    private void ring(int index) {
        Call call = calls.get(index);
        if (index + 1 < calls.size()) {
            agenda.at(calls.get(index + 1).atMillis(), () -> ring(index + 1));
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
        if (!(requests.ask(request) instanceof Outcome.Done done)) return;
        String incident = done.incident().orElseThrow();
        crews.rang(incident, call);
        long taking = millis(call.callTakingSeconds());
        callTakers.ring(taking, rang -> answered(incident, call, rang, taking));
    }

    private void answered(String incident, Call call, long rangMillis, long takingMillis) {
        measures.answered(incident, Duration.ofMillis(rangMillis), Duration.ofMillis(takingMillis));
        long decided = millis(call.callTakingSeconds() + call.dispatchDelaySeconds());
        ready.put(incident, Duration.ofMillis(rangMillis + decided));
        agenda.in(decided, () -> dispatcher.look(incident));
    }

    // --- what the desk has written, and what follows ---

    private void committed(Commit commit) {
        if (commit.before().closuresVersion() != commit.after().closuresVersion()) {
            List<Closure> before = commit.before().closureList();
            agenda.afterwards(() -> crews.roadsChanged(before));
        }
        for (Event event : commit.events()) {
            measures.take(event);
            switch (event) {
                case Event.OfIncident(IncidentEvent.UnitAssigned e) -> {
                    if (e.state() == AssignmentState.DISPATCHED) crews.told(e.unit(), e.incident());
                }
                case Event.OfIncident(IncidentEvent.AssignmentMoved e) -> moved(e);
                case Event.OfUnit(UnitEvent.Relocated e) ->
                        agenda.afterwards(() -> crews.home(e.unit()));
                case Event.OfUnit(UnitEvent.DutyChanged e) -> {
                    if (e.to() == Duty.ON_DUTY) agenda.afterwards(dispatcher::lookAtWaiting);
                }
                case Event.OfIncident _, Event.OfUnit _, Event.OfRoom _ -> {}
            }
        }
    }

    private void moved(IncidentEvent.AssignmentMoved e) {
        switch (e.to()) {
            case DISPATCHED -> {
                dispatcher.comes(e.incident());
                crews.told(e.unit(), e.incident());
            }
            case PREEMPTED, CANCELLED, EXCHANGED -> {
                Crew crew = crews.of(e.unit());
                // A unit that was only to come afterwards goes on with what it does.
                if (!e.incident().equals(crew.incident)) return;
                crews.halt(crew);
                agenda.afterwards(() -> dispatcher.interrupted(e.incident()));
                agenda.afterwards(() -> freed(crew));
            }
            case CLEARED -> {
                Crew crew = crews.of(e.unit());
                crews.setFree(crew);
                agenda.afterwards(() -> dispatcher.closeIfDone(e.incident()));
                agenda.afterwards(() -> freed(crew));
            }
            case QUEUED, ACKNOWLEDGED, EN_ROUTE, ON_SCENE, TRANSPORTING, AT_DESTINATION -> {}
        }
    }

    private void freed(Crew crew) {
        failures.freed(crew);
        dispatcher.freed(crew.callSign());
    }

    // --- as time passes ---

    private void tick() {
        requests.tick();
        agenda.in(TICK.toMillis(), this::tick);
    }

    private void lookAtCoverage() {
        int[] idle = dispatcher.situation().idleAtPosts();
        double covered = town.reach.map(reach -> reach.covered(idle)).orElse(0.0);
        coveredSum += covered;
        coveredSamples++;
        boolean counts = agenda.now() >= Plan.WARM_UP.toMillis() && agenda.now() < lengthMillis;
        if (counts) {
            hours.look(hourOfWeek(), covered, Arrays.stream(idle).sum(), dispatcher.calling());
        }
        agenda.in(COVERAGE_EVERY.toMillis(), this::lookAtCoverage);
    }

    private int hourOfWeek() {
        var at = agenda.instant().atZone(town.center.zone());
        return (at.getDayOfWeek().getValue() - 1) * 24 + at.getHour();
    }

    /** The dispatcher and the crews hear of it when it begins; the desk lifts it at its end. */
    private void expect(Closure closure) {
        Optional<Instant> until = closure.until();
        if (until.isPresent() && !until.get().isAfter(start)) return;
        long begins = Math.max(0, Duration.between(start, closure.from()).toMillis());
        if (begins < lengthMillis) agenda.at(begins, () -> close(closure));
    }

    private void close(Closure closure) {
        Closure.Terms terms = closure.terms();
        Optional<Instant> from = Optional.of(closure.from());
        requests.ask(
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
}
