package org.tocsin.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tocsin.center.DrivingProfiles;
import org.tocsin.incident.AssignmentState;
import org.tocsin.incident.IncidentEvent;
import org.tocsin.place.Area;
import org.tocsin.place.Datum;
import org.tocsin.place.Given;
import org.tocsin.place.Location;
import org.tocsin.place.Point;
import org.tocsin.road.Barrier;
import org.tocsin.road.Closure;
import org.tocsin.road.Holdup;
import org.tocsin.road.Profile;
import org.tocsin.road.RoadClass;
import org.tocsin.road.RoadUser;
import org.tocsin.road.Smoothness;
import org.tocsin.road.SpeedFactor;
import org.tocsin.road.Surface;
import org.tocsin.road.TrackGrade;
import org.tocsin.unit.Duty;
import org.tocsin.unit.Restriction;
import org.tocsin.unit.UnitEvent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Pins how events are stored. {@code events-1.jsonl} holds one line for each event in the form of
 * version 0.1: the journal keeps such lines for ever, so lines are added to that file, never
 * changed.
 */
class CodecTest {
    private static final Path GOLDEN = Path.of("src/test/resources/events-1.jsonl");
    private static final Instant AT = Instant.parse("2026-11-21T12:00:00.250Z");
    private static final Location PLACE = new Location(new Point(45.5, -20.25), "Mill Lane 4");

    /** What version 0.2 added: the coordinates as given, and how uncertain they are. */
    private static final Location TOLD =
            new Location(
                    new Point(39.911954, 116.377817),
                    "Mill Lane 4",
                    Optional.of(new Given(Datum.GCJ_02, 39.9133454, 116.3840472)),
                    Optional.of(35.0));

    private final Codec codec = Codec.STORED;

    @Test
    void everyEventIsWrittenAsItWasWhenItWasPublished() throws IOException {
        List<String> written = samples().stream().map(codec::writeEvent).toList();
        if ("write".equals(System.getProperty("golden"))) Files.write(GOLDEN, written);

        assertThat(written).isEqualTo(Files.readAllLines(GOLDEN, StandardCharsets.UTF_8));
    }

    @Test
    void everyPublishedLineIsStillRead() throws IOException {
        List<Event> read =
                Files.readAllLines(GOLDEN, StandardCharsets.UTF_8).stream()
                        .map(codec::readEvent)
                        .toList();

        assertThat(read).isEqualTo(samples());
    }

    @Test
    void everyKindOfEventHasALine() {
        var covered = new TreeSet<String>();
        for (Event event : samples()) covered.add(Codec.typeOf(event));

        assertThat(covered).containsExactlyElementsOf(codec.typeNames());
    }

