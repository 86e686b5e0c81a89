package org.tocsin.center;

import java.time.Duration;

/** How near in time and place another call must be to be suggested as the same incident. */
public record RelatedWindow(Duration within, double meters) {
    /** That of a center that names none. */
    static RelatedWindow usual() {
        return new RelatedWindow(Duration.ofMinutes(30), 300);
    }
}
