package org.tocsin.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tocsin.center.CenterFile;
import org.tocsin.center.Scenario;
import org.tocsin.drill.Cue.Act;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

class DrillTest {
    private static final Instant START = Instant.parse("2026-11-22T08:00:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private final DrillClock clock = new DrillClock(START, nanos::get);

    private static Scenario scenario(String name) {
        var center = CenterFile.read(Path.of("../demo/center"));
        return CenterFile.readScenario(Path.of("../demo/scenarios", name + ".yaml"), center);
    }

    private void realTime(Duration passes) {
        nanos.addAndGet(passes.toNanos());
    }

    @Test
    void theClockRunsAsFastAsItIsTold() {
        realTime(Duration.ofSeconds(10));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(10));

        clock.run(60);
        realTime(Duration.ofSeconds(10));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(610));

        clock.pause();
        realTime(Duration.ofSeconds(10));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(610));

        clock.run(0.5);
        clock.resume();
        realTime(Duration.ofSeconds(10));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(615));

        clock.jump(Duration.ofMinutes(5));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(915));
        assertThat(clock.realTimeUntil(START.plusSeconds(920))).hasSeconds(10);
    }

    @Test
    void speedsAndJumpsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> clock.run(0.4)).hasMessageContaining("expected 0.5 to 60");
        assertThatThrownBy(() -> clock.run(61)).hasMessageContaining("expected 0.5 to 60");
        assertThatThrownBy(() -> clock.run(Double.NaN)).hasMessageContaining("expected");
        assertThatThrownBy(() -> clock.jump(Duration.ofSeconds(-1))).hasMessageContaining("ahead");
        var drill = new Drill(scenario("first-day"), 1, clock);
        assertThatThrownBy(() -> drill.jump(Drill.MAX_JUMP.plusSeconds(1)))
                .hasMessageContaining("at most");
    }

    @Test
    void theSameSeedIsTheSameDrill() {
        List<Cue> once = Timeline.of(scenario("flood"), START, 7);

        assertThat(Timeline.of(scenario("flood"), START, 7)).isEqualTo(once);
        assertThat(Timeline.of(scenario("flood"), START, 8)).isNotEqualTo(once);
        assertThat(once).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
    }

    @Test
    void theFloodBringsFourHundredCallsInAnHour() {
        List<Cue> calls =
                Timeline.of(scenario("flood"), START, 3).stream()
                        .filter(cue -> cue.act() instanceof Act.Call)
                        .toList();

        assertThat(calls).hasSize(400);
        long inAnHour =
                calls.stream()
                        .filter(
                                cue ->
                                        cue.at().isBefore(START.plus(Duration.ofMinutes(63)))
                                                && cue.at()
                                                        .isAfter(START.plus(Duration.ofMinutes(3))))
                        .count();
        assertThat(inAnHour).isGreaterThan(380);
    }

    @Test
    void thePileUpIsOneEventSeenTenTimes() {
        List<Cue> cues = Timeline.of(scenario("pile-up"), START, 1);

        assertThat(cues)
                .filteredOn(
                        cue ->
                                cue.act() instanceof Act.Call call
                                        && call.event().equals(Optional.of("pile-up")))
                .hasSize(10);
    }

    @Test
    void halfOfAllUnitsAreLost() {
        int units = CenterFile.read(Path.of("../demo/center")).units().size();

        assertThat(Timeline.of(scenario("half-the-units"), START, 1))
                .filteredOn(cue -> cue.act() instanceof Act.Fails)
                .hasSize(units / 2);
    }

    @Test
    void cuesComeWhenTheirTimeHasCome() throws InterruptedException {
        var drill = new Drill(scenario("first-day"), 1, clock);
        assertThat(drill.await(Duration.ofMillis(1))).isEmpty();

        realTime(Duration.ofSeconds(30));
        Cue first = drill.await(Duration.ofMillis(1)).orElseThrow();
        assertThat(first.at()).isEqualTo(START.plusSeconds(30));
        drill.played(first, Optional.empty());
        assertThat(drill.await(Duration.ofMillis(1))).isEmpty();

        drill.pause();
        drill.jump(Duration.ofHours(1));
        assertThat(drill.await(Duration.ofMillis(1))).isEmpty();
        drill.resume();
        var rest = new ArrayList<Cue>();
        for (var cue = drill.await(Duration.ofMillis(1));
                cue.isPresent();
                cue = drill.await(Duration.ofMillis(1))) {
            rest.add(cue.get());
        }
        assertThat(rest).hasSize(6);
        assertThat(drill.state().over()).isTrue();
        assertThat(drill.state().left()).isZero();
        assertThat(drill.state().done()).hasSize(1);
    }

    @Test
    void twoWhoAskForTheSameCueAtOnceGetItOnce() {
        var drill = new Drill(scenario("first-day"), 1, clock);
        Cue seen = drill.state().next().getFirst();

        drill.jumpToCue(seen.at());
        assertThat(clock.instant()).isEqualTo(seen.at());
        drill.jumpToCue(seen.at());
        assertThat(clock.instant()).isEqualTo(seen.at());
        drill.jumpToCue(seen.at().plusMillis(1));
        assertThat(clock.instant()).as("nothing comes then").isEqualTo(seen.at());
    }

    @Test
    void whatATrainerAddsComesFirstAndIsLimited() throws InterruptedException {
        var drill = new Drill(scenario("first-day"), 1, clock);
        for (int i = 0; i < Drill.MAX_INJECTED; i++) {
            assertThat(drill.inject(new Act.Fails("E11", "reason " + i))).isTrue();
        }
        assertThat(drill.inject(new Act.Returns("E11"))).isFalse();

        Cue cue = drill.await(Duration.ofMillis(1)).orElseThrow();
        assertThat(cue.act()).isEqualTo(new Act.Fails("E11", "reason 0"));
        assertThat(cue.injected()).isTrue();
    }

    @Test
    void ofWhatCameOnlyTheLatestIsKept() {
        var drill = new Drill(scenario("first-day"), 1, clock);
        for (int i = 0; i <= Drill.MAX_DONE; i++) {
            drill.played(new Cue(START, new Act.Fails("E11", "" + i), false), Optional.empty());
        }

        assertThat(drill.done()).hasSize(Drill.MAX_DONE);
        assertThat(drill.done().getFirst().cue().act()).isEqualTo(new Act.Fails("E11", "1"));
    }
}
