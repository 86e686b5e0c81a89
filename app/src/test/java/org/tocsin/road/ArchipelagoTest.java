package org.tocsin.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ArchipelagoTest {
    @Test
    void islandsAreNamedWithTheirSize() {
        RoadNetwork roads =
                new Drawn()
                        .node('a', 0, 0)
                        .node('b', 500, 0)
                        .node('c', 1000, 0)
                        .node('d', 500, 500)
                        .node('p', 3000, 0)
                        .node('q', 3000, 400)
                        .node('r', 3000, 800)
                        .node('x', 6000, 0)
                        .node('y', 6000, 100)
                        .road("abc")
                        .road("bd")
                        .road("pq", "name", "Quay Street")
                        .road("qr", "name", "Pier")
                        .road("xy")
                        .network();

        RoadNetwork.Connection connection = roads.connection(Profile.NORMAL);

        assertThat(connection.islands()).hasSize(2);
        RoadNetwork.Island pier = connection.islands().getFirst();
        assertThat(pier.junctions()).isEqualTo(3);
        assertThat(pier.kilometers()).isCloseTo(0.8, within(0.01));
        assertThat(pier.names()).containsExactly("Pier", "Quay Street");
        assertThat(connection.islands().getLast().names()).isEmpty();
    }

    @Test
    void aRoadBehindABollardIsAnIslandToVehicles() {
        RoadNetwork roads =
                new Drawn()
                        .node('a', 0, 0)
                        .node('b', 500, 0, "barrier", "block")
                        .node('c', 700, 0)
                        .node('d', 0, 500)
                        .road("ab")
                        .road("ad")
                        .road("bc", "name", "Behind")
                        .network();

        assertThat(roads.connection(Profile.EMERGENCY).islands())
                .singleElement()
                .satisfies(island -> assertThat(island.names()).containsExactly("Behind"));
    }
}
