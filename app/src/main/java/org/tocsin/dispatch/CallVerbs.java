package org.tocsin.dispatch;

import org.tocsin.center.DeskSeat;
import org.tocsin.incident.AssignmentState;
import org.tocsin.incident.Call;
import org.tocsin.incident.Incident;
import org.tocsin.incident.IncidentEvent;
import org.tocsin.incident.Refused;
import org.tocsin.place.Location;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Calls, and the incidents that come of them. */
final class CallVerbs {
    /** An incident is booked at most so far ahead. */
    static final Duration MAX_AHEAD = Duration.ofDays(366);

    private final Deciding deciding;
    private final Sealer sealer;

    CallVerbs(Deciding deciding, Sealer sealer) {
        this.deciding = deciding;
        this.sealer = sealer;
    }

    void takeCall(Request.TakeCall request) {
        String incident =
                request.join().isPresent()
                        ? deciding.openIncident(request.join().get()).id()
                        : open(request);
        takeInto(incident, request);
    }

    private String open(Request.TakeCall request) {
        String type =
                request.type()
                        .orElseThrow(() -> new Refused("The call has no type, and joins nothing."));
        Location location =
                request.location()
                        .orElseThrow(
                                () -> new Refused("The call has no place, and joins nothing."));
        request.scheduledFor().ifPresent(this::requireBookable);
        return open(
                IncidentEvent.Origin.CALL,
                type,
                request.priority(),
                location,
                request.desk(),
                request.scheduledFor());
    }

    private String open(
            IncidentEvent.Origin origin,
            String type,
            Optional<Integer> priority,
            Location location,
            Optional<String> desk,
            Optional<Instant> scheduledFor) {
        deciding.requireType(type);
        deciding.requireInServiceArea(location);
        if (deciding.board().open().size() >= Board.MAX_OPEN) {
            throw new Refused(
                    "%d incidents are open, the most there may be; close some."
                            .formatted(Board.MAX_OPEN));
        }
        desk.ifPresent(deciding::requireDesk);
        String id =
                IncidentNumber.next(
                        deciding.board().counters(),
                        deciding.now,
                        deciding.board().center().zone());
        deciding.that(
                new IncidentEvent.IncidentOpened(
                        id,
                        origin,
                        type,
                        priority.orElseGet(() -> deciding.board().center().type(type).priority()),
                        location,
                        desk.orElseGet(() -> deskFor(type)),
                        deciding.now,
                        scheduledFor));
        return id;
    }

    private String deskFor(String type) {
        String agency = deciding.board().center().type(type).agency();
        return deciding.board().center().desks().stream()
                .filter(desk -> desk.agencies().isEmpty() || desk.agencies().contains(agency))
                .findFirst()
                .or(() -> deciding.board().center().desks().stream().findFirst())
                .map(DeskSeat::id)
                .orElseThrow(() -> new Refused("The center has no desk."));
    }

    private void requireBookable(Instant at) {
        if (!at.isAfter(deciding.now) || at.isAfter(deciding.now.plus(MAX_AHEAD))) {
            throw new Refused(
                    "%s cannot be booked; expected a time after now and within %d days."
                            .formatted(at, MAX_AHEAD.toDays()));
        }
    }

    private void takeInto(String id, Request.TakeCall request) {
        Incident incident = deciding.openIncident(id);
        if (incident.calls().size() >= Incident.MAX_CALLS) {
            throw new Refused(
                    "Incident %s has %d calls, the most one may have."
                            .formatted(id, Incident.MAX_CALLS));
        }
        long call = deciding.board().counters().call();
        Optional<String> sealed = sealer.sealCaller(id, CallerWords.of(request));
        deciding.that(
                new IncidentEvent.CallTaken(
                        call, id, request.source().name(), request.location(), sealed));
    }

    void selfInitiate(Request.SelfInitiate request) {
        deciding.requireFree(request.unit());
        String id =
                open(
                        IncidentEvent.Origin.SELF_INITIATED,
                        request.type(),
                        request.priority(),
                        request.location(),
                        Optional.empty(),
                        Optional.empty());
        deciding.assign(id, request.unit(), AssignmentState.ON_SCENE, Optional.empty());
        request.text().ifPresent(text -> addNote(id, text));
    }

