package org.tocsin.recommend;

import org.jspecify.annotations.Nullable;
import org.tocsin.coverage.Left;
import org.tocsin.plan.Option;
import org.tocsin.plan.Requirement;
import org.tocsin.recommend.Filling.Fill;
import org.tocsin.recommend.Shortfall.Obstacle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Puts a filling into words: each unit in it with its reason, and each other with why not. */
final class Explanation {
    private final Inputs inputs;
    private final Pool pool;
    private final Filling filling;
    private final Set<String> asked = new TreeSet<>();
    private final Map<String, Slot> slotOf = new HashMap<>();
    private final Map<String, Able> goingParties = new HashMap<>();
    private final Map<String, Left> leaves = new HashMap<>();
    private final Map<String, List<Able>> ableByCapability = new HashMap<>();

    Explanation(Inputs inputs, Pool pool, Filling filling) {
        this.inputs = inputs;
        this.pool = pool;
        this.filling = filling;
        for (Requirement requirement : inputs.need().requirements()) {
            requirement.options().forEach(o -> asked.addAll(o.capabilities().keySet()));
        }
        for (Fill fill : filling.fills()) fill.unit().ifPresent(unit -> goes(unit, fill.slot()));
        for (String capability : asked) ableByCapability.put(capability, byTime(capability));
        findLeaves();
    }

    private void goes(Able unit, Slot slot) {
        slotOf.put(unit.candidate().unit(), slot);
        goingParties.put(unit.party(), unit);
    }

    private List<Able> byTime(String capability) {
        var able = new ArrayList<Able>();
        for (Able unit : pool.able) {
            if (!unit.committed() && unit.can(capability)) able.add(unit);
        }
        able.sort(BY_TIME);
        return able;
    }

    private static final Comparator<Able> BY_TIME =
            (a, b) ->
                    a.weighed() == b.weighed()
                            ? Integer.compare(a.order(), b.order())
                            : Long.compare(a.weighed(), b.weighed());

    private void findLeaves() {
        List<String> going =
                filling.fresh().sorted(BY_TIME).map(unit -> unit.candidate().unit()).toList();
        List<Optional<Left>> left = pool.coverage.afterLeaving(going);
        for (int i = 0; i < going.size(); i++) {
            String unit = going.get(i);
            left.get(i).ifPresent(l -> leaves.put(unit, l));
        }
    }

    Recommendation recommendation(boolean allOptionsTried) {
        return new Recommendation(
                inputs.incident(),
                inputs.at(),
                inputs.source(),
                outcomes(),
                shortfalls(),
                ranked(),
                new Preemptions(inputs, pool, filling).list(),
                allOptionsTried);
    }

    private List<Outcome> outcomes() {
        List<Requirement> requirements = inputs.need().requirements();
        var outcomes = new ArrayList<Outcome>();
        for (int i = 0; i < requirements.size(); i++) {
            var picks = new ArrayList<Pick>();
            for (Fill fill : filling.fills()) {
                if (fill.slot().requirement() != i) continue;
                fill.unit().ifPresent(unit -> picks.add(pick(unit, fill.slot())));
            }
            outcomes.add(new Outcome(requirements.get(i), filling.options().get(i), picks));
        }
        return outcomes;
    }

    private Pick pick(Able unit, Slot slot) {
        String callSign = unit.candidate().unit();
        return new Pick(
                callSign,
                slot.capability(),
                unit.arrival(),
                whyProposed(unit, slot.capability()),
                Optional.ofNullable(leaves.get(callSign)));
    }

    private Reason whyProposed(Able unit, String capability) {
        if (unit.committed()) {
            return new Reason.OnIncident(Optional.of(capability), unit.candidate().status());
        }
        if (unit.waitsFor().isPresent()) {
            Release release = unit.waitsFor().get();
            return new Reason.SoonFree(
                    capability, release.in(), release.doing(), release.travel().orElseThrow());
        }
        int nth = 1;
        for (Able other : ableByCapability.getOrDefault(capability, List.of())) {
            if (BY_TIME.compare(other, unit) < 0) nth++;
        }
        return new Reason.Closest(capability, nth, unit.arrival().orElseThrow(), inputs.source());
    }

    private List<Shortfall> shortfalls() {
        var missing = new LinkedHashMap<Slot, Integer>();
        for (Fill fill : filling.fills()) {
            if (fill.unit().isEmpty()) missing.merge(fill.slot(), 1, Integer::sum);
        }
        var shortfalls = new ArrayList<Shortfall>();
        missing.forEach(
                (slot, count) ->
                        shortfalls.add(
                                new Shortfall(
                                        inputs.need().requirements().get(slot.requirement()).name(),
                                        slot.capability(),
                                        count,
                                        obstacles(slot))));
        return shortfalls;
    }

    private Map<Obstacle, List<String>> obstacles(Slot slot) {
        var obstacles = new EnumMap<Obstacle, List<String>>(Obstacle.class);
        for (Able unit : pool.able) {
            String callSign = unit.candidate().unit();
            if (!unit.can(slot.capability()) || slot.equals(slotOf.get(callSign))) continue;
            Obstacle obstacle = slotOf.containsKey(callSign) ? Obstacle.OTHER_SLOT : Obstacle.CREW;
            obstacles.computeIfAbsent(obstacle, _ -> new ArrayList<>()).add(callSign);
        }
        for (Kept kept : pool.kept) {
            if (!kept.candidate().capabilities().contains(slot.capability())) continue;
            obstacles
                    .computeIfAbsent(kept.obstacle(), _ -> new ArrayList<>())
                    .add(kept.candidate().unit());
        }
        return obstacles;
    }