    @Test
    void whatIsNoEventIsRefused() {
        assertThatThrownBy(() -> codec.readEvent("{\"type\":\"UnitExploded\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected {\"type\":\"…\" of one of [AlarmAcknowledged");
        assertThatThrownBy(
                        () -> codec.readEvent("{\"type\":\"TypeChanged\",\"incident\":\"26-1\"}"))
                .hasMessageContaining("to");
        assertThatThrownBy(
                        () ->
                                codec.readEvent(
                                        "{\"type\":\"Relocated\",\"unit\":\"E1\",\"station\":\"S\","
                                                + "\"was\":\"T\",\"more\":1}"))
                .hasMessageContaining("more");
    }

    private static List<Event> samples() {
        var events = new ArrayList<Event>();
        for (IncidentEvent each : incidentSamples()) events.add(new Event.OfIncident(each));
        for (UnitEvent each : unitSamples()) events.add(new Event.OfUnit(each));
        for (DispatchEvent each : roomSamples()) events.add(new Event.OfRoom(each));
        events.add(new Event.OfIncident(new IncidentEvent.LocationCorrected("26-1", TOLD, PLACE)));
        for (DispatchEvent each : drawingSamples()) events.add(new Event.OfRoom(each));
        for (IncidentEvent each : photoSamples()) events.add(new Event.OfIncident(each));
        events.add(new Event.OfRoom(new DispatchEvent.DrivingConfigured(driving())));
        return events;
    }

    /** A profile of its own: what the program's are by themselves may change. */
    private static DrivingProfiles driving() {
        var slow =
                new SpeedFactor(
                        Set.of(671, 28, 29),
                        Optional.of(
                                new Area(
                                        List.of(
                                                new Point(45, -20),
                                                new Point(45, -19),
                                                new Point(46, -19)))),
                        Set.of(RoadClass.RESIDENTIAL, RoadClass.PRIMARY),
                        0.75);
        var profile =
                new Profile(
                        "old-town",
                        RoadUser.HGV,
                        new Profile.Vehicle(3.1, 2.5, 8, 12),
                        new Profile.May(
                                true,
                                true,
                                false,
                                false,
                                false,
                                Profile.Against.WHERE_SIGNED,
                                Profile.TurnSigns.AS_SIGNED),
                        new Profile.Speeds(
                                Map.of(RoadClass.SERVICE, 15.0, RoadClass.PRIMARY, 60.0),
                                Map.of(RoadClass.PRIMARY, 1.25, RoadClass.MOTORWAY, 1.0),
                                5,
                                110,
                                Map.of(Surface.SOFT, 20.0, Surface.COBBLED, 40.0),
                                Map.of(TrackGrade.GRADE5, 0.0, TrackGrade.GRADE1, 30.0),
                                Map.of(Smoothness.IMPASSABLE, 0.0, Smoothness.BAD, 25.0),
                                0.5),
                        new Profile.Delays(
                                Map.of(
                                        Holdup.SIGNALS,
                                        Duration.ofMillis(4_500),
                                        Holdup.STOP,
                                        Duration.ofSeconds(2)),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(40),
                                Duration.ofSeconds(20),
                                Map.of(
                                        Barrier.GATE,
                                        Duration.ofSeconds(30),
                                        Barrier.CHAIN,
                                        Duration.ofMinutes(1)),
                                Duration.ofMinutes(5)),
                        List.of(slow),
                        ZoneId.of("Europe/Lisbon"));
        return new DrivingProfiles(List.of(profile), Map.of("L1", "old-town", "E1", "old-town"));
    }

    private static List<IncidentEvent> photoSamples() {
        return List.of(
                new IncidentEvent.PhotoAdded("26-1", 1, "ab".repeat(32), 123_456),
                new IncidentEvent.PhotoRead("26-1", 1, "crew asks for the floor"),
                new IncidentEvent.IncidentForgotten("26-1"));
    }

    private static List<DispatchEvent> drawingSamples() {
        return List.of(
                new DispatchEvent.DrawingAdded(
                        new Drawing(
                                "G1",
                                Drawing.Shape.LINE,
                                List.of(PLACE.point(), new Point(45.6, -20.25)),
                                "cordon",
                                AT)),
                new DispatchEvent.DrawingErased("G1"),
                new DispatchEvent.MoveUpDismissed("A3", "north", Optional.of("shift ends")));
    }

    private static List<IncidentEvent> incidentSamples() {
        return List.of(
                new IncidentEvent.CallTaken(
                        7, "26-1", "PHONE", Optional.of(PLACE), Optional.of("c2VhbGVk")),
                new IncidentEvent.IncidentOpened(
                        "26-1",
                        IncidentEvent.Origin.CALL,
                        "FIRE",
                        1,
                        PLACE,
                        "1",
                        AT,
                        Optional.empty()),
                new IncidentEvent.ScheduleReached("26-1", AT),
                new IncidentEvent.CallMoved(7, "26-1", "26-2"),
                new IncidentEvent.TypeChanged("26-1", "FALL", "FIRE"),
                new IncidentEvent.PriorityChanged("26-1", 2, 1),
                new IncidentEvent.LocationCorrected("26-1", PLACE, PLACE),
                new IncidentEvent.AlarmLevelSet("26-1", 2, 1),
                new IncidentEvent.QuestionAnswered("26-1", "fall", 1, "breathing", "no", AT),
                new IncidentEvent.NoteAdded("26-1", "c2VhbGVk"),
                new IncidentEvent.Notified("26-1", "power company", AT),
                new IncidentEvent.HandedOver("26-1", "2", "1"),
                new IncidentEvent.IncidentsLinked("26-1", "26-2"),
                new IncidentEvent.IncidentsUnlinked("26-1", "26-2"),
                new IncidentEvent.IncidentClosed("26-1", "DONE", Optional.of("26-2"), AT),
                new IncidentEvent.IncidentReopened("26-1", "smoke again"),
                new IncidentEvent.UnitAssigned(
                        3, "26-1", "E1", AssignmentState.DISPATCHED, Optional.of("ENGINE"), AT),
                new IncidentEvent.AssignmentMoved(
                        3,
                        "26-1",
                        "E1",
                        AssignmentState.TRANSPORTING,
                        AssignmentState.ON_SCENE,
                        AT,
                        Optional.of("H"),
                        Optional.empty()),
                new IncidentEvent.AssignmentStepUndone(
                        3, "26-1", "E1", AssignmentState.TRANSPORTING),
                new IncidentEvent.AssignmentTransferred(3, "26-2", "E1", "26-1"),
                new IncidentEvent.TimeCorrected(
                        3, "26-1", "E1", AssignmentState.ON_SCENE, AT, AT.plusSeconds(5)),
                new IncidentEvent.SealedRead("26-1", "call back"));
    }

    private static List<UnitEvent> unitSamples() {
        return List.of(
                new UnitEvent.DutyChanged(
                        "E1", Duty.OUT_OF_SERVICE, Duty.ON_DUTY, Optional.of("brakes")),
                new UnitEvent.RestrictionSet("E1", Restriction.LOW_FUEL),
                new UnitEvent.RestrictionLifted("E1", Restriction.LOW_FUEL),
                new UnitEvent.Relocated("E1", "S2", "S1"),
                new UnitEvent.CheckedIn("E1", AT),
                new UnitEvent.TrackRecorded(
                        "E1",
                        Optional.of(3L),
                        List.of(new UnitEvent.TrackPoint(new Point(45.5, -20.25), AT))));
    }

    private static List<DispatchEvent> roomSamples() {
        var stretch =
                new Closure.Ground.Stretch(
                        new Point(45, -20), true, Optional.of(new Point(45.1, -20)));
        var area =
                new Closure.Ground.Within(
                        new Area(
                                List.of(
                                        new Point(45, -20),
                                        new Point(45, -19),
                                        new Point(46, -19))));
        return List.of(
                new DispatchEvent.CenterConfigured(Room.center().withSignIns(List.of())),
                new DispatchEvent.DecisionMade("26-1", List.of("E1"), Optional.empty()),
                new DispatchEvent.RoadClosed(
                        new Closure("C1", stretch, AT, Optional.empty(), "burst pipe")),
                new DispatchEvent.RoadClosed(
                        new Closure("C2", area, AT, Optional.of(AT.plusSeconds(60)), "flood")),
                new DispatchEvent.RoadClosed(
                        new Closure(
                                "C3",
                                new Closure.Ground.Bridge(new Point(45, -20)),
                                AT,
                                Optional.empty(),
                                "")),
                new DispatchEvent.RoadLimited(
                        new Closure(
                                "C4",
                                new Closure.Ground.Carriageways(
                                        new Point(45, -20), Optional.of(new Point(45.1, -20))),
                                AT,
                                Optional.empty(),
                                "snow"),
                        new Closure.Terms(Optional.of(40), Set.of("heavy-appliance"))),
                new DispatchEvent.ClosureAmended(
                        "C2",
                        new Closure.Ground.Named("Mill Lane", new Point(45, -20), Optional.empty()),
                        area,
                        Optional.empty(),
                        Optional.of(AT.plusSeconds(60)),
                        "the water rises"),
                new DispatchEvent.RoadReopened("C1"),
                new DispatchEvent.HazardNoted(
                        new Hazard("H1", PLACE, 200, "gas", Optional.empty())),
                new DispatchEvent.HazardLifted("H1"),
                new DispatchEvent.AlarmRaised(
                        new Alarm(
                                1,
                                Alarm.Kind.NO_ACKNOWLEDGEMENT,
                                "26-1",
                                Optional.of("E1"),
                                AT,
                                AT.plusSeconds(60))),
                new DispatchEvent.AlarmAcknowledged(1, AT),
                new DispatchEvent.RequestUndone("r1", 4, 6));
    }
}
