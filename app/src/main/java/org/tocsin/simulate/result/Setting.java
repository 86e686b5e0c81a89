package org.tocsin.simulate.result;

import org.tocsin.center.Center;
import org.tocsin.center.MoveUpLimits;
import org.tocsin.place.Point;
import org.tocsin.road.Closure;
import org.tocsin.simulate.demand.Demand;
import org.tocsin.simulate.demand.Ground;
import org.tocsin.unit.Station;

import java.util.List;
import java.util.Optional;

/**
 * Where the runs took place, as far as results are told by it.
 *
 * @param extent what the demand lies in; empty where nothing is known of where calls come from
 */
public record Setting(
        Center center,
        Demand demand,
        List<Closure> closures,
        Optional<MoveUpLimits> moveUps,
        Optional<Ground.Box> extent) {
    List<Point> posts() {
        return center.stations().stream().map(Station::point).toList();
    }
}
