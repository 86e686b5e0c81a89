package org.tocsin.center;

import org.jspecify.annotations.Nullable;
import org.tocsin.place.Area;
import org.tocsin.plan.District;
import org.tocsin.plan.Hours;
import org.tocsin.road.Barrier;
import org.tocsin.road.Holdup;
import org.tocsin.road.Profile;
import org.tocsin.road.RoadClass;
import org.tocsin.road.RoadUser;
import org.tocsin.road.Smoothness;
import org.tocsin.road.SpeedFactor;
import org.tocsin.road.Surface;
import org.tocsin.road.TrackGrade;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Reads driving profiles, a file each: what a file leaves out is as in the one it is like. */
final class ProfileReader {
    static final double MAX_KMH = 300;
    static final double MAX_SECONDS = 36_000;

    private final Faults faults;
    private final Ground ground;
    private final ZoneId zone;
    private final Map<String, Area> districts = new HashMap<>();

    ProfileReader(Faults faults, Ground ground, ZoneId zone, List<District> districts) {
        this.faults = faults;
        this.ground = ground;
        this.zone = zone;
        for (District district : districts) this.districts.put(district.id(), district.area());
    }

    /** The standard profiles, with those of the files in their places or after them. */
    List<Profile> read(List<Field> files) {
        var profiles = new LinkedHashMap<String, Profile>();
        for (Profile each : Profile.STANDARD) {
            profiles.put(each.name(), each.with(each.name(), zone, each.factors()));
        }
        var named = new HashMap<String, Field>();
        for (Field file : files) {
            Fields fields = file.fields(Shape.PROFILE);
            String name = fields.id("name");
            Field first = named.putIfAbsent(name, file);
            if (first != null) {
                fields.find("name")
                        .ifPresent(
                                at -> at.fault("one used once; the first is in " + first.file()));
            }
            int before = faults.count();
            Profile profile = profile(name, fields);
            if (faults.count() == before && !name.isEmpty()) profiles.put(name, profile);
        }
        return List.copyOf(profiles.values());
    }

    private Profile profile(String name, Fields fields) {
        Profile like = like(name, fields);
        RoadUser user = fields.read("user", like.user(), at -> at.oneOf(RoadUser.values()));
        List<SpeedFactor> factors = fields.read("hours", List.of(), this::hours);
        return new Profile(
                name.isEmpty() ? "unnamed" : name,
                user,
                fields.read("vehicle", like.vehicle(), at -> vehicle(at, like.vehicle())),
                fields.read("may", like.may(), at -> may(at, like.may())),
                speeds(fields, like.speeds()),
                delays(fields, like.delays()),
                factors,
                zone);
    }

    private static Profile like(String name, Fields fields) {
        Profile own =
                Profile.STANDARD.stream()
                        .filter(each -> each.name().equals(name))
                        .findFirst()
                        .orElse(Profile.EMERGENCY);
        List<String> names = Profile.STANDARD.stream().map(Profile::name).toList();
        return fields.read(
                "like",
                own,
                at ->
                        at.written(
                                own,
                                "one of " + String.join(", ", names),
                                text ->
                                        Profile.STANDARD.stream()
                                                .filter(each -> each.name().equals(text))
                                                .findFirst()));
    }

    private static Profile.Vehicle vehicle(Field field, Profile.Vehicle like) {
        Fields fields = field.fields(Shape.PROFILE_VEHICLE);
        return new Profile.Vehicle(
                number(fields, "height_meters", like.heightMeters(), 0.1, 10),
                number(fields, "width_meters", like.widthMeters(), 0.1, 10),
                number(fields, "length_meters", like.lengthMeters(), 0.1, 50),
                number(fields, "weight_tonnes", like.weightTonnes(), 0.01, 200));
    }

    private static Profile.May may(Field field, Profile.May like) {
        Fields fields = field.fields(Shape.PROFILE_MAY);
        return new Profile.May(
                fields.flag("reserved", like.reserved()),
                fields.flag("bus_roads", like.busRoads()),
                fields.flag("pedestrian_zones", like.pedestrianZones()),
                fields.flag("military", like.military()),
                fields.flag("closed", like.closed()),
                fields.read(
                        "against_oneways",
                        like.againstOneways(),
                        at -> at.oneOf(Profile.Against.values())),
                fields.read(
                        "turn_signs",
                        like.turnSigns(),
                        at -> at.oneOf(Profile.TurnSigns.values())));
    }

    private static Profile.Speeds speeds(Fields fields, Profile.Speeds like) {
        double slowest = number(fields, "slowest_kmh", like.slowestKmh(), 0.5, MAX_KMH);
        double fastest = number(fields, "fastest_kmh", like.fastestKmh(), 0.5, MAX_KMH);
        if (fastest < slowest) {
            fields.find("fastest_kmh")
                    .or(() -> fields.find("slowest_kmh"))
                    .ifPresent(at -> at.fault("fastest_kmh not below slowest_kmh"));
            return like;
        }
        return new Profile.Speeds(
                byWord(fields, "speeds_kmh", RoadClass.values(), like.kmh(), MAX_KMH),
                byWord(fields, "of_limit", RoadClass.values(), like.ofLimit(), 3),
                slowest,
                fastest,
                byWord(fields, "surfaces_kmh", Surface.values(), like.onSurface(), MAX_KMH),
                byWord(fields, "tracks_kmh", TrackGrade.values(), like.onTrack(), MAX_KMH),
                byWord(fields, "smoothness_kmh", Smoothness.values(), like.onSmoothness(), MAX_KMH),
                number(fields, "against_oneway_factor", like.againstOneway(), 0.05, 1));
    }

