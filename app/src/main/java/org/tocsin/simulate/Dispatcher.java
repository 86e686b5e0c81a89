package org.tocsin.simulate;

import org.tocsin.center.MoveUpLimits;
import org.tocsin.dispatch.Advice;
import org.tocsin.dispatch.Basis;
import org.tocsin.dispatch.Board;
import org.tocsin.dispatch.Desk;
import org.tocsin.dispatch.Request;
import org.tocsin.dispatch.UnitOnBoard;
import org.tocsin.incident.Assignment;
import org.tocsin.incident.AssignmentState;
import org.tocsin.incident.Incident;
import org.tocsin.place.Point;
import org.tocsin.recommend.Candidate;
import org.tocsin.recommend.Inputs;
import org.tocsin.recommend.Pick;
import org.tocsin.recommend.Preemption;
import org.tocsin.recommend.Recommend;
import org.tocsin.recommend.Recommendation;
import org.tocsin.recommend.Shortfall;
import org.tocsin.road.Conditions;
import org.tocsin.unit.Duty;
import org.tocsin.unit.UnitStatus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The dispatcher as it is played: knows what one would know (the board, positions, expected times),
 * asks the production's recommendation in its policy's way and does what that says. For one thread.
 */
final class Dispatcher {
    /** A pre-emption is worth so much at least. */
    static final Duration WORTH_PREEMPTING = Duration.ofSeconds(60);

    private final Town town;
    private final Policy policy;
    private final Desk desk;
    private final Advice advice;
    private final KnownRoads roads;
    private final Requests requests;
    private final Agenda agenda;
    private final Drives drives;
    private final Crews crews;
    private final Waiting waiting = new Waiting();

    Dispatcher(
            Town town,
            Policy policy,
            Desk desk,
            Advice advice,
            KnownRoads roads,
            Requests requests,
            Agenda agenda,
            Drives drives,
            Crews crews) {
        this.town = town;
        this.policy = policy;
        this.desk = desk;
        this.advice = advice;
        this.roads = roads;
        this.requests = requests;
        this.agenda = agenda;
        this.drives = drives;
        this.crews = crews;
    }

    Situation situation() {
        return new Situation(
                town,
                roads,
                desk.board(),
                agenda.instant(),
                crews::where,
                unit -> crews.of(unit).moved,
                crews.busyShare());
    }

    /** Calls that wait for a unit, or for one to be free. */
    int calling() {
        return waiting.count();
    }

    // --- sending ---

