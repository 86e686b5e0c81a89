package org.tocsin.map;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes some streets of the old centre one-way, none so that a place cannot be reached or left. */
final class TownOneWays {
    private final List<TownGraph.Tied> streets;
    private final Random random;
    private final Map<TownGraph.Junction, Integer> numbers = new HashMap<>();

    TownOneWays(List<TownGraph.Tied> streets, Random random) {
        this.streets = streets;
        this.random = random;
        for (TownGraph.Tied street : streets) {
            for (TownGraph.Stop stop : street.stops()) {
                numbers.putIfAbsent(stop.junction(), numbers.size());
            }
        }
    }

    void choose() {
        for (TownGraph.Tied tied : streets) {
            Street street = tied.street();
            boolean central =
                    street.quarter == Street.Quarter.OLD_TOWN
                            || street.quarter == Street.Quarter.INNER;
            if (!central || !street.highway.equals("residential")) continue;
            if (random.nextInt(100) >= 55) continue;
            street.oneWay = true;
            if (!everyPlaceIsReachedAndLeft()) street.oneWay = false;
        }
    }

    private boolean everyPlaceIsReachedAndLeft() {
        return reached(true) == numbers.size() && reached(false) == numbers.size();
    }

    private int reached(boolean forward) {
        List<List<Integer>> next = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) next.add(new ArrayList<>());
        for (TownGraph.Tied street : streets) {
            for (int i = 0; i + 1 < street.stops().size(); i++) {
                int a = number(street.stops().get(i));
                int b = number(street.stops().get(i + 1));
                boolean oneWay = street.street().oneWay;
                if (forward || !oneWay) next.get(a).add(b);
                if (!forward || !oneWay) next.get(b).add(a);
            }
        }
        boolean[] seen = new boolean[next.size()];
        var open = new ArrayList<>(List.of(0));
        seen[0] = true;
        int count = 1;
        while (!open.isEmpty()) {
            for (int to : next.get(open.removeLast())) {
                if (seen[to]) continue;
                seen[to] = true;
                count++;
                open.add(to);
            }
        }
        return count;
    }

    private int number(TownGraph.Stop stop) {
        Integer number = numbers.get(stop.junction());
        if (number == null) throw new IllegalStateException("a junction has no number");
        return number;
    }
}
