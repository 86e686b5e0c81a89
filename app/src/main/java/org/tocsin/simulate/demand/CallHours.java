package org.tocsin.simulate.demand;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a demand file says of when calls come, by hour of the week. */
final class CallHours {
    private static final List<String> DAYS =
            List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private final KeyFile keys;

    CallHours(KeyFile keys) {
        this.keys = keys;
    }

    static boolean isDay(String key) {
        return key.startsWith("hours.") && DAYS.contains(key.substring("hours.".length()));
    }

    Demand.Arrivals atRandom(double perDay, List<Demand.Kind> kinds) {
        List<Double> general = hours("");
        boolean alike =
                keys.keys().stream().noneMatch(key -> key.matches("type\\.[^.]+\\.hours(\\..+)?"));
        if (alike) return new Demand.Arrivals.AtRandom(perDay, general, List.of());
        List<List<Double>> each =
                kinds.stream().map(kind -> hours("type.%s.".formatted(kind.type()))).toList();
        double shares = kinds.stream().mapToDouble(Demand.Kind::share).sum();
        var all = new ArrayList<Double>();
        for (int hour = 0; hour < 168; hour++) {
            double sum = 0;
            for (int i = 0; i < kinds.size(); i++) {
                sum += kinds.get(i).share() / shares * each.get(i).get(hour);
            }
            all.add(sum);
        }
        return new Demand.Arrivals.AtRandom(perDay, List.copyOf(all), each);
    }

    /**
     * By hour of the week, 1 being the mean.
     *
     * @param of a type's keys, or those for all
     */
    private List<Double> hours(String of) {
        double[] hours = new double[168];
        for (int day = 0; day < 7; day++) {
            String name = "hours." + DAYS.get(day);
            Optional<KeyFile.Value> value =
                    keys.find(of + name)
                            .or(() -> keys.find(of + "hours"))
                            .or(() -> keys.find(name))
                            .or(() -> keys.find("hours"));
            for (int hour = 0; hour < 24; hour++) hours[24 * day + hour] = 1;
            if (value.isPresent()) {
                System.arraycopy(keys.hours(value.get()), 0, hours, 24 * day, 24);
            }
        }
        double sum = 0;
        for (double each : hours) sum += each;
        if (sum == 0 && !keys.isWrong()) {
            keys.fault(1, "found only zeros for %shours, expected one above 0".formatted(of));
        }
        var relative = new ArrayList<Double>();
        for (double each : hours) relative.add(sum > 0 ? each * 168 / sum : 1);
        return List.copyOf(relative);
    }
}
