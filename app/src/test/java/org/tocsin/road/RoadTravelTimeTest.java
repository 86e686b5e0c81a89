package org.tocsin.road;

class RoadTravelTimeTest extends TravelTimeContract {
    private final RoadNetwork square =
            new Drawn()
                    .node('a', 0, 0)
                    .node('b', 1000, 0)
                    .node('c', 1000, 1000)
                    .node('d', 0, 1000)
                    .road("abcda")
                    .network();

    @Override
    TravelTime travelTime() {
        return square;
    }

    @Override
    Times.Source source() {
        return Times.Source.ROAD;
    }
}
