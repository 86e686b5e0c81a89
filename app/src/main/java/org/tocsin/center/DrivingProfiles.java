package org.tocsin.center;

import org.tocsin.road.Profile;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a center's units drive: the standard profiles, changed and added to by the files in its
 * {@code profiles/} folder, and which of them each unit names.
 *
 * @param all each name once
 * @param ofUnit the names of profiles by call sign; who is not named drives with lights and sirens
 * @throws IllegalArgumentException if a unit names a profile that is not there
 */
public record DrivingProfiles(List<Profile> all, Map<String, String> ofUnit) {
    /** What a unit that names none drives by. */
    public static final String USUAL = Profile.EMERGENCY.name();

    /** Every unit with lights and sirens. */
    public static final DrivingProfiles STANDARD = new DrivingProfiles(Profile.STANDARD, Map.of());

    public DrivingProfiles {
        all = List.copyOf(all);
        ofUnit = Map.copyOf(ofUnit);
        Set<String> names = new TreeSet<>(all.stream().map(Profile::name).toList());
        for (String name : ofUnit.values()) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException(
                        "a unit drives by %s, expected one of %s".formatted(name, names));
            }
        }
    }

    /** What the unit drives by. */
    public Profile of(String callSign) {
        return named(ofUnit.getOrDefault(callSign, USUAL));
    }

    private Profile named(String name) {
        for (Profile each : all) if (each.name().equals(name)) return each;
        return Profile.EMERGENCY;
    }

    /** What whoever names no unit means. */
    public Profile usual() {
        return named(USUAL);
    }

    /** The profiles that the roads are opened for: of all who drive, and of all that units name. */
    public List<Profile> asked() {
        var asked = new LinkedHashSet<Profile>();
        asked.add(usual());
        for (Profile each : all) if (each.driven()) asked.add(each);
        for (String name : new TreeSet<>(ofUnit.values())) asked.add(named(name));
        return List.copyOf(asked);
    }
}
