package org.tocsin.simulate.city;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A city model's files in words: the configuration, the profiles, the demand. */
final class CityText {
    private static final List<String> NAMES = List.of("HIGH", "MEDIUM", "LOW", "P4", "P5");
    static final int MOST_PRIORITIES = NAMES.size();

    /** What an earlier import is known by. */
    static final String MARK = "# Imported from the ambulance city model of ";

    private final String city;
    private final String zone;
    private final CityTable stations;
    private final CityTable hospitals;
    private final CityTable ambulances;
    private final CityTable priorities;

    CityText(
            String city,
            String zone,
            CityTable stations,
            CityTable hospitals,
            CityTable ambulances,
            CityTable priorities) {
        if (priorities.size() > MOST_PRIORITIES) {
            throw priorities.wrong(
                    MOST_PRIORITIES,
                    "priority",
                    "at most %d priorities".formatted(MOST_PRIORITIES));
        }
        this.city = city;
        this.zone = zone;
        this.stations = stations;
        this.hospitals = hospitals;
        this.ambulances = ambulances;
        this.priorities = priorities;
    }

    String center() {
        var text = new StringBuilder();
        text.append(
                """
                # Imported from the ambulance city model of %1$s in JEMSS.jl (Apache-2.0), for the lab.
                # Its road network is © OpenStreetMap contributors (ODbL). Not a real service's plan.
                center:
                  id: %1$s
                  name: %2$s
                  zone: %3$s

                agencies:
                  ems: Ambulance

                desks:
                  - {id: ems, name: Ambulance, agencies: [ems]}

                targets:
                  arrival: {%4$s}

                dispositions:
                  DONE: Done

                # A center needs one; this is the hash of no password, so that nobody signs in.
                sign_ins:
                  - name: nobody
                    display_name: Nobody
                    password_hash: $argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
                    roles: [viewer]

                capabilities:
                  AMBULANCE: Ambulance

                """
                        .formatted(city, capital(city), zone, arrivals()));
        text.append("types:\n");
        for (int i = 0; i < priorities.size(); i++) {
            text.append(
                    "  - {code: %s, name: %s, priority: %d, agency: ems}%n"
                            .formatted(type(i), capital(type(i).toLowerCase(Locale.ROOT)), i + 1));
        }
        text.append(
                """

                plans:
                  - id: default
                    levels:
                      1: {needs: {ambulance: 1 AMBULANCE}}

                stations:
                """);
        for (int i = 0; i < stations.size(); i++) {
            text.append(
                    "  - {id: s%d, name: \"%s\", agency: ems, point: \"%s, %s\"}%n"
                            .formatted(
                                    stations.index(i, "index"),
                                    stationName(i),
                                    stations.text(i, "y"),
                                    stations.text(i, "x")));
        }
        text.append("\nunits:\n");
        Map<Integer, Integer> nth = new HashMap<>();
        for (int i = 0; i < ambulances.size(); i++) {
            int station = ambulances.index(i, "stationIndex");
            text.append(
                    "  - {call_sign: A%02d%d, station: s%d, capabilities: [AMBULANCE], crew_size: 2, can_transport: true}%n"
                            .formatted(station, nth.merge(station, 1, Integer::sum), station));
        }
        text.append("\ndestinations:\n");
        for (int i = 0; i < hospitals.size(); i++) {
            String nameColumn = hospitals.has("name") ? "name" : "Name";
            text.append(
                    "  - {id: h%d, name: \"%s\", point: \"%s, %s\"}%n"
                            .formatted(
                                    hospitals.index(i, "index"),
                                    hospitals.text(i, nameColumn).replace("\"", ""),
                                    hospitals.text(i, "y"),
                                    hospitals.text(i, "x")));
        }
        return text.toString();
    }

    private String stationName(int row) {
        String name = stations.has("NAME") ? stations.text(row, "NAME") : "";
        return name.isBlank()
                ? "Station %d".formatted(stations.index(row, "index"))
                : name.replace("\"", "");
    }

    private static String type(int index) {
        return NAMES.get(index);
    }

    private String arrivals() {
        var text = new StringBuilder();
        for (int i = 0; i < priorities.size(); i++) {
            long seconds = Math.round(priorities.number(i, "targetResponseTime") * 86_400);
            text.append("%s%d: %d s".formatted(i == 0 ? "" : ", ", i + 1, seconds));
        }
        return text.toString();
    }

    /** Where turning costs nothing, as in the model: its times are those of arcs alone. */
    static String profile(String name, Map<String, Double> kmh) {
        var speeds = new StringBuilder();
        kmh.forEach(
                (roadClass, speed) ->
                        speeds.append(
                                String.format(
                                        Locale.ROOT,
                                        "%s%s: %.4f",
                                        speeds.isEmpty() ? "" : ", ",
                                        roadClass,
                                        speed)));
        return """
        # As in the city model: a speed for each kind of arc, and nothing for turns.
        name: %s
        speeds_kmh: {%s}
        slowest_kmh: 1
        turns_seconds: {slight: 0, turn: 0, sharp: 0, u_turn: 0, dead_end: 0}
        """
                .formatted(name, speeds);
    }

    String demand(CityModel.Calls calls, double offRoadKmh, String raster) {
        var text = new StringBuilder();
        text.append(
                """
                # Demand of %s, as in its city model (calls/reps/train/gen_config.xml); docs/lab/demand.md
                # describes every key. Calls come evenly over day and week in this model.
                calls_per_day = %s
                places = raster %s
                # The model has main roads only: the rest of the way is driven in a straight line.
                off_road_kmh = %s

                call_to_dispatch = fixed %s
                turnout = fixed 0 s
                driving_variation = 0

                all.on_scene = exponential %s
                all.transport = %s
                all.handover = exponential %s
                all.drive_to_hospital = normal-driving

                """
                        .formatted(
                                capital(city),
                                number(calls.perDay()),
                                raster,
                                number(offRoadKmh),
                                seconds(calls.dispatchDays()),
                                seconds(calls.onSceneDays()),
                                number(calls.transport()),
                                seconds(calls.handoverDays())));
        for (int i = 0; i < calls.shares().size(); i++) {
            if (calls.shares().get(i) == 0) continue;
            text.append("type.%s.share = %s%n".formatted(type(i), number(calls.shares().get(i))));
            if (i == 2) text.append("type.%s.drive = normal-driving%n".formatted(type(i)));
        }
        return text.toString();
    }

    private static String seconds(double days) {
        return number(days * 86_400) + " s";
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.4f", value);
        return text.replaceAll("\\.?0+$", "");
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
