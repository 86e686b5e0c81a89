package org.tocsin.dispatch;

import org.tocsin.incident.Incident;
import org.tocsin.incident.IncidentEvent;
import org.tocsin.incident.Refused;
import org.tocsin.plan.IncidentType;
import org.tocsin.plan.Triage;
import org.tocsin.plan.TriageTree;
import org.tocsin.road.Closure;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What is said of an incident while it is worked. */
final class IncidentVerbs {
    private final Deciding deciding;

    IncidentVerbs(Deciding deciding) {
        this.deciding = deciding;
    }

    void changeType(Request.ChangeType request) {
        Incident incident = deciding.openIncident(request.incident());
        deciding.requireType(request.type());
        requireChange(incident.type(), request.type());
        deciding.that(
                new IncidentEvent.TypeChanged(incident.id(), request.type(), incident.type()));
    }

    void changePriority(Request.ChangePriority request) {
        Incident incident = deciding.openIncident(request.incident());
        if (request.priority() < IncidentType.MOST_URGENT
                || request.priority() > IncidentType.LEAST_URGENT) {
            throw new Refused("Priority is %d, expected 1 to 5.".formatted(request.priority()));
        }
        requireChange(incident.priority(), request.priority());
        deciding.that(
                new IncidentEvent.PriorityChanged(
                        incident.id(), request.priority(), incident.priority()));
    }

    void correctLocation(Request.CorrectLocation request) {
        Incident incident = deciding.openIncident(request.incident());
        deciding.requireInServiceArea(request.location());
        requireChange(incident.location(), request.location());
        deciding.that(
                new IncidentEvent.LocationCorrected(
                        incident.id(), request.location(), incident.location()));
    }

    void setAlarmLevel(Request.SetAlarmLevel request) {
        Incident incident = deciding.openIncident(request.incident());
        if (request.level() < 1 || request.level() > Incident.MAX_ALARM_LEVEL) {
            throw new Refused(
                    "Alarm level is %d, expected 1 to %d."
                            .formatted(request.level(), Incident.MAX_ALARM_LEVEL));
        }
        requireChange(incident.alarmLevel(), request.level());
        deciding.that(
                new IncidentEvent.AlarmLevelSet(
                        incident.id(), request.level(), incident.alarmLevel()));
    }

    private static void requireChange(Object was, Object to) {
        if (was.equals(to)) throw new Refused("It is so already.");
    }

    void answer(Request.Answer request) {
        Incident incident = deciding.openIncident(request.incident());
        var tree =
                deciding.board()
                        .center()
                        .findTriage(request.tree(), request.version())
                        .orElseThrow(
                                () ->
                                        new Refused(
                                                "There is no version %d of the questions %s."
                                                        .formatted(
                                                                request.version(),
                                                                request.tree())));
        var choice =
                tree.findQuestion(request.question())
                        .flatMap(question -> question.findChoice(request.answer()));
        if (choice.isEmpty()) {
            throw new Refused(
                    "\"%s\" is no answer to %s in %s."
                            .formatted(request.answer(), request.question(), request.tree()));
        }
        if (incident.answers().size() >= Incident.MAX_ANSWERS) {
            throw new Refused(
                    "Incident %s has %d answers, the most one may have."
                            .formatted(incident.id(), Incident.MAX_ANSWERS));
        }
        deciding.that(
                new IncidentEvent.QuestionAnswered(
                        incident.id(),
                        request.tree(),
                        request.version(),
                        request.question(),
                        request.answer(),
                        deciding.now));
        follow(tree, deciding.board().incident(incident.id()));
    }

    /** What the answers so far make of the incident holds at once; the dispatcher may change it. */
    private void follow(TriageTree tree, Incident incident) {
        Triage.State state = Triage.state(tree, answersTo(tree, incident));
        if (state.type().isPresent() && !state.type().get().equals(incident.type())) {
            deciding.that(
                    new IncidentEvent.TypeChanged(
                            incident.id(), state.type().get(), incident.type()));
        }
        if (state.priority().isPresent() && state.priority().get() != incident.priority()) {
            deciding.that(
                    new IncidentEvent.PriorityChanged(
                            incident.id(), state.priority().get(), incident.priority()));
        }
    }

