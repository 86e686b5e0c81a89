package org.tocsin.center;

import org.tocsin.road.Barrier;
import org.tocsin.road.Holdup;
import org.tocsin.road.Profile;
import org.tocsin.road.RoadClass;
import org.tocsin.road.Smoothness;
import org.tocsin.road.Surface;
import org.tocsin.road.TrackGrade;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Writes a driving profile as a commented file, so that a center has something to change. */
final class ProfileText {
    private ProfileText() {}

    static String write(Profile profile) {
        Profile.Vehicle vehicle = profile.vehicle();
        Profile.May may = profile.may();
        Profile.Speeds speeds = profile.speeds();
        Profile.Delays delays = profile.delays();
        var text = new StringBuilder();
        text.append(
                """
                # How units drive that name this profile (units[].profile in units.yaml).
                # Delete what you do not want to change: what is left out is as in "like".
                # Speeds are an assumption until your own drives show better: see docs/center.md.
                name: %s
                like: %s

                # Whom traffic signs mean by it: emergency, car, hgv, bicycle or foot.
                user: %s

                # It must fit under bridges, between posts, on weak bridges.
                vehicle: {height_meters: %s, width_meters: %s, length_meters: %s, weight_tonnes: %s}

                may:
                  # use private roads and roads kept for some
                  reserved: %s
                  # use bus lanes and busways
                  bus_roads: %s
                  # use streets for people on foot
                  pedestrian_zones: %s
                  # cross military ground
                  military: %s
                  # use roads that are closed to all (access=no)
                  closed: %s
                  # against one-ways: never, where_signed or always (never on motorways, roundabouts)
                  against_oneways: %s
                  # signs that forbid turns: all, as_signed (except=emergency lets crews), or none
                  turn_signs: %s

                """
                        .formatted(
                                profile.name(),
                                profile.name(),
                                word(profile.user()),
                                plain(vehicle.heightMeters()),
                                plain(vehicle.widthMeters()),
                                plain(vehicle.lengthMeters()),
                                plain(vehicle.weightTonnes()),
                                may.reserved(),
                                may.busRoads(),
                                may.pedestrianZones(),
                                may.military(),
                                may.closed(),
                                word(may.againstOneways()),
                                word(may.turnSigns())));
        map(
                text,
                "Driven where no speed limit is known; never: not driven at all.",
                "speeds_kmh",
                RoadClass.values(),
                speeds.kmh());
        map(
                text,
                "What part of a known limit is driven.",
                "of_limit",
                RoadClass.values(),
                speeds.ofLimit());
        text.append("slowest_kmh: %s\n".formatted(plain(speeds.slowestKmh())));
        text.append("fastest_kmh: %s\n".formatted(plain(speeds.fastestKmh())));
        text.append(
                "# of the speed, where a one-way road is driven the other way\n"
                        + "against_oneway_factor: %s\n\n".formatted(plain(speeds.againstOneway())));
        map(text, "The most on a surface.", "surfaces_kmh", Surface.values(), speeds.onSurface());
        map(
                text,
                "The most on tracks, grade1 the firmest; 0: not driven.",
                "tracks_kmh",
                TrackGrade.values(),
                speeds.onTrack());
        map(
                text,
                "The most by evenness; 0: not driven.",
                "smoothness_kmh",
                Smoothness.values(),
                speeds.onSmoothness());
        map(
                text,
                "Held up at each on the way.",
                "delays_seconds",
                Holdup.values(),
                seconds(delays.at()));
        text.append("# Turning by 25, 60, 120 degrees and more; round; round in a dead end.\n");
        text.append(
                "turns_seconds: {slight: %s, turn: %s, sharp: %s, u_turn: %s, dead_end: %s}\n\n"
                        .formatted(
                                plain(seconds(delays.slightTurn())),
                                plain(seconds(delays.turn())),
                                plain(seconds(delays.sharpTurn())),
                                plain(seconds(delays.uTurn())),
                                plain(seconds(delays.deadEnd()))));
        map(
                text,
                "To pass each; never: it cannot be passed.",
                "barriers_seconds",
                Barrier.values(),
                seconds(delays.barriers()));
        text.append(
                "# Waiting for a ferry.\nboarding_seconds: %s\n\n"
                        .formatted(plain(seconds(delays.boarding()))));
        text.append(
                """
                # Slower or faster hours, by the center's clock, everywhere or in an area or district:
                # hours:
                #   - {when: [mon-fri 07:00-10:00, mon-fri 16:00-19:00], roads: [primary], factor: 0.8}
                #   - {when: sat 20:00-04:00, district: old-town, factor: 0.7}
                """);
        return text.toString();
    }

    private static <E extends Enum<E>> void map(
            StringBuilder text, String comment, String key, E[] words, Map<E, Double> values) {
        text.append("# ").append(comment).append('\n').append(key).append(":\n");
        for (E word : words) {
            Double value = values.get(word);
            String shown = value == null ? "never" : plain(value);
            if (value == null && !key.endsWith("_seconds") && !key.equals("speeds_kmh")) continue;
            text.append("  %s: %s\n".formatted(word(word), shown));
        }
        if (text.charAt(text.length() - 2) == ':') {
            text.setLength(text.length() - 1);
            text.append(" {}\n");
        }
        text.append('\n');
    }

    private static <E extends Enum<E>> Map<E, Double> seconds(Map<E, Duration> delays) {
        var seconds = new HashMap<E, Double>();
        delays.forEach((key, delay) -> seconds.put(key, seconds(delay)));
        return seconds;
    }

    private static double seconds(Duration delay) {
        return delay.toMillis() / 1000.0;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
