package org.tocsin.console;

import org.jspecify.annotations.Nullable;
import org.tocsin.center.Center;
import org.tocsin.center.Targets;
import org.tocsin.dispatch.Board;
import org.tocsin.dispatch.Fleet;
import org.tocsin.dispatch.UnitOnBoard;
import org.tocsin.dispatch.Work;
import org.tocsin.incident.Assignment;
import org.tocsin.incident.AssignmentState;
import org.tocsin.incident.Incident;
import org.tocsin.place.Point;
import org.tocsin.plan.IncidentType;
import org.tocsin.road.Closure;
import org.tocsin.road.RoadNetwork;
import org.tocsin.unit.Position;
import org.tocsin.unit.Unit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes rows of what is on a board. Any thread. */
final class RowMaker {
    private final Center center;
    private final Fleet fleet;
    private final Optional<RoadNetwork> roads;
    private final Etas etas;

    RowMaker(Center center, Fleet fleet, Optional<RoadNetwork> roads, Etas etas) {
        this.center = center;
        this.fleet = fleet;
        this.roads = roads;
        this.etas = etas;
    }

    Rows.IncidentRow incident(Incident incident, Instant now) {
        Optional<Instant> due = dueAt(incident);
        return new Rows.IncidentRow(
                incident.id(),
                incident.type(),
                center.findType(incident.type()).map(IncidentType::name).orElse(incident.type()),
                incident.priority(),
                incident.location().name(),
                incident.location().point(),
                incident.state(),
                incident.openedAt(),
                due.orElse(null),
                due.filter(each -> each.isBefore(now)).isPresent(),
                incident.active().stream().map(Assignment::unit).toList(),
                incident.queued().stream().map(Assignment::unit).toList(),
                incident.calls().size(),
                incident.desk(),
                incident.alarmLevel(),
                incident.scheduledFor().orElse(null),
                incident.closing().map(Incident.Closing::at).orElse(null),
                incident.closing().map(Incident.Closing::disposition).orElse(null),
                List.copyOf(incident.links()),
                incident.location().uncertaintyMeters().orElse(null),
                incident.location().given().orElse(null));
    }

    /** By when the next thing should have happened: somebody sent, or the first one there. */
    private Optional<Instant> dueAt(Incident incident) {
        Targets.ByPriority targets = center.targets().of(incident.priority());
        return switch (incident.state()) {
            case WAITING, QUEUED ->
                    incident.waitingSince().map(since -> since.plus(targets.waiting()));
            case DISPATCHED, EN_ROUTE -> Optional.of(incident.openedAt().plus(targets.arrival()));
            case SCHEDULED, WORKED, ON_SCENE, CLOSED -> Optional.empty();
        };
    }

    Rows.UnitRow unit(Board board, UnitOnBoard unit, int index) {
        Unit configured = center.units().get(index);
        Optional<Assignment> active = board.activeOf(unit);
        Position position = fleet.position(index, board);
        Optional<Etas.Eta> eta = etas.find(unit.callSign());
        return new Rows.UnitRow(
                index,
                unit.callSign(),
                configured.agency(),
                unit.station(),
                board.statusOf(unit),
                board.statusSince(unit),
                active.map(Assignment::incident).orElse(null),
                unit.queue().stream().map(Work::incident).toList(),
                active.flatMap(Assignment::destination).orElse(null),
                eta.map(Etas.Eta::at).orElse(null),
                eta.flatMap(Etas.Eta::between).map(Etas.Between::earliest).orElse(null),
                eta.flatMap(Etas.Eta::between).map(Etas.Between::latest).orElse(null),
                unit.duty(),
                unit.dutyReason().orElse(null),
                List.copyOf(unit.restrictions()),
                configured.crew().orElse(null),
                crewBusyWith(board, configured),
                active.flatMap(work -> checkInDue(board, unit, work)).orElse(null),
                position.point(),
                position.at(),
                heading(position));
    }

    private Optional<Instant> checkInDue(Board board, UnitOnBoard unit, Assignment work) {
        if (work.state() != AssignmentState.ON_SCENE) return Optional.empty();
        return board.findIncident(work.incident())
                .flatMap(incident -> center.targets().of(incident.priority()).checkIn())
                .map(unit.heardAt()::plus);
    }

    private static @Nullable String crewBusyWith(Board board, Unit unit) {
        if (unit.crew().isEmpty()) return null;
        return board.crewBusyWith(unit.callSign()).map(UnitOnBoard::callSign).orElse(null);
    }

    private static @Nullable Integer heading(Position position) {
        return position.headingDegrees().isPresent() ? position.headingDegrees().getAsInt() : null;
    }

    Rows.AlarmRow alarm(Board.AlarmOnBoard alarm) {
        var each = alarm.alarm();
        return new Rows.AlarmRow(
                each.id(),
                each.kind(),
                each.incident(),
                each.unit().orElse(null),
                each.sentence(),
                each.due(),
                null,
                null);
    }

    Rows.ClosureRow closure(Board.RoadClosure closure) {
        Closure each = closure.closure();
        return new Rows.ClosureRow(
                each.id(),
                each.ground().getClass().getSimpleName().toLowerCase(Locale.ROOT),
                each.reason(),
                closure.by(),
                each.from(),
                each.until().orElse(null),
                each.terms().speedPercent().orElse(null),
                List.copyOf(each.terms().profiles()),
                lines(each.ground()));
    }

    private List<List<double[]>> lines(Closure.Ground ground) {
        if (roads.isEmpty()) return List.of();
        return lines(roads.get().closedBy(ground));
    }

    static List<List<double[]>> lines(List<List<Point>> lines) {
        var all = new ArrayList<List<double[]>>();
        for (List<Point> line : lines) all.add(line(line));
        return all;
    }

    static List<double[]> line(List<Point> line) {
        return line.stream().map(p -> new double[] {p.latitude(), p.longitude()}).toList();
    }

    Rows.DrawingRow drawing(Board.DrawingOnBoard drawing) {
        var each = drawing.drawing();
        return new Rows.DrawingRow(
                each.id(), each.shape(), each.points(), each.text(), drawing.by(), each.at());
    }

    Rows.HazardRow hazard(Board.HazardOnBoard hazard) {
        var each = hazard.hazard();
        return new Rows.HazardRow(
                each.id(),
                each.location(),
                each.radiusMeters(),
                each.text(),
                hazard.by(),
                each.until().orElse(null));
    }
}
