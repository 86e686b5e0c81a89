package org.tocsin.console;

import org.jspecify.annotations.Nullable;
import org.tocsin.incident.AssignmentState;
import org.tocsin.place.Given;
import org.tocsin.place.Point;
import org.tocsin.road.Maneuver;

import java.time.Instant;
import java.util.List;

/** What the API answers, apart from the rows of the board. */
final class Answers {
    private Answers() {}

    /**
     * @param roles of the sign-in here
     * @param units the crew speaks for
     */
    record Room(String id, String name, boolean drill, List<String> roles, List<String> units) {}

    /**
     * @param name for the screen
     * @param desk the seat the sign-in would take in its first center
     * @param csrf to be sent back as {@code X-CSRF-Token} with whatever changes something
     */
    record SessionAnswer(
            String user,
            String name,
            List<String> roles,
            @Nullable String desk,
            String csrf,
            List<Room> centers) {}

    record Bounds(double south, double west, double north, double east) {}

    record Type(String code, String name, int priority, String agency) {}

    record Named(String id, String name) {}

    record Coded(String code, String name) {}

    record Station(String id, String name, String agency, Point point) {}

    record Place(String id, String name, Point point) {}

    record Unit(
            String callSign,
            String agency,
            String station,
            List<String> capabilities,
            int crewSize,
            @Nullable String crew,
            boolean canTransport) {}

    record CenterAnswer(
            String id,
            String name,
            String zone,
            Bounds bounds,
            boolean drill,
            String attribution,
            List<Type> types,
            List<Named> agencies,
            List<Station> stations,
            List<Named> desks,
            List<Place> destinations,
            List<Coded> dispositions,
            List<Status> statusCodes,
            List<AgencyStatus> agencyStatusCodes,
            List<Verb> verbs,
            List<Target> targets,
            List<TimeInState> timeInState,
            List<String> profiles,
            List<Unit> units) {}

    /** The longest a unit should stay in a status. */
    record TimeInState(org.tocsin.unit.UnitStatus status, long seconds) {}

    /** How a unit status is called, typed and shown here. */
    record Status(
            org.tocsin.unit.UnitStatus status,
            String name,
            String letter,
            org.tocsin.center.StatusCode.Color color,
            List<String> codes) {}

    /** How one agency does, where that is not as in the rest of the center. */
    record AgencyStatus(
            String agency,
            org.tocsin.unit.UnitStatus status,
            String name,
            String letter,
            org.tocsin.center.StatusCode.Color color,
            List<String> codes) {}

    /** What a verb of the command line is called, for the agencies of the sign-in. */
    record Verb(String verb, List<String> names) {}

    /** Limits of time for one priority. */
    record Target(
            int priority,
            long waitingSeconds,
            long acknowledgementSeconds,
            long arrivalSeconds,
            @Nullable Long checkInSeconds) {}

    record Landmark(org.tocsin.map.Landmark.Kind kind, String name, Point point) {}

    /**
     * @param more whether there are more than are answered
     */
    record Landmarks(List<Landmark> landmarks, boolean more) {}

    /**
     * @param seconds of the free unit that is there first, for each cell, row by row from the
     *     south-west; -1 where none can drive
     */
    record CoverageAnswer(
            Bounds bounds,
            int rows,
            int columns,
            long targetSeconds,
            List<Integer> seconds,
            Instant at) {}

    /**
     * @param note what whoever asked should know of it, such as how far the closed road lies from
     *     where they pointed
     */
    record Done(
            String outcome,
            long first,
            long last,
            @Nullable String incident,
            @Nullable Long call,
            @Nullable String closure,
            @Nullable String hazard,
            @Nullable String note) {}

    /** Service levels of a day so far. */
    record LevelsAnswer(Instant at, List<Levels.Level> levels) {}

    /** What a crew needs of one incident that its unit is on, without what is sealed. */
    record FieldWork(
            long assignment,
            AssignmentState state,
            Instant since,
            @Nullable String destination,
            String incident,
            String typeName,
            int priority,
            int alarmLevel,
            String place,
            Point point,
            int calls,
            List<String> others,
            List<HazardNear> hazards,
            List<PremisesNear> premises,
            List<PhotoAnswer> photos) {}

    /** A photo of the scene; itself it is asked for by its number, and each look is recorded. */
    record PhotoAnswer(int number, Instant at, String by, int bytes) {}

    /** A unit and its work, the active one first. */
    record FieldAnswer(
            Instant at,
            String unit,
            org.tocsin.unit.UnitStatus status,
            org.tocsin.unit.Duty duty,
            Point point,
            boolean canTransport,
            List<FieldWork> work) {}

    record CallAnswer(long id, Instant at, String source) {}

    record Step(AssignmentState state, Instant at, Instant recordedAt) {}

    record AssignmentAnswer(
            long id,
            String unit,
            AssignmentState state,
            @Nullable String slot,
            @Nullable String destination,
            List<Step> times) {}

