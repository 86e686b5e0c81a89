package org.tocsin.recommend;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

import java.time.Duration;
import java.util.Optional;

/**
 * When and where a busy unit is expected to be free again: an estimate.
 *
 * @param in from now, rounded to whole seconds, 0 or more
 * @param doing what ends then, as a phrase: {@code clearing at hospital}
 * @param travel the driving time from where it will be free to the incident; empty if unreachable
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonPropertyOrder({"in", "doing", "travel"})
public record Release(Duration in, String doing, Optional<Duration> travel) {
    public Release {
        in = Clock.wholeSeconds("the time until a unit is free", in);
        travel = travel.map(t -> Clock.wholeSeconds("a travel time", t));
    }
}
