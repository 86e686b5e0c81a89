package org.tocsin.access;

import static org.tocsin.center.Role.ADMIN;
import static org.tocsin.center.Role.CALL_TAKER;
import static org.tocsin.center.Role.CREW;
import static org.tocsin.center.Role.DISPATCHER;
import static org.tocsin.center.Role.SUPERVISOR;
import static org.tocsin.center.Role.VIEWER;

import org.tocsin.center.Center;
import org.tocsin.center.Role;
import org.tocsin.center.SignIn;
import org.tocsin.dispatch.Request;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The table of roles and requests. A call taker opens and describes incidents and sends nobody; a
 * dispatcher does everything, but for units of other agencies where the sign-in names agencies; a
 * crew speaks for its own units; a viewer only looks; supervisors and administrators do all. Pure.
 */
public final class Permissions {
    private static final Set<Role> ROOM = EnumSet.of(DISPATCHER, CALL_TAKER, SUPERVISOR, ADMIN);
    private static final Set<Role> DESK = EnumSet.of(DISPATCHER, SUPERVISOR, ADMIN);
    private static final Set<Role> DESK_AND_CREW = EnumSet.of(DISPATCHER, SUPERVISOR, ADMIN, CREW);
    private static final Set<Role> ROOM_AND_CREW =
            EnumSet.of(DISPATCHER, CALL_TAKER, SUPERVISOR, ADMIN, CREW);
    private static final Set<Role> NOBODY = EnumSet.noneOf(Role.class);

    private Permissions() {}

    /** The roles that may ask this, before agencies, units and authorship are looked at. */
    public static Set<Role> rolesFor(Class<? extends Request> verb) {
        for (Row row : TABLE) {
            if (row.verbs().contains(verb)) return row.roles();
        }
        throw new IllegalStateException(verb + " is not in the table of permissions");
    }

    private record Row(Set<Role> roles, Set<Class<? extends Request>> verbs) {}

    private static final List<Row> TABLE =
            List.of(
                    new Row(
                            ROOM,
                            Set.of(
                                    Request.TakeCall.class,
                                    Request.ChangeType.class,
                                    Request.ChangePriority.class,
                                    Request.CorrectLocation.class,
                                    Request.Answer.class,
                                    Request.JoinCall.class,
                                    Request.Link.class,
                                    Request.Unlink.class,
                                    Request.Notify.class,
                                    Request.ReadSealed.class,
                                    Request.Undo.class)),
                    new Row(
                            DESK,
                            Set.of(
                                    Request.SelfInitiate.class,
                                    Request.SetAlarmLevel.class,
                                    Request.Split.class,
                                    Request.Merge.class,
                                    Request.HandOver.class,
                                    Request.Close.class,
                                    Request.Reopen.class,
                                    Request.Dispatch.class,
                                    Request.Queue.class,
                                    Request.Preempt.class,
                                    Request.Divert.class,
                                    Request.Exchange.class,
                                    Request.Cancel.class,
                                    Request.CorrectTime.class,
                                    Request.SetDuty.class,
                                    Request.Restrict.class,
                                    Request.Unrestrict.class,
                                    Request.Relocate.class,
                                    Request.DismissMoveUp.class,
                                    Request.CloseRoad.class,
                                    Request.LimitRoad.class,
                                    Request.AmendClosure.class,
                                    Request.ReopenRoad.class,
                                    Request.NoteHazard.class,
                                    Request.LiftHazard.class,
                                    Request.Draw.class,
                                    Request.Erase.class,
                                    Request.AcknowledgeAlarm.class)),
                    // A crew writes to incidents that its unit is on; the API looks at that.
                    new Row(ROOM_AND_CREW, Set.of(Request.AddNote.class)),
                    new Row(DESK_AND_CREW, Set.of(Request.Status.class, Request.CheckIn.class)),
                    // The server itself thins tracks, keeps photos, forgets on a schedule; nobody
                    // sends these as such.
                    new Row(
                            NOBODY,
                            Set.of(
                                    Request.RecordTrack.class,
                                    Request.AddPhoto.class,
                                    Request.ReadPhoto.class,
                                    Request.Forget.class)));

    /**
     * Why somebody may not ask this, in a sentence; empty if they may.
     *
     * @param requester who made an earlier request, as the record has it; empty if unknown
     */
    public static Optional<String> refusal(
            SignIn who,
            Center center,
            Request request,
            Function<String, Optional<String>> requester) {
        Set<Role> allowed = rolesFor(request.getClass());
        List<Role> having = who.roles().stream().filter(allowed::contains).toList();
        String verb = words(request.getClass().getSimpleName());
        if (having.isEmpty()) {
            return Optional.of("You may not %s: that is for %s.".formatted(verb, names(allowed)));
        }
        if (having.contains(SUPERVISOR) || having.contains(ADMIN)) return Optional.empty();
        if (request instanceof Request.Undo undo) {
            return refuseUndo(who, having, requester.apply(undo.request()));
        }
        for (String unit : unitsOf(request)) {
            Optional<String> refused = refuseUnit(who, having, center, unit, verb);
            if (refused.isPresent()) return refused;
        }
        return Optional.empty();
    }

    private static Optional<String> refuseUndo(
            SignIn who, List<Role> having, Optional<String> requester) {
        boolean wholeRoom = having.contains(DISPATCHER) && who.agencies().isEmpty();
        if (wholeRoom || requester.equals(Optional.of(who.name()))) return Optional.empty();
        return Optional.of("You may undo only what you did yourself.");
    }

