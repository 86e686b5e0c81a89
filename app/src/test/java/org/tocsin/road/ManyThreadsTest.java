package org.tocsin.road;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tocsin.place.Point;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

class ManyThreadsTest {
    private record Question(Point destination, Conditions conditions) {}

    /** More threads than workspaces, more sets of closures than are kept, one answer to each. */
    @Test
    void threadsThatAskAtOnceGetTheAnswersOfOneThatAsksAlone() throws Exception {
        long seed = 11;
        var maps = new RandomRoads(seed);
        RoadNetwork roads = maps.builder().build("random");
        List<Point> origins = maps.points(20);
        var questions = new ArrayList<Question>();
        for (int set = 0; set < 2 * RoadNetwork.COMPILED_KEPT; set++) {
            Profile profile = set % 2 == 0 ? Profile.NORMAL : Profile.EMERGENCY;
            var conditions = new Conditions(profile, maps.closures(set % 4), RandomRoads.NOON);
            for (Point place : maps.points(4)) questions.add(new Question(place, conditions));
        }
        List<Object> expected = questions.stream().map(q -> answer(roads, origins, q)).toList();

        int threads = 2 * Workspaces.KEPT;
        try (var pool = Executors.newFixedThreadPool(threads)) {
            List<Callable<Integer>> tasks =
                    IntStream.range(0, threads)
                            .<Callable<Integer>>mapToObj(
                                    start ->
                                            () -> wrong(roads, origins, questions, expected, start))
                            .toList();
            for (Future<Integer> wrong : pool.invokeAll(tasks)) assertThat(wrong.get()).isZero();
        }
    }

    private static int wrong(
            RoadNetwork roads,
            List<Point> origins,
            List<Question> questions,
            List<Object> expected,
            int start) {
        int wrong = 0;
        for (int i = 0; i < 300; i++) {
            int at = (i * 7 + start) % questions.size();
            if (!answer(roads, origins, questions.get(at)).equals(expected.get(at))) wrong++;
        }
        return wrong;
    }

    private static Object answer(RoadNetwork roads, List<Point> origins, Question question) {
        return List.of(
                roads.to(question.destination(), origins, question.conditions()),
                roads.from(question.destination(), origins, question.conditions()),
                roads.fastest(question.destination(), origins, 3, question.conditions()),
                roads.route(origins.get(0), question.destination(), question.conditions()));
    }

    @Test
    void aPredicateThatThrowsLeavesTheNetworkWhole() {
        var maps = new RandomRoads(11);
        RoadNetwork roads;
        try {
            roads = maps.builder().build("random");
        } catch (NoRoads e) {
            throw new AssertionError(e);
        }
        var conditions = Conditions.open(Profile.EMERGENCY, RandomRoads.NOON);
        List<Point> origins = maps.points(20);
        Point place = maps.point();
        List<Arrival> before = roads.fastest(place, origins, 20, conditions);

        int thrown = 0;
        for (int i = 0; i < 3 * Workspaces.KEPT; i++) {
            try {
                var _ =
                        roads.fastestUntil(
                                place,
                                origins,
                                _ -> {
                                    throw new IllegalStateException("enough of this");
                                },
                                conditions);
            } catch (IllegalStateException e) {
                thrown++;
            }
        }

        assertThat(thrown).isEqualTo(3 * Workspaces.KEPT);
        assertThat(roads.fastest(place, origins, 20, conditions)).isEqualTo(before);
    }
}
