package org.tocsin.recommend;

import java.time.Duration;

/**
 * How much better something second best must be before it is proposed, as a center sets it.
 *
 * @param substituteGain how much sooner a requirement must be complete for each step down its list
 *     of options
 * @param queueGain how much sooner a unit that is still busy must arrive than a free one: its time
 *     is an estimate
 * @param queueLimit units free later than this are not proposed at all
 * @param coverTarget how far away, in driving time, a unit of another station still covers a gap
 */
public record Policy(
        Duration substituteGain, Duration queueGain, Duration queueLimit, Duration coverTarget) {
    /** Two minutes, one minute, fifteen minutes, eight minutes. */
    public static final Policy STANDARD =
            new Policy(
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(15),
                    Duration.ofMinutes(8));

    public Policy {
        substituteGain = Clock.wholeSeconds("the gain of a substitute", substituteGain);
        queueGain = Clock.wholeSeconds("the gain of a busy unit", queueGain);
        queueLimit = Clock.wholeSeconds("the limit for busy units", queueLimit);
        coverTarget = Clock.wholeSeconds("the target of cover", coverTarget);
    }
}
