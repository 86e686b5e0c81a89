package org.tocsin.simulate;

import static org.tocsin.simulate.Agenda.millis;

import org.tocsin.center.Destination;
import org.tocsin.dispatch.Board;
import org.tocsin.dispatch.Desk;
import org.tocsin.dispatch.Fleet;
import org.tocsin.dispatch.Request;
import org.tocsin.dispatch.UnitOnBoard;
import org.tocsin.incident.AssignmentState;
import org.tocsin.place.Point;
import org.tocsin.road.Closure;
import org.tocsin.road.Profile;
import org.tocsin.road.Times;
import org.tocsin.simulate.demand.Demand;
import org.tocsin.unit.Unit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The crews as they are played: from what they are told to the scene, the hospital and back to
 * their posts, each step said to the desk. For one thread.
 */
final class Crews {
    /** More seconds than any drive takes. */
    private static final double BY_NO_ROAD = 1e6;

    private final Town town;
    private final Desk desk;
    private final Fleet fleet;
    private final KnownRoads roads;
    private final Requests requests;
    private final Agenda agenda;
    private final Drives drives;
    private final List<Crew> all = new ArrayList<>();
    private final Map<String, Call> callOf = new HashMap<>();
    private final Set<String> transported = new HashSet<>();
    private int busy;
    private double busyMillis;
    private long busyAt;

    /** All at their posts. */
    Crews(
            Town town,
            Desk desk,
            Fleet fleet,
            KnownRoads roads,
            Requests requests,
            Agenda agenda,
            Drives drives) {
        this.town = town;
        this.desk = desk;
        this.fleet = fleet;
        this.roads = roads;
        this.requests = requests;
        this.agenda = agenda;
        this.drives = drives;
        for (Unit unit : town.center.units()) {
            var crew = new Crew(unit, town.posts.get(town.post(unit.station())));
            all.add(crew);
            drives.report(crew);
        }
    }

    /** In the order of the center's units. */
    List<Crew> all() {
        return all;
    }

    Crew of(String callSign) {
        OptionalInt index = fleet.indexOf(callSign);
        return all.get(index.orElseThrow());
    }

    /** Where the unit with an index is. */
    Point where(int unit) {
        return drives.where(all.get(unit));
    }

    /** Those who drive tell where they are. */
    void report() {
        for (Crew crew : all) if (crew.leg != null) drives.report(crew);
    }

    /**
     * What share of the time crews have been at work, 0 to 1; with six hours at one half before the
     * start, for the first hours to mean something.
     */
    double busyShare() {
        double before = 6 * 3_600_000.0;
        double sum = busyMillis + busy * (double) (agenda.now() - busyAt);
        double share = (sum / all.size() + before / 2) / (agenda.now() + before);
        return Math.min(0.99, share);
    }

    /** An incident was opened by this call. */
    void rang(String incident, Call call) {
        callOf.put(incident, call);
    }

    void closed(String incident) {
        callOf.remove(incident);
        transported.remove(incident);
    }

    /** Sent to an incident: whatever the crew was about to do, it does this. */
    void told(String callSign, String incident) {
        Crew crew = of(callSign);
        boolean atPost = crew.leg == null && town.isPost(crew.stands);
        halt(crew);
        crew.incident = incident;
        setBusy(1);
        Call call = callOf.get(incident);
        if (call == null) throw new IllegalStateException("no call led to " + incident);
        long turnout = atPost ? millis(call.turnoutSeconds()) : 0;
        drives.step(crew, turnout, () -> leave(crew, call));
    }

    private void setBusy(int change) {
        busyMillis += busy * (double) (agenda.now() - busyAt);
        busyAt = agenda.now();
        busy += change;
    }

    /** Its work is done. */
    void setFree(Crew crew) {
        crew.token++;
        if (crew.incident == null) return;
        crew.incident = null;
        setBusy(-1);
    }

    /** Whatever the crew was about to do, it does not; it stands where it is. */
    void halt(Crew crew) {
        drives.stand(crew, drives.where(crew));
        setFree(crew);
    }

    private void say(Crew crew, AssignmentState state, Optional<String> destination) {
        String unit = crew.callSign();
        var request =
                new Request.Status(unit, state, Optional.empty(), Optional.empty(), destination);
        if (!requests.done(request)) {
            throw new IllegalStateException(unit + " cannot be " + state);
        }
    }

    private void leave(Crew crew, Call call) {
        say(crew, AssignmentState.EN_ROUTE, Optional.empty());
        Demand.Kind kind = town.demand.kinds().get(call.kind());
        Profile profile = town.profile(kind.drive());
        long tail = millis(call.offRoadSeconds());
        double factor = call.drivingFactor();
        drives.drive(crew, call.point(), profile, factor, tail, () -> arrive(crew, call));
    }

    private void arrive(Crew crew, Call call) {
        drives.stand(crew, call.point());
        say(crew, AssignmentState.ON_SCENE, Optional.empty());
        drives.step(crew, millis(call.onSceneSeconds()), () -> sceneDone(crew, call));
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
        Times times = roads.from(call.point(), town.hospitals, drives.conditions(profile));
        int hospital = nearest(times, call.point(), kind);
        String id = town.center.destinations().get(hospital).id();
        say(crew, AssignmentState.TRANSPORTING, Optional.of(id));
        long lead = millis(call.offRoadSeconds());
        Point to = town.hospitals.get(hospital);
        OptionalDouble seconds = times.seconds(hospital);
        Runnable then = () -> handOver(crew, call, to);
        drives.drive(crew, to, profile, lead, seconds, call.onwardFactor(), 0, then);
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

    private void handOver(Crew crew, Call call, Point at) {
        drives.stand(crew, at);
        say(crew, AssignmentState.AT_DESTINATION, Optional.empty());
        long takes = millis(call.handoverSeconds() + call.restockSeconds());
        drives.step(crew, takes, () -> say(crew, AssignmentState.CLEARED, Optional.empty()));
    }

    /** Whether it has no work. */
    boolean isIdle(String callSign) {
        Board board = desk.board();
        return board.unit(callSign).active().isEmpty() && of(callSign).incident == null;
    }

    /** Goes to its post, if it has no work and is not there or on its way. */
    void home(String callSign) {
        if (!isIdle(callSign)) return;
        Crew crew = of(callSign);
        UnitOnBoard unit = desk.board().unit(callSign);
        Point post = town.posts.get(town.post(unit.station()));
        if (crew.leg != null ? crew.leg.to().equals(post) : crew.stands.equals(post)) return;
        drives.stand(crew, drives.where(crew));
        crew.token++;
        Profile profile = town.profile(town.demand.returnDrive());
        drives.drive(crew, post, profile, 1, 0, () -> drives.stand(crew, post));
    }

    /**
     * @param before the roads that were closed until now
     */
    void roadsChanged(List<Closure> before) {
        for (Crew crew : all) drives.roadsChanged(crew, before);
    }
}
