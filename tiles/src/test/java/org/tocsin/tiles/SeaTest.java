package org.tocsin.tiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

class SeaTest {
    private static final GeometryFactory FACTORY = new GeometryFactory();
    private static final Envelope BOX = new Envelope(0, 10, 0, 10);

    private static LineString line(double... pairs) {
        var points = new Coordinate[pairs.length / 2];
        for (int i = 0; i < points.length; i++) {
            points[i] = new Coordinate(pairs[2 * i], pairs[2 * i + 1]);
        }
        return FACTORY.createLineString(points);
    }

    private static double area(List<Polygon> seas) {
        return seas.stream().mapToDouble(Polygon::getArea).sum();
    }

    @Test
    void theSeaLiesToTheRightOfACoast() {
        // Northwards along x = 4: land in the west, sea in the east.
        List<Polygon> seas = Sea.of(List.of(line(4, -1, 4, 11)), BOX);

        assertThat(area(seas)).isEqualTo(60, within(1e-9));
        assertThat(seas.getFirst().contains(FACTORY.createPoint(new Coordinate(8, 5)))).isTrue();
    }

    @Test
    void looseEndsAreLedToTheNearestEdge() {
        List<Polygon> seas = Sea.of(List.of(line(4, 1, 4, 5), line(4, 5, 4, 9)), BOX);

        assertThat(area(seas)).isEqualTo(60, within(1e-9));
    }

    @Test
    void anIslandIsNoSeaAndALagoonInItIs() {
        LineString island = line(2, 2, 8, 2, 8, 8, 2, 8, 2, 2);
        LineString lagoon = line(4, 4, 4, 6, 6, 6, 6, 4, 4, 4);

        assertThat(area(Sea.of(List.of(island), BOX))).isEqualTo(100 - 36, within(1e-9));
        assertThat(area(Sea.of(List.of(island, lagoon), BOX))).isEqualTo(68, within(1e-9));
    }

    @Test
    void inlandThereIsNone() {
        assertThat(Sea.of(List.of(), BOX)).isEmpty();
    }

    @Test
    void theOrderOfThePiecesDoesNotMatter() {
        var pieces = new ArrayList<LineString>();
        for (int y = -1; y < 11; y++) pieces.add(line(4 + y % 2, y, 4 + (y + 1) % 2, y + 1));
        double expected = area(Sea.of(pieces, BOX));
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(pieces, new Random(seed));

            assertThat(Sea.chains(pieces)).as("seed %d", seed).hasSize(1);
            assertThat(area(Sea.of(pieces, BOX))).as("seed %d", seed).isEqualTo(expected);
        }
    }
}