    /** The incident's answers to this version of these questions, as given. */
    static List<Triage.Answer> answersTo(TriageTree tree, Incident incident) {
        return incident.answers().stream()
                .filter(each -> each.tree().equals(tree.id()) && each.version() == tree.version())
                .map(each -> new Triage.Answer(each.question(), each.answer()))
                .toList();
    }

    void link(Request.Link request) {
        Incident incident = deciding.board().incident(request.incident());
        Incident with = deciding.board().incident(request.with());
        if (incident.id().equals(with.id())) {
            throw new Refused("An incident is not linked with itself.");
        }
        if (incident.links().contains(with.id())) {
            throw new Refused("%s and %s are linked already.".formatted(incident.id(), with.id()));
        }
        if (Math.max(incident.links().size(), with.links().size()) >= Incident.MAX_LINKS) {
            throw new Refused(
                    "One of them has %d links, the most it may have."
                            .formatted(Incident.MAX_LINKS));
        }
        deciding.that(new IncidentEvent.IncidentsLinked(incident.id(), with.id()));
    }

    void unlink(Request.Unlink request) {
        Incident incident = deciding.board().incident(request.incident());
        if (!incident.links().contains(request.with())) {
            throw new Refused("%s and %s are not linked.".formatted(incident.id(), request.with()));
        }
        deciding.that(new IncidentEvent.IncidentsUnlinked(incident.id(), request.with()));
    }

    void handOver(Request.HandOver request) {
        Incident incident = deciding.openIncident(request.incident());
        deciding.requireDesk(request.toDesk());
        requireChange(incident.desk(), request.toDesk());
        deciding.that(
                new IncidentEvent.HandedOver(incident.id(), request.toDesk(), incident.desk()));
    }

    void close(Request.Close request) {
        Incident incident = deciding.openIncident(request.incident());
        if (deciding.board().center().dispositions().stream()
                .noneMatch(each -> each.code().equals(request.disposition()))) {
            throw new Refused("There is no disposition %s.".formatted(request.disposition()));
        }
        deciding.that(incident.close(request.disposition(), deciding.now));
    }

    void reopen(Request.Reopen request) {
        Incident incident = deciding.board().incident(request.incident());
        deciding.that(incident.reopen(request.reason()));
    }

    void notify(Request.Notify request) {
        Incident incident = deciding.openIncident(request.incident());
        if (incident.notified().stream().anyMatch(told -> told.whom().equals(request.whom()))) {
            throw new Refused("%s was told already.".formatted(request.whom()));
        }
        if (incident.notified().size() >= Incident.MAX_LINKS) {
            throw new Refused(
                    "%d were told of %s, the most there may be."
                            .formatted(Incident.MAX_LINKS, incident.id()));
        }
        deciding.that(new IncidentEvent.Notified(incident.id(), request.whom(), deciding.now));
    }

    void readSealed(Request.ReadSealed request) {
        Incident incident = deciding.board().incident(request.incident());
        deciding.that(new IncidentEvent.SealedRead(incident.id(), request.reason()));
    }

    void readPhoto(Request.ReadPhoto request) {
        Incident incident = deciding.board().incident(request.incident());
        if (incident.findPhoto(request.photo()).isEmpty()) {
            throw new Refused(
                    "Incident %s has no photo %d.".formatted(incident.id(), request.photo()));
        }
        deciding.that(
                new IncidentEvent.PhotoRead(incident.id(), request.photo(), request.reason()));
    }

    /** One that left the board is closed. */
    void forget(Request.Forget request) {
        var incident = deciding.board().findIncident(request.incident());
        if (incident.isPresent() && incident.get().isOpen()) {
            throw new Refused("Incident %s is open; close it first.".formatted(request.incident()));
        }
        deciding.that(new IncidentEvent.IncidentForgotten(request.incident()));
    }

    // --- roads, hazards, alarms ---

    void closeRoad(Request.CloseRoad request) {
        deciding.that(
                new DispatchEvent.RoadClosed(
                        closure(
                                request.ground(),
                                request.from(),
                                request.until(),
                                request.reason())));
    }

