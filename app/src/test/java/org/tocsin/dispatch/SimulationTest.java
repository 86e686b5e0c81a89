package org.tocsin.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tocsin.incident.Assignment;
import org.tocsin.incident.AssignmentState;
import org.tocsin.incident.Incident;
import org.tocsin.incident.Stage;
import org.tocsin.journal.Entry;
import org.tocsin.journal.MemoryJournal;
import org.tocsin.place.Location;
import org.tocsin.place.Point;
import org.tocsin.road.Closure;
import org.tocsin.unit.Duty;
import org.tocsin.unit.Restriction;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Whole centers under random requests, restarts, a journal that fails, and a clock that jumps, in
 * virtual time; after each step the invariants hold. A failure names its seed; {@code -Dseed=}
 * repeats it, {@code -Dseeds=} sets how many are tried.
 */
class SimulationTest {
    private static final int STEPS = 120;

    static LongStream seeds() {
        Long one = Long.getLong("seed");
        return one != null
                ? LongStream.of(one)
                : LongStream.rangeClosed(1, Long.getLong("seeds", 1_000));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theInvariantsHoldAfterEveryStep(long seed) {
        new Run(seed).steps(STEPS);
    }

    private static final class Run {
        private final Random random;
        private final MemoryJournal memory = new MemoryJournal();
        private final FailingJournal journal = new FailingJournal(memory);
        private final Room room;
        private final long seed;
        private final List<Envelope> sent = new ArrayList<>();
        private final Map<String, Outcome.Done> acknowledged = new HashMap<>();
        private int requests;

        Run(long seed) {
            this.seed = seed;
            random = new Random(seed);
            room = new Room(journal, seed);
        }

        void steps(int count) {
            for (int i = 0; i < count; i++) {
                step();
                checkBoard(i);
            }
            checkRecord();
        }

        private void step() {
            int dice = random.nextInt(100);
            if (dice < 80) send(random.nextInt(4) + 1);
            else if (dice < 90) passTime();
            else if (dice < 93) sendAgain();
            else if (dice < 96) fail();
            else if (dice < 98) restart(true);
            else restart(false);
        }

        private void send(int count) {
            var batch = new ArrayList<Envelope>();
            for (int i = 0; i < count; i++) {
                batch.add(new Envelope("r" + ++requests, "anna", randomRequest()));
            }
            sent.addAll(batch);
            take(batch, room.desk.work(batch));
        }

        private void take(List<Envelope> batch, List<Outcome> outcomes) {
            assertThat(outcomes).as("seed %d", seed).hasSameSizeAs(batch);
            for (int i = 0; i < batch.size(); i++) {
                assertThat(outcomes.get(i))
                        .as("seed %d: %s", seed, batch.get(i))
                        .isNotInstanceOf(Outcome.Failed.class);
                if (outcomes.get(i) instanceof Outcome.Done done) {
                    acknowledged.put(batch.get(i).id(), done);
                }
            }
        }

        private void passTime() {
            int dice = random.nextInt(10);
            Duration time =
                    dice < 7
                            ? Duration.ofSeconds(random.nextInt(600))
                            : dice < 9
                                    ? Duration.ofHours(random.nextInt(30))
                                    : Duration.ofHours(-random.nextInt(10));
            room.now = room.now.plus(time);
            room.desk.tick();
        }

        /** What was acknowledged once is answered the same again. */
        private void sendAgain() {
            if (sent.isEmpty()) return;
            Envelope again = sent.get(random.nextInt(sent.size()));
            Outcome.Done first = acknowledged.get(again.id());
            Outcome outcome = room.desk.work(List.of(again)).getFirst();
            if (first != null) assertThat(outcome).as("seed %d", seed).isEqualTo(first);
            take(List.of(again), List.of(outcome));
        }

        private void fail() {
            journal.next =
                    random.nextBoolean()
                            ? FailingJournal.Fault.WRITTEN_BUT_UNKNOWN
                            : FailingJournal.Fault.NOT_WRITTEN_AND_UNKNOWN;
            send(3);
            journal.next = FailingJournal.Fault.NONE;
        }

        private void restart(boolean gracefully) {
            Board before = room.desk.board();
            if (gracefully) room.desk.close();
            room.desk = Desk.open(Room.center(), journal, room.vault, () -> room.now);
            assertThat(room.desk.board()).as("seed %d: restarted", seed).isEqualTo(before);
        }

        // --- the invariants ---

        private void checkBoard(int step) {
            Board board = room.desk.board();
            var activeUnits = new HashSet<String>();
            var crews = new HashSet<String>();
            for (Incident incident : board.open().values()) {
                for (Assignment each : incident.assignments()) {
                    checkOrder(each, step);
                    if (!each.isActive()) continue;
                    assertThat(activeUnits.add(each.unit()))
                            .as("seed %d step %d: %s active twice", seed, step, each.unit())
                            .isTrue();
                    board.center()
                            .unit(each.unit())
                            .crew()
                            .ifPresent(
                                    crew ->
                                            assertThat(crews.add(crew))
                                                    .as("seed %d: crew %s twice", seed, crew)
                                                    .isTrue());
                    assertThat(board.unit(each.unit()).active())
                            .as("seed %d step %d: %s", seed, step, each.unit())
                            .contains(new Work(incident.id(), each.id()));
                }
            }
            for (UnitOnBoard unit : board.units().values()) checkUnit(board, unit, activeUnits);
            for (Incident incident : board.closedIncidents().toList()) {
                assertThat(incident.assignments())
                        .as("seed %d: closed %s", seed, incident.id())
                        .noneMatch(Assignment::isLive);
            }
            assertThat(board.raised().keySet())
                    .as("seed %d", seed)
                    .allMatch(board.open()::containsKey);
            assertThat(board.alarms().values())
                    .allMatch(each -> board.open().containsKey(each.alarm().incident()));
        }

        private void checkUnit(Board board, UnitOnBoard unit, Set<String> activeUnits) {
            assertThat(unit.active().isPresent())
                    .as("seed %d: %s", seed, unit)
                    .isEqualTo(activeUnits.contains(unit.callSign()));
            if (unit.active().isPresent()) {
                assertThat(unit.duty()).as("seed %d: %s", seed, unit).isEqualTo(Duty.ON_DUTY);
            }
            for (Work work : unit.queue()) {
                assertThat(board.assignment(work).state()).isEqualTo(AssignmentState.QUEUED);
                assertThat(board.assignment(work).unit()).isEqualTo(unit.callSign());
            }
        }

        private void checkOrder(Assignment assignment, int step) {
            Stage last = assignment.stages().getFirst();
            for (Stage stage : assignment.stages().subList(1, assignment.stages().size())) {
                assertThat(stage.at())
                        .as("seed %d step %d: %s", seed, step, assignment)
                        .isAfterOrEqualTo(last.at());
                assertThat(last.state().canBecome(stage.state()))
                        .as("seed %d step %d: %s", seed, step, assignment)
                        .isTrue();
                last = stage;
            }
        }

        /**
         * Nothing acknowledged is missing, nothing is there twice, and a replay gives the board.
         */
        private void checkRecord() {
            var firstOf = new HashMap<String, Long>();
            var runs = new HashMap<String, Integer>();
            String previous = "";
            for (Entry entry : memory.read("town", 1, 10_000)) {
                firstOf.putIfAbsent(entry.requestId(), entry.position());
                if (!entry.requestId().equals(previous))
                    runs.merge(entry.requestId(), 1, Integer::sum);
                previous = entry.requestId();
            }
            acknowledged.forEach(
                    (id, done) ->
                            assertThat(firstOf.get(id))
                                    .as("seed %d: %s", seed, id)
                                    .isEqualTo(done.first()));
            runs.forEach(
                    (id, count) ->
                            assertThat(count).as("seed %d: %s twice", seed, id).isEqualTo(1));
            Board replayed = Board.empty(Room.center());
            var codec = Codec.STORED;
            for (Entry entry : memory.read("town", 1, 10_000)) {
                replayed =
                        replayed.apply(codec.readEvent(entry.event()), entry.actor(), entry.at());
            }
            assertThat(replayed).as("seed %d", seed).isEqualTo(room.desk.board());
        }

        // --- random requests ---

        private <T> T any(List<T> values) {
            return values.get(random.nextInt(values.size()));
        }

        private String unit() {
            return any(List.of("E1", "E2", "L1", "B1", "M1", "M2", "M2", "X9"));
        }

        private String incident() {
            return "26-" + (1 + random.nextInt(12));
        }

        private AssignmentState state() {
            return any(Arrays.asList(AssignmentState.values()));
        }

        private Optional<Instant> time() {
            if (random.nextInt(4) > 0) return Optional.empty();
            return Optional.of(room.now.plusSeconds(random.nextInt(900) - 700L));
        }

        private Location location() {
            return new Location(
                    new Point(45 + random.nextDouble() / 10, -20 + random.nextDouble() / 10),
                    "Somewhere " + random.nextInt(100));
        }

        private Request.TakeCall call() {
            boolean joins = random.nextInt(4) == 0;
            return new Request.TakeCall(
                    any(Arrays.asList(Request.CallSource.values())),
                    Optional.of("Name " + random.nextInt()),
                    Optional.empty(),
                    Optional.of("words " + random.nextInt()),
                    Optional.of(location()),
                    Optional.of(any(List.of("FIRE", "FALL", "LIFT"))),
                    Optional.empty(),
                    joins ? Optional.of(incident()) : Optional.empty(),
                    Optional.empty(),
                    random.nextInt(6) == 0
                            ? Optional.of(room.now.plusSeconds(random.nextInt(7200)))
                            : Optional.empty());
        }

        private Request randomRequest() {
            return switch (random.nextInt(34)) {
                case 0, 1, 2 -> call();
                case 3 ->
                        new Request.SelfInitiate(
                                unit(), "FIRE", Optional.empty(), location(), Optional.empty());
                case 4, 5, 6 -> new Request.Dispatch(incident(), List.of(unit()), Optional.empty());
                case 7, 8 -> new Request.Queue(incident(), unit());
                case 9 -> new Request.Preempt(incident(), unit());
                case 10 -> new Request.Divert(incident(), unit(), "nearer");
                case 11 -> new Request.Exchange(incident(), unit(), unit());
                case 12 -> new Request.Cancel(incident(), unit(), "not needed");
                case 13, 14, 15, 16, 17, 18 ->
                        new Request.Status(
                                unit(), state(), Optional.empty(), time(), Optional.empty());
                case 19 ->
                        new Request.CorrectTime(
                                incident(),
                                unit(),
                                state(),
                                room.now.minusSeconds(random.nextInt(600)));
                case 20, 21, 22, 23 ->
                        new Request.Undo("r" + Math.max(1, requests - random.nextInt(6)));
                case 24 ->
                        new Request.SetDuty(
                                unit(), any(Arrays.asList(Duty.values())), Optional.empty());
                case 25 -> new Request.Close(incident(), "DONE");
                case 26 -> new Request.Reopen(incident(), "again");
                case 27 -> new Request.Merge(incident(), incident());
                case 28 ->
                        new Request.Split(
                                incident(),
                                List.of(1L + random.nextInt(10)),
                                random.nextBoolean() ? List.of(unit()) : List.of(),
                                "FALL",
                                Optional.empty(),
                                location());
                case 29 -> new Request.JoinCall(1 + random.nextInt(10), incident());
                case 30 -> new Request.AcknowledgeAlarm(1 + random.nextInt(20));
                case 31 ->
                        random.nextBoolean()
                                ? new Request.Link(incident(), incident())
                                : new Request.Unlink(incident(), incident());
                case 32 ->
                        random.nextBoolean()
                                ? new Request.CloseRoad(
                                        Closure.Ground.Stretch.at(location().point()),
                                        Optional.empty(),
                                        Optional.of(room.now.plusSeconds(600)),
                                        "works")
                                : new Request.ReopenRoad("C" + (1 + random.nextInt(4)));
                default ->
                        random.nextBoolean()
                                ? new Request.Restrict(unit(), Restriction.LOW_FUEL)
                                : new Request.ChangePriority(incident(), 1 + random.nextInt(5));
            };
        }
    }
}
