package org.tocsin.drill;

import org.tocsin.center.Scenario;
import org.tocsin.center.Scenario.Turn;
import org.tocsin.center.Scenario.Where;
import org.tocsin.drill.Cue.Act;
import org.tocsin.place.Point;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Makes the cues of a scenario: the same seed, the same drill. */
final class Timeline {
    private static final double METERS_PER_DEGREE = 111_195;

    private final Instant start;
    private final Scenario scenario;
    private final Random random;
    private final List<Cue> cues = new ArrayList<>();

    private Timeline(Scenario scenario, Instant start, long seed) {
        this.scenario = scenario;
        this.start = start;
        random = new Random(seed);
    }

    /** In the order of their times. */
    static List<Cue> of(Scenario scenario, Instant start, long seed) {
        var timeline = new Timeline(scenario, start, seed);
        scenario.calls().forEach(timeline::add);
        scenario.waves().forEach(timeline::add);
        scenario.turns().forEach(timeline::add);
        timeline.cues.sort(Comparator.comparing(Cue::at));
        return timeline.cues;
    }

    private void add(Duration at, Act act) {
        Duration least = at.isNegative() ? Duration.ZERO : at;
        Duration within = least.compareTo(scenario.length()) > 0 ? scenario.length() : least;
        cues.add(new Cue(start.plus(within), act, false));
    }

    private void add(Scenario.Spoken call) {
        long vary = call.vary().toMillis();
        long moved = vary == 0 ? 0 : random.nextLong(-vary, vary + 1);
        add(
                call.at().plusMillis(moved),
                new Act.Call(call.type(), call.where(), any(call.texts()), call.event()));
    }

    private void add(Scenario.Wave wave) {
        long span = wave.until().minus(wave.from()).toMillis();
        for (int i = 0; i < wave.calls(); i++) {
            var where = new Where(Optional.empty(), Optional.of(near(wave)));
            add(
                    wave.from().plusMillis(random.nextLong(span + 1)),
                    new Act.Call(any(wave.types()), where, any(wave.texts()), Optional.empty()));
        }
    }

    /** Anywhere in the circle, no part of it likelier than another. */
    private Point near(Scenario.Wave wave) {
        double meters = wave.meters() * Math.sqrt(random.nextDouble());
        double angle = random.nextDouble() * 2 * Math.PI;
        double north = meters * Math.cos(angle) / METERS_PER_DEGREE;
        double narrowing = Math.cos(Math.toRadians(wave.around().latitude()));
        double east = meters * Math.sin(angle) / (METERS_PER_DEGREE * narrowing);
        return new Point(wave.around().latitude() + north, wave.around().longitude() + east);
    }

    private void add(Turn turn) {
        add(
                turn.at(),
                switch (turn) {
                    case Turn.Fails(_, var unit, var reason) -> new Act.Fails(unit, reason);
                    case Turn.Returns(_, var unit) -> new Act.Returns(unit);
                    case Turn.Says(_, var unit, var text) -> new Act.Says(unit, text);
                    case Turn.Closes(_, var road, var reason) -> new Act.Closes(road, reason);
                    case Turn.Opens(_, var road) -> new Act.Opens(road);
                });
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