    void limitRoad(Request.LimitRoad request) {
        Set<String> profiles = Set.copyOf(new TreeSet<>(request.profiles()));
        if (request.speedPercent().isEmpty() && profiles.isEmpty()) {
            throw new Refused("Neither a speed nor profiles are given: close the road instead.");
        }
        deciding.that(
                new DispatchEvent.RoadLimited(
                        closure(
                                request.ground(),
                                request.from(),
                                request.until(),
                                request.reason()),
                        new Closure.Terms(request.speedPercent(), profiles)));
    }

    private Closure closure(
            Closure.Ground ground,
            Optional<Instant> begin,
            Optional<Instant> until,
            String reason) {
        if (deciding.board().closures().size() >= Board.MAX_CLOSURES) {
            throw new Refused(
                    "%d roads are closed, the most there may be.".formatted(Board.MAX_CLOSURES));
        }
        String id = "C" + deciding.board().counters().closure();
        Instant from = begin.orElse(deciding.now);
        checkEnd(from, until);
        return new Closure(id, ground, from, until, reason);
    }

    private static void checkEnd(Instant from, Optional<Instant> until) {
        if (until.isPresent() && !until.get().isAfter(from)) {
            throw new Refused(
                    "The closure would end at %s, before it begins at %s."
                            .formatted(until.get(), from));
        }
    }

    void amendClosure(Request.AmendClosure request) {
        var known = deciding.board().closures().get(request.closure());
        if (known == null) {
            throw new Refused("There is no closure %s.".formatted(request.closure()));
        }
        Closure closure = known.closure();
        Optional<Instant> until = request.until().or(closure::until);
        checkEnd(closure.from(), until);
        if (closure.ground().equals(request.ground()) && closure.until().equals(until)) {
            throw new Refused("%s is like that already.".formatted(closure.id()));
        }
        deciding.that(
                new DispatchEvent.ClosureAmended(
                        closure.id(),
                        request.ground(),
                        closure.ground(),
                        until,
                        closure.until(),
                        request.reason()));
    }

    void reopenRoad(Request.ReopenRoad request) {
        if (!deciding.board().closures().containsKey(request.closure())) {
            throw new Refused("There is no closure %s.".formatted(request.closure()));
        }
        deciding.that(new DispatchEvent.RoadReopened(request.closure()));
    }

    void noteHazard(Request.NoteHazard request) {
        if (deciding.board().hazards().size() >= Board.MAX_HAZARDS) {
            throw new Refused(
                    "%d hazards are noted, the most there may be.".formatted(Board.MAX_HAZARDS));
        }
        String id = "H" + deciding.board().counters().hazard();
        deciding.that(
                new DispatchEvent.HazardNoted(
                        new Hazard(
                                id,
                                request.location(),
                                request.radiusMeters(),
                                request.text(),
                                request.until())));
    }

    void liftHazard(Request.LiftHazard request) {
        if (!deciding.board().hazards().containsKey(request.hazard())) {
            throw new Refused("There is no hazard %s.".formatted(request.hazard()));
        }
        deciding.that(new DispatchEvent.HazardLifted(request.hazard()));
    }

    void draw(Request.Draw request) {
        if (deciding.board().drawings().size() >= Board.MAX_DRAWINGS) {
            throw new Refused(
                    "%d drawings are on the map, the most there may be; erase some."
                            .formatted(Board.MAX_DRAWINGS));
        }
        String id = "G" + deciding.board().counters().drawing();
        deciding.that(
                new DispatchEvent.DrawingAdded(
                        new Drawing(
                                id,
                                request.shape(),
                                request.points(),
                                request.label().strip(),
                                deciding.now)));
    }

    void erase(Request.Erase request) {
        if (!deciding.board().drawings().containsKey(request.drawing())) {
            throw new Refused("There is no drawing %s.".formatted(request.drawing()));
        }
        deciding.that(new DispatchEvent.DrawingErased(request.drawing()));
    }

    void acknowledgeAlarm(Request.AcknowledgeAlarm request) {
        if (!deciding.board().alarms().containsKey(request.alarm())) {
            throw new Refused(
                    "Alarm %d was acknowledged already, or never raised."
                            .formatted(request.alarm()));
        }
        deciding.that(new DispatchEvent.AlarmAcknowledged(request.alarm(), deciding.now));
    }
}
