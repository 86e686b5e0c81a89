package org.tocsin.road;

import org.jspecify.annotations.Nullable;
import org.tocsin.path.Graph;
import org.tocsin.path.Matrix;

import java.util.List;

/** Times between many places at once. */
final class RoadMatrix {
    private final OpenRoads roads;
    private final List<@Nullable Spot> origins;
    private final Ints state = new Ints();
    private final Ints rest = new Ints();
    private final Ints origin = new Ints();
    private final Matrix matrix;

    RoadMatrix(OpenRoads roads, List<@Nullable Spot> origins) {
        this.roads = roads;
        this.origins = origins;
        for (int i = 0; i < origins.size(); i++) {
            Spot spot = origins.get(i);
            int at = i;
            if (spot == null) continue;
            roads.leaving(
                    spot,
                    (each, time) -> {
                        state.add(each);
                        rest.add(time);
                        origin.add(at);
                    });
        }
        matrix = new Matrix(roads.metric(), state.toArray());
    }

    void ask(List<@Nullable Spot> destinations, RoadNetwork.Rows rows) {
        matrix.ask(
                destinations.size(),
                (destination, start) -> {
                    Spot spot = destinations.get(destination);
                    if (spot != null) roads.arriving(spot, start::at);
                },
                (destination, distances) ->
                        rows.row(destination, times(destinations.get(destination), distances)));
    }

    private Times times(@Nullable Spot destination, int[] distances) {
        if (destination == null) {
            return Times.none(Times.Source.ROAD, origins.size(), Times.Unreachable.NO_ROAD_AT_ONE);
        }
        int[] codes = new int[origins.size()];
        for (int i = 0; i < codes.length; i++) {
            Spot spot = origins.get(i);
            int along = spot == null ? RoadGraph.CLOSED : roads.along(spot, destination);
            if (along != RoadGraph.CLOSED) codes[i] = along;
            else if (spot == null) codes[i] = Times.code(Times.Unreachable.NO_ROAD_AT_OTHER);
            else codes[i] = Times.code(Times.Unreachable.NO_WAY);
        }
        for (int i = 0; i < distances.length; i++) {
            if (distances[i] >= Graph.CLOSED) continue;
            int time = distances[i] + rest.get(i);
            int known = codes[origin.get(i)];
            if (known < 0 || time < known) codes[origin.get(i)] = time;
        }
        return Times.of(Times.Source.ROAD, codes);
    }
}