    record HazardNear(String id, String text, String place) {}

    record PremisesNear(
            String id,
            String name,
            List<String> plans,
            List<String> keys,
            List<String> hazards,
            List<String> notes) {}

    record Notification(String whom, @Nullable Instant doneAt) {}

    record GivenAnswer(String tree, int version, String question, String answer, Instant at) {}

    /** An incident whole, without what is sealed. */
    record IncidentDetail(
            String id,
            String type,
            String typeName,
            int priority,
            String place,
            Point point,
            org.tocsin.incident.Incident.State state,
            Instant openedAt,
            @Nullable Instant dueAt,
            boolean overdue,
            List<String> units,
            List<String> queued,
            List<CallAnswer> calls,
            String desk,
            int alarmLevel,
            @Nullable Instant scheduledFor,
            @Nullable Instant closedAt,
            @Nullable String disposition,
            List<String> links,
            List<AssignmentAnswer> assignments,
            List<HazardNear> hazards,
            List<PremisesNear> premises,
            List<Rows.LogLine> log,
            List<Notification> notifications,
            @Nullable String triage,
            List<GivenAnswer> answers,
            @Nullable Double uncertaintyMeters,
            @Nullable Given given,
            List<PhotoAnswer> photos,
            boolean forgotten) {}

    /**
     * How long a drive to an uncertain place may take.
     *
     * @param text such as "3 to 5 min"
     */
    record Range(long leastSeconds, long mostSeconds, String text) {}

    /**
     * @param range where the place is uncertain, of the drive from where the unit is now
     */
    record Proposed(
            String unit,
            String slot,
            @Nullable Long seconds,
            @Nullable Range range,
            String reason,
            @Nullable String leaves) {}

    /**
     * @param range where the place is uncertain, of the drive from where the unit is now
     */
    record RankedUnit(
            String unit,
            @Nullable Long seconds,
            @Nullable Range range,
            String reason,
            boolean chosen) {}

    /** One of those who would be there first. */
    record Near(String unit, String status, double seconds, @Nullable Range range) {}

    record Fastest(List<Near> units, String source) {}

    record Takeable(String unit, long seconds, String reason, String incident) {}

    record NeedAnswer(
            String rule, int alarmLevel, List<Asked> requirements, List<String> notifications) {}

    record Asked(String name, String options) {}

    record RecommendationAnswer(
            @Nullable String token,
            NeedAnswer need,
            List<Proposed> chosen,
            List<RankedUnit> ranked,
            List<String> shortfall,
            List<Takeable> preemptable,
            String source,
            long position) {}

    /**
     * @param recommendation what was on the screen, if something was
     * @param inputs everything it was made from, as recorded
     * @param reproduces whether the same inputs give the same ranking today
     * @param driving the entry with the driving profiles it went by, if the record has it
     * @param drivingInForce whether units drive by the same profiles today
     */
    record Decision(
            long position,
            Instant at,
            String actor,
            List<String> units,
            @Nullable RecommendationAnswer recommendation,
            @Nullable Object inputs,
            @Nullable Boolean reproduces,
            @Nullable Long driving,
            @Nullable Boolean drivingInForce) {}

    /**
     * How units drive, or drove.
     *
     * @param entry of the record that says so
     * @param inForce whether it holds now
     */
    record DrivingAnswer(long entry, Instant at, boolean inForce, List<DrivingProfile> profiles) {}

    /**
     * @param units who names it
     * @param values all of it, as recorded
     */
    record DrivingProfile(String name, List<String> units, Object values) {}

    record Explained(String incident, List<Decision> decisions) {}

    record Incidents(List<Rows.IncidentRow> incidents) {}

    record Candidate(
            String kind,
            String name,
            String about,
            Point point,
            String certainty,
            @Nullable String differs,
            @Nullable Double uncertaintyMeters,
            @Nullable Given given) {}

    record Places(List<Candidate> places) {}

    /**
     * What is at a point.
     *
     * @param description in a sentence, for a crew
     * @param coordinates the point in the notations that crews, pilots and neighbours use
     */
    record Described(
            String name,
            Point point,
            @Nullable String address,
            @Nullable String crossing,
            @Nullable String road,
            @Nullable String building,
            @Nullable String locality,
            String description,
            Coordinates coordinates) {}

    record Coordinates(
            String decimal,
            String degrees,
            String minutes,
            @Nullable String mgrs,
            @Nullable String utm,
            String plusCode,
            List<String> grids) {}

    record SuggestedType(String type, int priority, List<String> joint, String reason) {}

    record Suggested(List<SuggestedType> types, List<Related.Match> related) {}

    /**
     * @param at which point of the line
     */
    record RouteStep(
            Maneuver.Kind kind,
            String text,
            @Nullable String road,
            int at,
            double metersAt,
            double secondsAt) {}

    record RouteAnswer(
            double seconds,
            double meters,
            List<double[]> line,
            List<Double> secondsAt,
            List<RouteStep> steps) {}