    private static Optional<String> refuseUnit(
            SignIn who, List<Role> having, Center center, String callSign, String verb) {
        var unit = center.findUnit(callSign);
        // An unknown unit is refused by the desk, which says so.
        if (unit.isEmpty()) return Optional.empty();
        boolean ownAgency =
                having.contains(DISPATCHER)
                        && (who.agencies().isEmpty()
                                || who.agencies().contains(unit.get().agency()));
        boolean ownUnit = having.contains(CREW) && who.units().contains(callSign);
        if (ownAgency || ownUnit) return Optional.empty();
        return Optional.of(
                having.contains(DISPATCHER)
                        ? "You may not %s %s: it belongs to %s, and you dispatch %s."
                                .formatted(
                                        verb,
                                        callSign,
                                        unit.get().agency(),
                                        String.join(", ", who.agencies()))
                        : "You may not %s for %s: you speak for %s."
                                .formatted(verb, callSign, ownUnits(who)));
    }

    private static String ownUnits(SignIn who) {
        return who.units().isEmpty() ? "no unit" : String.join(", ", who.units());
    }

    /** The units whose work a request changes. */
    static List<String> unitsOf(Request request) {
        return switch (request) {
            case Request.Dispatch r -> r.units();
            case Request.Split r -> r.units();
            case Request.SelfInitiate r -> List.of(r.unit());
            case Request.Queue r -> List.of(r.unit());
            case Request.Preempt r -> List.of(r.unit());
            case Request.Divert r -> List.of(r.unit());
            case Request.Exchange r -> List.of(r.out(), r.in());
            case Request.Cancel r -> List.of(r.unit());
            case Request.Status r -> List.of(r.unit());
            case Request.CorrectTime r -> List.of(r.unit());
            case Request.SetDuty r -> List.of(r.unit());
            case Request.Restrict r -> List.of(r.unit());
            case Request.Unrestrict r -> List.of(r.unit());
            case Request.Relocate r -> List.of(r.unit());
            case Request.DismissMoveUp r -> List.of(r.unit());
            case Request.CheckIn r -> List.of(r.unit());
            case Request.RecordTrack r -> List.of(r.unit());
            case Request.TakeCall _, Request.ChangeType _, Request.ChangePriority _ -> List.of();
            case Request.CorrectLocation _, Request.SetAlarmLevel _ -> List.of();
            case Request.Answer _, Request.AddNote _, Request.JoinCall _ -> List.of();
            case Request.Merge _, Request.Link _, Request.Unlink _ -> List.of();
            case Request.HandOver _, Request.Close _, Request.Reopen _ -> List.of();
            case Request.Notify _, Request.CloseRoad _, Request.ReopenRoad _ -> List.of();
            case Request.LimitRoad _, Request.AmendClosure _ -> List.of();
            case Request.NoteHazard _, Request.LiftHazard _ -> List.of();
            case Request.Draw _, Request.Erase _ -> List.of();
            case Request.AcknowledgeAlarm _, Request.Undo _, Request.ReadSealed _ -> List.of();
            case Request.AddPhoto _, Request.ReadPhoto _, Request.Forget _ -> List.of();
        };
    }

    /** The roles that may look at this. A crew sees incidents only while its unit is on them. */
    public static Set<Role> rolesFor(Reading what) {
        return switch (what) {
            case CENTER, TILES, PLACES, ROUTE, INCIDENT -> EnumSet.allOf(Role.class);
            case BOARD, SEARCH, LOG ->
                    EnumSet.of(DISPATCHER, CALL_TAKER, SUPERVISOR, VIEWER, ADMIN);
            case SEALED, ADVICE, TRIAGE -> EnumSet.copyOf(ROOM);
            // A crew's are those of the incident that its unit is on; the API looks at that.
            case PHOTOS -> EnumSet.copyOf(ROOM_AND_CREW);
            case DRILL, REPLAY -> EnumSet.of(SUPERVISOR, ADMIN);
        };
    }

    /** Whether somebody may look at this. */
    public static boolean mayRead(SignIn who, Reading what) {
        return who.roles().stream().anyMatch(rolesFor(what)::contains);
    }

    /** Whether all that somebody is, is crew. */
    public static boolean isOnlyCrew(SignIn who) {
        return who.roles().stream().allMatch(role -> role == CREW);
    }

    /** Whether somebody works in the room, and does not only drive for it or look at it. */
    public static boolean sitsInTheRoom(SignIn who) {
        return who.roles().stream().anyMatch(role -> role != CREW && role != VIEWER);
    }

    /** Whether somebody may report positions of this unit. */
    public static boolean mayReportPosition(SignIn who, String callSign) {
        return who.roles().contains(ADMIN)
                || who.roles().contains(SUPERVISOR)
                || who.roles().contains(DISPATCHER)
                || (who.roles().contains(CREW) && who.units().contains(callSign));
    }

    private static String names(Set<Role> roles) {
        if (roles.isEmpty()) return "the server itself";
        return String.join(
                ", ",
                roles.stream().map(role -> words(role.name().toLowerCase(Locale.ROOT))).toList());
    }

    /** "TakeCall" as it stands in a sentence: "take call". */
    private static String words(String name) {
        return name.replaceAll("([a-z])([A-Z])", "$1 $2")
                .replace('_', ' ')
                .toLowerCase(Locale.ROOT);
    }
}