    private static Profile.Delays delays(Fields fields, Profile.Delays like) {
        Fields turns =
                fields.find("turns_seconds").map(at -> at.fields(Shape.PROFILE_TURNS)).orElse(null);
        return new Profile.Delays(
                durations(fields, "delays_seconds", Holdup.values(), like.at()),
                turn(turns, "slight", like.slightTurn()),
                turn(turns, "turn", like.turn()),
                turn(turns, "sharp", like.sharpTurn()),
                turn(turns, "u_turn", like.uTurn()),
                turn(turns, "dead_end", like.deadEnd()),
                durations(fields, "barriers_seconds", Barrier.values(), like.barriers()),
                turn(fields, "boarding_seconds", like.boarding()));
    }

    private static Duration turn(@Nullable Fields fields, String key, Duration like) {
        if (fields == null) return like;
        return fields.read(
                key, like, at -> seconds(at.decimal(0, MAX_SECONDS, like.toMillis() / 1000.0)));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private static double number(Fields fields, String key, double like, double min, double max) {
        return fields.read(key, like, at -> at.decimal(min, max, like));
    }

    /** A number for each word, {@code never} for none; words that are left out stay as they are. */
    private static <E extends Enum<E>> Map<E, Double> byWord(
            Fields fields, String key, E[] words, Map<E, Double> like, double max) {
        var values = new HashMap<>(like);
        fields.find(key)
                .ifPresent(
                        field -> {
                            for (Field.Keyed entry : keyed(field, words)) {
                                E word = entry.key().oneOf(words);
                                OptionalDouble value = orNever(entry.value(), max);
                                if (value.isEmpty()) values.remove(word);
                                else values.put(word, value.getAsDouble());
                            }
                        });
        return values;
    }

    private static <E extends Enum<E>> Map<E, Duration> durations(
            Fields fields, String key, E[] words, Map<E, Duration> like) {
        var usual = new HashMap<E, Double>();
        like.forEach((word, delay) -> usual.put(word, delay.toMillis() / 1000.0));
        var durations = new HashMap<E, Duration>();
        byWord(fields, key, words, usual, MAX_SECONDS)
                .forEach((word, value) -> durations.put(word, seconds(value)));
        return durations;
    }

    private static <E extends Enum<E>> List<Field.Keyed> keyed(Field field, E[] words) {
        return field.keyed(0, words.length, "numbers by word, such as primary: 60");
    }

    private static OptionalDouble orNever(Field field, double max) {
        if (field.tree() instanceof Tree.Text text && text.value().equals("never")) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(field.decimal(0, max, 0));
    }

    private List<SpeedFactor> hours(Field field) {
        var factors = new ArrayList<SpeedFactor>();
        for (Field item : field.items(0, Profile.MAX_FACTORS)) {
            int before = faults.count();
            Fields fields = item.fields(Shape.PROFILE_HOURS);
            Set<Integer> when = fields.read("when", Set.of(0), ProfileReader::quartersOfWeek);
            Optional<Area> area = fields.find("area").map(ground::area).or(() -> district(fields));
            Set<RoadClass> roads = fields.read("roads", Set.of(), ProfileReader::classes);
            double factor = number(fields, "factor", 1, SpeedFactor.SLOWEST, SpeedFactor.FASTEST);
            if (faults.count() == before) factors.add(new SpeedFactor(when, area, roads, factor));
        }
        return factors;
    }

    private Optional<Area> district(Fields fields) {
        return fields.find("district")
                .map(
                        at ->
                                at.written(
                                        Ground.HARMLESS_AREA,
                                        "a declared district's id",
                                        id -> Optional.ofNullable(districts.get(id))));
    }

    private static Set<RoadClass> classes(Field field) {
        var classes = new LinkedHashSet<RoadClass>();
        for (Field item : field.items(1, RoadClass.values().length)) {
            classes.add(item.oneOf(RoadClass.values()));
        }
        return classes;
    }

    private static Set<Integer> quartersOfWeek(Field field) {
        List<Field> parts =
                field.tree() instanceof Tree.Text
                        ? List.of(field)
                        : field.items(1, Sections.MAX_HOURS);
        var quarters = new LinkedHashSet<Integer>();
        for (Field part : parts) addQuarters(part, quarters);
        return quarters.isEmpty() ? Set.of(0) : quarters;
    }

    private static void addQuarters(Field field, Set<Integer> all) {
        var harmless = new Hours(List.of(DayOfWeek.MONDAY), LocalTime.MIN, LocalTime.MIN);
        Hours hours = field.written(harmless, Written.HOURS, Written::hours);
        int minutes = SpeedFactor.MINUTES_PER_QUARTER;
        int from = hours.from().toSecondOfDay() / 60;
        int to = hours.to().toSecondOfDay() / 60;
        if (from % minutes != 0 || to % minutes != 0) {
            field.fault("full quarters of an hour, such as mon-fri 07:15-09:00");
            return;
        }
        int perDay = SpeedFactor.QUARTERS_OF_WEEK / 7;
        int length = Math.floorMod((to - from) / minutes - 1, perDay) + 1;
        for (DayOfWeek day : hours.days()) {
            int first = (day.getValue() - 1) * perDay + from / minutes;
            for (int i = 0; i < length; i++) all.add((first + i) % SpeedFactor.QUARTERS_OF_WEEK);
        }
    }
}
