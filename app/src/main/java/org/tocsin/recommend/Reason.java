package org.tocsin.recommend;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import org.tocsin.road.Times;
import org.tocsin.unit.UnitStatus;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Why a unit is proposed, or why not: the facts, so that a page can say them in its language, and
 * the English sentence made of them. The names in JSON are part of the record: never rename one.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Reason.Closest.class, name = "closest"),
    @JsonSubTypes.Type(value = Reason.SoonFree.class, name = "soonFree"),
    @JsonSubTypes.Type(value = Reason.OnIncident.class, name = "onIncident"),
    @JsonSubTypes.Type(value = Reason.Slower.class, name = "slower"),
    @JsonSubTypes.Type(value = Reason.SlowerAfterWait.class, name = "slowerAfterWait"),
    @JsonSubTypes.Type(value = Reason.Even.class, name = "even"),
    @JsonSubTypes.Type(value = Reason.NotWorthWaiting.class, name = "notWorthWaiting"),
    @JsonSubTypes.Type(value = Reason.AlreadyMet.class, name = "alreadyMet"),
    @JsonSubTypes.Type(value = Reason.OptionUnused.class, name = "optionUnused"),
    @JsonSubTypes.Type(value = Reason.NotAsked.class, name = "notAsked"),
    @JsonSubTypes.Type(value = Reason.Busy.class, name = "busy"),
    @JsonSubTypes.Type(value = Reason.Excluded.class, name = "excluded"),
    @JsonSubTypes.Type(value = Reason.CrewOut.class, name = "crewOut"),
    @JsonSubTypes.Type(value = Reason.CrewGoes.class, name = "crewGoes"),
    @JsonSubTypes.Type(value = Reason.Unreachable.class, name = "unreachable"),
    @JsonSubTypes.Type(value = Reason.OutOfService.class, name = "outOfService"),
    @JsonSubTypes.Type(value = Reason.OffDuty.class, name = "offDuty")
})
public sealed interface Reason {
    /**
     * As the dispatcher reads it, beside the call sign and the time of arrival: in lower case,
     * without a full stop.
     */
    String sentence();

    /**
     * Proposed: free, and no nearer free unit with the capability is left out.
     *
     * @param nth its place among the units that could go as this, by arrival, from 1; the ones
     *     before it go too, some in another slot
     */
    record Closest(String capability, int nth, Duration travel, Times.Source source)
            implements Reason {
        @Override
        public String sentence() {
            return "%s %s by %s, %s"
                    .formatted(Clock.closest(nth), capability, source.label(), Clock.clock(travel));
        }
    }

    /** Proposed though it is still busy: waiting for it is faster than any free unit. */
    record SoonFree(String capability, Duration in, String doing, Duration travel)
            implements Reason {
        @Override
        public String sentence() {
            return "soon free: %s in %s, then %s as %s"
                    .formatted(doing, Clock.about(in), Clock.clock(travel), capability);
        }
    }

    /**
     * Assigned to the incident already.
     *
     * @param capability the slot it fills; empty if the plan has none for it
     */
    record OnIncident(Optional<String> capability, UnitStatus status) implements Reason {
        @Override
        public String sentence() {
            return "already on this incident (%s), %s"
                    .formatted(
                            words(status),
                            capability.map(c -> "counts as " + c).orElse("beyond the plan"));
        }
    }

    /**
     * Later than the last of those that go as what it could go as.
     *
     * @param than that unit
     * @param by how much later
     */
    record Slower(String capability, String than, Duration by) implements Reason {
        @Override
        public String sentence() {
            return "as %s %s after %s".formatted(capability, Clock.clock(by), than);
        }
    }

    /** It could be waited for, but would be later than the last of those that go. */
    record SlowerAfterWait(String capability, Release release, String than, Duration by)
            implements Reason {
        @Override
        public String sentence() {
            return "%s; as %s %s after %s"
                    .formatted(until(release), capability, Clock.clock(by), than);
        }
    }

    /** It may come sooner than one that goes, but by less than an estimate is good for. */
    record NotWorthWaiting(String capability, Release release, String than) implements Reason {
        @Override
        public String sentence() {
            return "%s; as %s too little sooner than %s to wait for"
                    .formatted(until(release), capability, than);
        }
    }

    /**
     * As fast as one that goes.
     *
     * @param opensGap whether it is the last of its kind at its station, which decided; else the
     *     call signs did
     */
    record Even(String capability, String than, boolean opensGap) implements Reason {
        @Override
        public String sentence() {
            return "as %s as fast as %s; %s"
                    .formatted(
                            capability,
                            than,
                            opensGap
                                    ? "it is the last of its kind at its station"
                                    : "nothing else tells them apart");
        }
    }

    /** Every slot it could fill is filled by units that are on the incident already. */
    record AlreadyMet(String capability) implements Reason {
        @Override
        public String sentence() {
            return "the need for %s is met by units on this incident".formatted(capability);
        }
    }

    /**
     * It could only fill a slot of an option that is not taken.
     *
     * @param option the option that is taken instead, as people write it
     */
    record OptionUnused(String capability, String requirement, String option) implements Reason {
        @Override
        public String sentence() {
            return "%s is not needed: %s are met by %s".formatted(capability, requirement, option);
        }
    }

    /** It has no capability that the plan names. */
    record NotAsked() implements Reason {
        @Override
        public String sentence() {
            return "cannot do anything this plan asks for";
        }
    }

    /** At work, and not free soon enough to wait for, if that can be said at all. */
    record Busy(UnitStatus status, String incident, int priority, Optional<Release> release)
            implements Reason {
        @Override
        public String sentence() {
            String free =
                    release.map(r -> ", %s in %s".formatted(r.doing(), Clock.about(r.in())))
                            .orElse("");
            return "busy: %s on %s (priority %d)%s"
                    .formatted(words(status), incident, priority, free);
        }
    }

    record Excluded(Set<Exclusion> exclusions) implements Reason {
        public Excluded {
            var ordered = EnumSet.noneOf(Exclusion.class);
            ordered.addAll(exclusions);
            exclusions = Collections.unmodifiableSet(ordered);
        }

        @Override
        public String sentence() {
            return exclusions.stream().map(Exclusion::phrase).collect(joining(", "));
        }
    }

    /** The crew it shares is at work with another unit. */
    record CrewOut(String crew, String with) implements Reason {
        @Override
        public String sentence() {
            return "its crew %s is out with %s".formatted(crew, with);
        }
    }

    /** The crew it shares is proposed to go with another unit. */
    record CrewGoes(String crew, String with) implements Reason {
        @Override
        public String sentence() {
            return "its crew %s goes with %s".formatted(crew, with);
        }
    }

    record Unreachable(Optional<Times.Unreachable> why) implements Reason {
        @Override
        public String sentence() {
            return "not reachable" + why.map(w -> ": " + w.sentence()).orElse(" by road");
        }
    }

    record OutOfService() implements Reason {
        @Override
        public String sentence() {
            return "out of service";
        }
    }

    record OffDuty() implements Reason {
        @Override
        public String sentence() {
            return "off duty";
        }
    }

    private static String until(Release release) {
        return "busy, %s in %s".formatted(release.doing(), Clock.about(release.in()));
    }

    private static String words(UnitStatus status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
