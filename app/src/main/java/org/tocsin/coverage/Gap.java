package org.tocsin.coverage;

import java.time.Duration;
import java.util.Optional;

/**
 * A capability that no unit of the station can bring any more.
 *
 * @param backup the nearest unit elsewhere that can, if it is near enough to count as cover
 */
public record Gap(String capability, Optional<Backup> backup) {
    /**
     * A unit of another station that covers the gap.
     *
     * @param about how long it would take, estimated by straight line
     */
    public record Backup(String unit, Duration about) {}
}
