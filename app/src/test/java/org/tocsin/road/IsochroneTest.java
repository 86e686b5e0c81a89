package org.tocsin.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.tocsin.Shared;
import org.tocsin.place.Point;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** The ground within a time, against the times of single places. */
class IsochroneTest {
    private static final GeometryFactory GEOMETRY = new GeometryFactory();
    private static final Conditions OPEN =
            Conditions.open(Profile.NORMAL, Instant.parse("2026-11-21T12:00:00Z"));

    /** Corners are smoothed by less than this. */
    private static final double SLACK_METERS = 2 * IsochroneRaster.BESIDE_METERS + 120;

    private static LinearRing ring(List<Point> points) {
        return GEOMETRY.createLinearRing(
                Stream.concat(points.stream(), Stream.of(points.getFirst()))
                        .map(IsochroneTest::coordinate)
                        .toArray(Coordinate[]::new));
    }

    private static Coordinate coordinate(Point point) {
        return new Coordinate(point.longitude(), point.latitude());
    }

    private static Geometry ground(Isochrone reach) {
        var polygons = new ArrayList<Geometry>();
        for (Isochrone.Polygon each : reach.polygons()) {
            polygons.add(
                    GEOMETRY.createPolygon(
                            ring(each.outline()),
                            each.holes().stream()
                                    .map(IsochroneTest::ring)
                                    .toArray(LinearRing[]::new)));
        }
        return GEOMETRY.buildGeometry(polygons);
    }

    @ParameterizedTest
    @ValueSource(strings = {"porto", "andorra", "helsinki"})
    void itHoldsWhatIsReachedInTimeAndNothingFarFromIt(String map) throws IOException, NoRoads {
        RoadNetwork network =
                ExtractRoads.builder(Shared.path("maps/%s.osm.pbf".formatted(map))).build(map);
        long seed = new Random().nextLong();
        var random = new Random(seed);
        List<Segment> segments = network.segments().toList();
        List<Duration> within =
                List.of(Duration.ofMinutes(1), Duration.ofMinutes(4), Duration.ofMinutes(9));
        for (int round = 0; round < 2; round++) {
            Point origin = anyPoint(segments, random);
            List<Isochrone> reaches = network.isochrones(origin, within, OPEN);
            List<Geometry> grounds = reaches.stream().map(IsochroneTest::ground).toList();
            for (Geometry ground : grounds) {
                assertThat(ground.isValid()).as("seed %d", seed).isTrue();
            }
            List<Point> places =
                    Stream.generate(() -> anyPoint(segments, random))
                            .filter(place -> isOnRoad(network, place))
                            .limit(1_000)
                            .toList();
            Times times = network.from(origin, places, OPEN);
            for (int i = 0; i < places.size(); i++) {
                double seconds = times.seconds(i).orElse(Double.MAX_VALUE);
                for (int t = 0; t < within.size(); t++) {
                    if (seconds > within.get(t).toSeconds()) continue;
                    assertThat(
                                    grounds.get(t)
                                            .contains(
                                                    GEOMETRY.createPoint(
                                                            coordinate(places.get(i)))))
                            .as("seed %d, %s from %s in %s s", seed, places.get(i), origin, seconds)
                            .isTrue();
                }
            }
            holdsNothingFar(grounds.get(1), network, origin, within.get(1), random, seed);
        }
    }

    /** Not on a footway or the like, from which one would have to walk. */
    private static boolean isOnRoad(RoadNetwork network, Point place) {
        return network.nearest(place, OPEN).filter(road -> road.meters() < 1).isPresent();
    }

    /** Any corner of the outline has a road near it that is reached in time. */
    private static void holdsNothingFar(
            Geometry ground,
            RoadNetwork network,
            Point origin,
            Duration within,
            Random random,
            long seed) {
        Coordinate[] corners = ground.getCoordinates();
        for (int i = 0; i < 50 && corners.length > 0; i++) {
            Coordinate corner = corners[random.nextInt(corners.length)];
            var place = new Point(corner.y, corner.x);
            List<Point> near = new ArrayList<>();
            for (int east = -8; east <= 8; east++) {
                for (int north = -8; north <= 8; north++) {
                    near.add(
                            new Point(
                                    corner.y + north * SLACK_METERS / 8 / 111_320,
                                    corner.x
                                            + east
                                                    * SLACK_METERS
                                                    / 8
                                                    / 111_320
                                                    / Math.cos(Math.toRadians(corner.y))));
                }
            }
            Times times = network.from(origin, near, OPEN);
            boolean reached = false;
            for (int n = 0; n < near.size(); n++) {
                reached |= times.seconds(n).orElse(Double.MAX_VALUE) <= within.toSeconds() + 5;
            }
            assertThat(reached).as("seed %d, %s from %s", seed, place, origin).isTrue();
        }
    }

    private static Point anyPoint(List<Segment> segments, Random random) {
        List<Point> line = segments.get(random.nextInt(segments.size())).line();
        return line.get(random.nextInt(line.size()));
    }

    @Test
    void groundWithinABlockOfRoadsIsAHole() {
        var square =
                new Drawn()
                        .node('a', 0, 0)
                        .node('b', 1_000, 0)
                        .node('c', 1_000, 1_000)
                        .node('d', 0, 1_000)
                        .road("abcda");

        Isochrone reach =
                square.network()
                        .isochrones(square.point('a'), List.of(Duration.ofMinutes(10)), OPEN)
                        .getFirst();

        assertThat(reach.polygons()).hasSize(1);
        assertThat(reach.polygons().getFirst().holes()).hasSize(1);
    }

    @Test
    void whereNoRoadIsNothingIsReached() {
        var road = new Drawn().node('a', 0, 0).node('b', 100, 0).road("ab");

        assertThat(
                        road.network()
                                .isochrones(
                                        Drawn.at(0, 5_000), List.of(Duration.ofMinutes(1)), OPEN))
                .containsExactly(new Isochrone(Duration.ofMinutes(1), List.of()));
    }

    @Test
    void timesBeyondTheLimitsAreRefused() {
        RoadNetwork roads = new Drawn().node('a', 0, 0).node('b', 100, 0).road("ab").network();
        for (List<Duration> within :
                List.of(
                        List.<Duration>of(),
                        List.of(Duration.ZERO),
                        List.of(RoadNetwork.MAX_REACH.plusMillis(1)),
                        java.util.Collections.nCopies(
                                RoadNetwork.MAX_REACHES + 1, Duration.ofMinutes(1)))) {
            assertThatThrownBy(() -> roads.isochrones(Drawn.at(0, 0), within, OPEN))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected");
        }
        assertThat(
                        roads.isochrones(
                                Drawn.at(0, 0),
                                java.util.Collections.nCopies(
                                        RoadNetwork.MAX_REACHES, RoadNetwork.MAX_REACH),
                                OPEN))
                .hasSize(RoadNetwork.MAX_REACHES);
    }
}
