package org.tocsin.road;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** For whom a network is made: vehicles keep to theirs, bicycles and people on foot to another. */
enum Traffic {
    DRIVEN(RoadGraph.DRIVEN, List.of(Profile.NORMAL, Profile.EMERGENCY)),
    LIGHT(RoadGraph.LIGHT, List.of(Profile.BICYCLE, Profile.FOOT));

    private final List<Profile> profiles;
    private final List<Profile> asUsual;

    Traffic(List<Profile> profiles, List<Profile> asUsual) {
        this.profiles = profiles;
        this.asUsual = asUsual;
    }

    List<Profile> profiles() {
        return profiles;
    }

    /** By whose rules a road is called one-way: the first of them who may use it. */
    List<Profile> asUsual() {
        return asUsual;
    }

    Optional<RoadTags.Way> read(Map<String, String> tags) {
        return switch (this) {
            case DRIVEN -> RoadTags.forVehicles(tags);
            case LIGHT -> RoadTags.forPaths(tags);
        };
    }

    /** Whether the sign means any of them: vehicles' network also keeps those that mean others. */
    boolean heeds(TurnSign sign) {
        return this == DRIVEN
                || profiles.stream().anyMatch(each -> (sign.users() & each.user().bit()) != 0);
    }
}