    void look(String id) {
        Board board = desk.board();
        Incident incident = board.incident(id);
        if (incident.state() == Incident.State.CLOSED) return;
        crews.report();
        Inputs inputs = question(id);
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
            met &= requests.done(new Request.Dispatch(id, free, basis));
        }
        for (String unit : busy) {
            boolean waits = requests.done(new Request.Queue(id, unit));
            if (waits) waiting.queue(id);
            met &= waits;
        }
        if (met) waiting.met(id);
        else waiting.notMet(id, incident.priority(), incident.openedAt());
        if (!free.isEmpty()) agenda.afterwards(this::sent);
    }

    private Inputs question(String id) {
        Inputs inputs = advice.gather(desk.board(), id, Set.of(), agenda.instant());
        return policy.ask(inputs, situation());
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

    /** Takes the best that gains enough; it goes instead of the unit it beats. */
    private boolean preempt(String id, Recommendation proposal, List<String> free) {
        for (Preemption each : proposal.preemptions()) {
            boolean worth =
                    each.gain().map(gain -> gain.compareTo(WORTH_PREEMPTING) >= 0).orElse(true);
            if (!worth || !requests.done(new Request.Preempt(id, each.unit()))) continue;
            each.insteadOf().ifPresent(free::remove);
            return each.insteadOf().isEmpty();
        }
        return false;
    }

    // --- those that wait ---

    /** Its unit was taken from it. */
    void interrupted(String incident) {
        if (desk.board().open().containsKey(incident)) look(incident);
    }

    /** A unit that was to come afterwards comes. */
    void comes(String incident) {
        waiting.unqueue(incident);
    }

    /** The most urgent first, then who has waited longest, as long as anybody is free. */
    void lookAtWaiting() {
        for (String each : waiting.unmet()) {
            if (anybodyIsIdle()) look(each);
            else return;
        }
    }

    private boolean anybodyIsIdle() {
        Board board = desk.board();
        for (UnitOnBoard unit : board.units().values()) {
            if (unit.duty() == Duty.ON_DUTY && unit.active().isEmpty()) return true;
        }
        return false;
    }

    /**
     * Calls that wait for a busy unit are put anew when somebody is free: what was soonest then may
     * not be so now.
     */
    private void lookAtQueued() {
        for (String id : waiting.queued()) {
            if (!anybodyIsIdle()) return;
            Incident incident = desk.board().incident(id);
            for (Assignment each : incident.assignments()) {
                if (each.state() == AssignmentState.QUEUED) exchange(id, each.unit());
            }
        }
    }

    private void exchange(String id, String waitsFor) {
        Inputs inputs = question(id);
        List<Pick> fresh =
                Recommend.rank(inputs.without(waitsFor)).picks().stream()
                        .filter(pick -> !pick.alreadyAssigned())
                        .toList();
        if (fresh.size() != 1) return;
        String unit = fresh.getFirst().unit();
        if (statusIn(inputs, unit) != UnitStatus.AVAILABLE) return;
        if (requests.done(new Request.Exchange(id, waitsFor, unit))) waiting.unqueue(id);
    }

    // --- those that are free ---

    /** Free again: those that wait come first, then a post. */
    void freed(String callSign) {
        if (waiting.anyUnmet()) lookAtWaiting();
        if (waiting.anyQueued()) lookAtQueued();
        if (!crews.isIdle(callSign)) return;
        if (desk.board().unit(callSign).duty() == Duty.ON_DUTY) {
            carryOut(policy.moves(situation(), new Policy.Occasion.Freed(callSign)));
        }
        crews.home(callSign);
    }

    private void sent() {
        carryOut(policy.moves(situation(), new Policy.Occasion.Sent()));
    }

    private void carryOut(List<Policy.Move> moves) {
        for (Policy.Move move : moves) {
            if (town.moveUps.isPresent() && isTired(town.moveUps.get(), move)) continue;
            requests.done(new Request.Relocate(move.unit(), move.station()));
        }
    }

    /** Whether that would be more than the center asks of a crew; if not, it counts as made. */
    private boolean isTired(MoveUpLimits limits, Policy.Move move) {
        Crew crew = crews.of(move.unit());
        Point post = town.posts.get(town.post(move.station()));
        Conditions usual = drives.conditions(town.profile("normal-driving"));
        List<Point> from = List.of(drives.where(crew));
        Duration drive = roads.to(post, from, usual).time(0).orElse(Duration.ZERO);
        crew.moved.removeIf(each -> !each.at().isAfter(agenda.instant().minus(limits.within())));
        if (limits.against(crew.moved, agenda.instant(), drive).isPresent()) return true;
        crew.moved.add(new MoveUpLimits.Made(agenda.instant(), drive));
        return false;
    }

    // --- closing ---

    /** When the last unit has cleared it. */
    void closeIfDone(String id) {
        Incident incident = desk.board().incident(id);
        if (incident.state() != Incident.State.WORKED) return;
        boolean cleared = false;
        for (Assignment each : incident.assignments()) {
            if (each.isLive()) return;
            cleared |= each.state() == AssignmentState.CLEARED;
        }
        if (!cleared) return;
        String disposition = town.center.dispositions().getFirst().code();
        if (!requests.done(new Request.Close(id, disposition))) return;
        crews.closed(id);
        waiting.closed(id);
    }
}
