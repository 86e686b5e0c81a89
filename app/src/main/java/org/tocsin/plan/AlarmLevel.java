package org.tocsin.plan;

import java.util.List;

/**
 * One level of a plan rule.
 *
 * @param replaces whether it stands alone; otherwise it comes on top of the level below
 */
public record AlarmLevel(
        boolean replaces,
        List<Requirement> requirements,
        List<Standby> standby,
        List<String> notifications) {
    public static final int MAX_REQUIREMENTS = 50;

    public AlarmLevel {
        requirements =
                Check.list("an alarm level's requirements", requirements, 0, MAX_REQUIREMENTS);
        standby = Check.list("an alarm level's standby", standby, 0, MAX_REQUIREMENTS);
        notifications =
                Check.list("an alarm level's notifications", notifications, 0, MAX_REQUIREMENTS);
    }
}