    /**
     * @param polygons each an outline, then its holes; the first point of a ring is not repeated
     */
    record ReachArea(int seconds, List<List<List<double[]>>> polygons) {}

    record ReachAnswer(List<ReachArea> areas) {}

    /**
     * An idle unit that is worth more at another station, or is not needed any more where it waits;
     * to accept it, ask to {@code relocate} it.
     *
     * @param home whether it goes back to its own station
     * @param soonerSeconds how much sooner the next call is reached, on average
     * @param covered the share of demand that idle units reach in time afterwards, 0 to 1
     * @param expected how much more of the demand finds a free unit in reach, -1 to 1: less than 0
     *     where calls gain that are not reached in time
     * @param callsPerDay how many calls that are in a day, as often as they come
     * @param freeSeconds since when its crew has had no work
     */
    record MoveUp(
            String unit,
            String from,
            String to,
            String toName,
            boolean home,
            long soonerSeconds,
            double covered,
            double expected,
            long seconds,
            double kilometers,
            double callsPerDay,
            long freeSeconds,
            String reason) {}

    /**
     * A crew that is not to be moved once more for now.
     *
     * @param moves made within {@code withinMinutes}
     * @param most that the center allows in that time
     */
    record TiredCrew(
            String unit,
            int moves,
            int most,
            long drivenMinutes,
            long mostMinutes,
            long withinMinutes,
            String reason) {}

    /**
     * @param incidents how many the demand is taken from
     * @param least with fewer nothing is said
     * @param covered the share of demand that idle units reach in time now, 0 to 1; null where too
     *     little is known
     * @param tired idle crews that were moved as often or as far as the center allows
     */
    record MoveUpsAnswer(
            String agency,
            int incidents,
            int least,
            @Nullable Double covered,
            List<MoveUp> proposals,
            List<TiredCrew> tired) {}

    record Closures(List<Rows.ClosureRow> closures) {}

    record Accepted(int accepted) {}

    record Log(List<Rows.LogLine> entries, long last) {}

    /**
     * @param drill whether it is practice: the page says so before anybody has signed in
     */
    record RoomHealth(
            String id,
            boolean drill,
            boolean ready,
            @Nullable String stopped,
            long position,
            int streams) {}

    record Health(String status, Instant at, List<RoomHealth> centers) {}

    /**
     * A drill as its trainer sees it.
     *
     * @param seed of what the scenario leaves to chance
     * @param left cues that are still to come
     */
    record DrillAnswer(
            String scenario,
            String about,
            String seed,
            Instant start,
            Instant now,
            long elapsedSeconds,
            long lengthSeconds,
            double speed,
            double slowest,
            double fastest,
            boolean paused,
            boolean over,
            int left,
            List<CueAnswer> next,
            List<CueAnswer> done) {}

    /**
     * A scenario of the center.
     *
     * @param name of its file
     * @param trouble what is wrong with it
     */
    record ScenarioOffered(
            String name,
            String title,
            String about,
            long lengthSeconds,
            @Nullable String trouble) {}

    /**
     * A drill that runs beside the center.
     *
     * @param port of its own, on the same machine
     */
    record DrillBeside(String scenario, Instant since, int port) {}

    record DrillsAnswer(List<ScenarioOffered> scenarios, @Nullable DrillBeside running) {}

    /**
     * Something that happens in a drill.
     *
     * @param kind call, fails, returns, says, closes or opens
     * @param type of the incident that a call is about
     * @param what all of it in a sentence
     * @param trouble why it could not be done
     */
    record CueAnswer(
            Instant at,
            String kind,
            @Nullable String unit,
            @Nullable String type,
            @Nullable String place,
            @Nullable String text,
            String what,
            boolean injected,
            @Nullable String trouble) {}

    /**
     * @param log what was asked, answered and done, as the record has it: the latest
     */
    record DrillReview(
            DrillAnswer drill,
            List<CueAnswer> cues,
            List<ReviewedIncident> incidents,
            List<ReviewedChoice> choices,
            List<Rows.LogLine> log) {}

    /**
     * Times from the first word of it, in seconds; nothing where it did not come to that.
     *
     * @param mergedInto another incident that it was found to be
     * @param dispatchLate whether it came after its target, or has not come though that is over
     */
    record ReviewedIncident(
            String id,
            String type,
            int priority,
            String place,
            Instant openedAt,
            int calls,
            @Nullable String mergedInto,
            @Nullable Long dispatchedAfter,
            long dispatchTarget,
            boolean dispatchLate,
            @Nullable Long arrivedAfter,
            long arrivalTarget,
            boolean arrivalLate) {}

    /**
     * Whom somebody sent, beside what was advised.
     *
     * @param advised nothing where no recommendation was on the screen
     */
    record ReviewedChoice(
            Instant at,
            String by,
            String incident,
            List<String> sent,
            @Nullable List<String> advised,
            boolean asAdvised,
            List<String> reasons) {}
}
