package org.tocsin.road;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** For whom a network is made: vehicles keep to theirs, bicycles and people on foot to another. */
enum Traffic {
    DRIVEN,
    LIGHT;

    List<Profile> profiles() {
        return switch (this) {
            case DRIVEN -> RoadGraph.DRIVEN;
            case LIGHT -> RoadGraph.LIGHT;
        };
    }

    /** By whose rules a road is called one-way: the first of them who may use it. */
    List<Profile> asUsual() {
        return switch (this) {
            case DRIVEN -> List.of(Profile.NORMAL, Profile.EMERGENCY);
            case LIGHT -> List.of(Profile.BICYCLE, Profile.FOOT);
        };
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
                || profiles().stream().anyMatch(each -> (sign.users() & each.user().bit()) != 0);
    }
}