    /** Where in the list a unit stands. */
    private enum Tier {
        GOING,
        COULD_GO,
        KEPT,
        NOT_ASKED
    }

    /** A line of the list with what it is sorted by. */
    private record Line(Tier tier, Obstacle obstacle, long seconds, Ranked ranked)
            implements Comparable<Line> {
        /** The likeliest first. */
        @Override
        public int compareTo(Line other) {
            if (tier != other.tier) return tier.compareTo(other.tier);
            if (obstacle != other.obstacle) return obstacle.compareTo(other.obstacle);
            if (seconds != other.seconds) return Long.compare(seconds, other.seconds);
            return ranked.unit().compareTo(other.ranked.unit());
        }

        static Line of(Tier tier, Obstacle obstacle, Ranked ranked) {
            long seconds = ranked.arrival().map(Duration::toSeconds).orElse(Long.MAX_VALUE);
            return new Line(tier, obstacle, seconds, ranked);
        }
    }

    private List<Ranked> ranked() {
        var lines = new ArrayList<Line>();
        for (Able unit : pool.able) lines.add(line(unit));
        for (Kept kept : pool.kept) lines.add(line(kept));
        Collections.sort(lines);
        var ranked = new ArrayList<Ranked>(lines.size());
        for (Line line : lines) ranked.add(line.ranked());
        return ranked;
    }

    private Line line(Able unit) {
        String callSign = unit.candidate().unit();
        Slot slot = slotOf.get(callSign);
        Reason reason = slot == null ? whyNot(unit) : whyProposed(unit, slot.capability());
        Tier tier =
                slot != null
                        ? Tier.GOING
                        : reason instanceof Reason.NotAsked ? Tier.NOT_ASKED : Tier.COULD_GO;
        var ranked = new Ranked(callSign, slot != null, unit.arrival(), reason);
        return Line.of(tier, Obstacle.OTHER_SLOT, ranked);
    }

    private Line line(Kept kept) {
        Candidate candidate = kept.candidate();
        boolean useful = asked(candidate) != null;
        Reason reason = useful ? kept.reason() : new Reason.NotAsked();
        var ranked = new Ranked(candidate.unit(), false, kept.arrival(), reason);
        return useful
                ? Line.of(Tier.KEPT, kept.obstacle(), ranked)
                : Line.of(Tier.NOT_ASKED, Obstacle.OTHER_SLOT, ranked);
    }

    private Reason whyNot(Able unit) {
        if (unit.committed()) {
            return new Reason.OnIncident(Optional.empty(), unit.candidate().status());
        }
        @Nullable String useful = asked(unit.candidate());
        if (useful == null) return new Reason.NotAsked();
        Able partner = goingParties.get(unit.party());
        if (partner != null) {
            return new Reason.CrewGoes(
                    unit.candidate().crew().orElseThrow(), partner.candidate().unit());
        }
        return whyBeaten(unit, useful);
    }

    /** The first capability of the candidate that the plan names. */
    private @Nullable String asked(Candidate candidate) {
        for (String capability : candidate.capabilities()) {
            if (asked.contains(capability)) return capability;
        }
        return null;
    }

    private Reason whyBeaten(Able unit, String useful) {
        Able last = null;
        String as = "";
        boolean met = false;
        for (Fill fill : filling.fills()) {
            Able other = fill.unit().orElse(null);
            String capability = fill.slot().capability();
            if (other == null || !unit.can(capability)) continue;
            met = true;
            if (other.committed()) {
                if (last == null) as = capability;
            } else if (last == null || BY_TIME.compare(other, last) > 0) {
                last = other;
                as = capability;
            }
        }
        if (last != null) return whyBehind(unit, as, last);
        return met ? new Reason.AlreadyMet(as) : unused(unit, useful);
    }

    private static Reason whyBehind(Able unit, String as, Able last) {
        String than = last.candidate().unit();
        Duration by = unit.arrival().orElseThrow().minus(last.arrival().orElseThrow());
        if (unit.waitsFor().isPresent()) {
            Release release = unit.waitsFor().get();
            return by.isNegative()
                    ? new Reason.NotWorthWaiting(as, release, than)
                    : new Reason.SlowerAfterWait(as, release, than, by);
        }
        return unit.weighed() == last.weighed()
                ? new Reason.Even(as, than, unit.opensGap() && !last.opensGap())
                : new Reason.Slower(as, than, by);
    }

    /** The first option not taken that this unit could help with. */
    private Reason unused(Able unit, String useful) {
        List<Requirement> requirements = inputs.need().requirements();
        for (int i = 0; i < requirements.size(); i++) {
            Requirement requirement = requirements.get(i);
            Option taken = requirement.options().get(filling.options().get(i));
            for (Option option : requirement.options()) {
                @Nullable String capability = first(unit, option);
                if (capability != null) {
                    return new Reason.OptionUnused(
                            capability, requirement.name(), taken.toString());
                }
            }
        }
        throw new IllegalStateException(
                "%s has %s, which no option of %s names"
                        .formatted(unit.candidate().unit(), useful, inputs.need().rule()));
    }

    private static @Nullable String first(Able unit, Option option) {
        return option.capabilities().keySet().stream().filter(unit::can).findFirst().orElse(null);
    }
}
