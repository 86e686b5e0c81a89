package org.tocsin.plan;

import java.util.Optional;

/**
 * Units kept ready while an incident lasts, not sent to it.
 *
 * @param count how many, 1 to 99
 * @param station the id of the station they are to stand by at; none means wherever they are
 */
public record Standby(String capability, int count, Optional<String> station) {
    public Standby {
        Check.text("a standby's capability", capability, 40);
        Check.number("a standby's count", count, 1, Option.MAX_COUNT);
    }
}