    void addNote(String id, String text) {
        Incident incident = deciding.board().incident(id);
        if (incident.forgotten()) {
            throw new Refused("What was said of incident %s is forgotten.".formatted(id));
        }
        if (incident.notes().size() >= Incident.MAX_NOTES) {
            throw new Refused(
                    "Incident %s has %d notes, the most one may have."
                            .formatted(id, Incident.MAX_NOTES));
        }
        deciding.that(new IncidentEvent.NoteAdded(id, sealer.sealText(id, text)));
    }

    void addPhoto(Request.AddPhoto request) {
        Incident incident = deciding.openIncident(request.incident());
        if (incident.photos().size() >= Incident.MAX_PHOTOS) {
            throw new Refused(
                    "Incident %s has %d photos, the most one may have."
                            .formatted(incident.id(), Incident.MAX_PHOTOS));
        }
        deciding.that(
                new IncidentEvent.PhotoAdded(
                        incident.id(),
                        incident.photos().size() + 1,
                        request.sha256(),
                        request.bytes()));
    }

    void joinCall(Request.JoinCall request) {
        Incident into = deciding.openIncident(request.incident());
        moveCall(request.call(), into);
    }

    private void moveCall(long id, Incident into) {
        String from = deciding.board().calls().get(id);
        if (from == null) throw new Refused("There is no call %d.".formatted(id));
        if (from.equals(into.id())) {
            throw new Refused("Call %d belongs to %s already.".formatted(id, from));
        }
        if (into.calls().size() >= Incident.MAX_CALLS) {
            throw new Refused(
                    "Incident %s has %d calls, the most one may have."
                            .formatted(into.id(), Incident.MAX_CALLS));
        }
        deciding.that(new IncidentEvent.CallMoved(id, into.id(), from));
    }

    /** A call or unit named that is not there refuses the whole. */
    void split(Request.Split request) {
        Incident from = deciding.openIncident(request.incident());
        if (request.calls().isEmpty() && request.units().isEmpty()) {
            throw new Refused("Name the calls or units that go over to the new incident.");
        }
        String id =
                open(
                        IncidentEvent.Origin.SPLIT,
                        request.type(),
                        request.priority(),
                        request.location(),
                        Optional.of(from.desk()),
                        Optional.empty());
        for (long call : request.calls()) {
            if (from.findCall(call).isEmpty()) {
                throw new Refused("Call %d is not one of %s.".formatted(call, from.id()));
            }
            deciding.that(new IncidentEvent.CallMoved(call, id, from.id()));
        }
        for (String unit : request.units()) transfer(unit, from, id);
        deciding.that(new IncidentEvent.IncidentsLinked(from.id(), id));
    }

    private void transfer(String unit, Incident from, String to) {
        var assignment =
                from.assignmentOf(unit)
                        .filter(each -> each.isLive())
                        .orElseThrow(
                                () ->
                                        new Refused(
                                                "%s does not work on %s."
                                                        .formatted(unit, from.id())));
        deciding.that(
                new IncidentEvent.AssignmentTransferred(assignment.id(), to, unit, from.id()));
    }

    void merge(Request.Merge request) {
        Incident from = deciding.openIncident(request.incident());
        Incident into = deciding.openIncident(request.into());
        if (from.id().equals(into.id()))
            throw new Refused("An incident is not merged into itself.");
        for (Call call : from.calls()) {
            moveCall(call.id(), deciding.board().incident(into.id()));
        }
        for (var assignment : from.assignments()) {
            if (!assignment.isLive()) continue;
            if (into.assignmentOf(assignment.unit()).filter(each -> each.isLive()).isPresent()) {
                throw new Refused(
                        "%s works on both %s and %s; cancel one first."
                                .formatted(assignment.unit(), from.id(), into.id()));
            }
            transfer(assignment.unit(), from, into.id());
        }
        if (!from.links().contains(into.id())) {
            deciding.that(new IncidentEvent.IncidentsLinked(from.id(), into.id()));
        }
        deciding.that(
                new IncidentEvent.IncidentClosed(
                        from.id(), "MERGED", Optional.of(into.id()), deciding.now));
    }
}
