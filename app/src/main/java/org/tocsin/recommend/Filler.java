package org.tocsin.recommend;

import static java.util.Objects.requireNonNull;

import org.tocsin.plan.Option;
import org.tocsin.plan.Requirement;
import org.tocsin.recommend.Filling.Fill;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Fills the slots of a plan. Columns of the matching are parties (a unit, or the units that share a
 * crew), so that two units of one crew never go; what a party costs for a capability is what its
 * cheapest unit with that capability costs.
 */
final class Filler {
    /** How many combinations of options are tried before each requirement is decided in turn. */
    static final int MAX_COMBINATIONS = 256;

    /** Longer drives count as this one (36 hours). */
    private static final long MAX_SECONDS = (1 << 17) - 1;

    /** More than all drives of a set together: what sending one unit more costs. */
    private static final long ONE_UNIT = 1L << 24;

    private final Inputs inputs;
    private final List<Requirement> requirements;
    private final int mostSlots;
    private final Map<String, Integer> parties = new HashMap<>();
    private final Map<String, Map<Integer, Able>> unitByCapability = new HashMap<>();
    private final Map<String, long[]> costByCapability = new HashMap<>();

    Filler(Inputs inputs, List<Able> able) {
        this.inputs = inputs;
        requirements = inputs.need().requirements();
        mostSlots = Inputs.mostSlots(inputs.need());
        Map<String, List<Able>> shortlists = new LinkedHashMap<>();
        for (String capability : capabilities()) {
            shortlists.put(capability, shortlist(capability, able));
        }
        for (List<Able> shortlist : shortlists.values()) {
            for (Able unit : shortlist) parties.putIfAbsent(unit.party(), parties.size());
        }
        shortlists.forEach(this::price);
    }

    private Set<String> capabilities() {
        var all = new LinkedHashSet<String>();
        for (Requirement requirement : requirements) {
            requirement.options().forEach(o -> all.addAll(o.capabilities().keySet()));
        }
        return all;
    }

    /**
     * The cheapest unit of each party that has the capability, and of those no more than there can
     * be slots: if a set held one beyond, one before it would be free and could take its slot.
     */
    private List<Able> shortlist(String capability, List<Able> able) {
        var can = new ArrayList<Able>();
        for (Able unit : able) if (unit.can(capability)) can.add(unit);
        can.sort(Comparator.comparingLong(Filler::cost));
        var shortlist = new LinkedHashMap<String, Able>();
        for (Able unit : can) {
            if (shortlist.size() == mostSlots) break;
            shortlist.putIfAbsent(unit.party(), unit);
        }
        return List.copyOf(shortlist.values());
    }

    private void price(String capability, List<Able> shortlist) {
        var units = new HashMap<Integer, Able>();
        long[] costs = new long[parties.size()];
        Arrays.fill(costs, Matching.NEVER);
        for (Able unit : shortlist) {
            int party = requireNonNull(parties.get(unit.party()));
            units.put(party, unit);
            costs[party] = cost(unit);
        }
        unitByCapability.put(capability, units);
        costByCapability.put(capability, costs);
    }

    /**
     * Three numbers in one, none able to spill into the one above it over {@link Inputs#MAX_SLOTS}
     * units: seconds (zero for a unit that is committed anyway), gaps opened, place by call sign.
     */
    static long cost(Able unit) {
        long seconds = unit.committed() ? 0 : ONE_UNIT + Math.min(unit.weighed(), MAX_SECONDS);
        return (seconds << 28) + (unit.opensGap() ? 1L << 20 : 0) + unit.order();
    }

    /** Whether all combinations of options can be tried. */
    boolean triesAll() {
        long combinations = 1;
        for (Requirement requirement : requirements) {
            combinations *= requirement.options().size();
            if (combinations > MAX_COMBINATIONS) return false;
        }
        return true;
    }

    /** The best filling; of equal ones, that with the preferred options in earlier requirements. */
    Filling best() {
        return triesAll() ? bestOfAll() : bestInTurn();
    }

    private Filling bestOfAll() {
        int[] options = new int[requirements.size()];
        Filling best = fill(options);
        while (next(options)) best = better(best, fill(options));
        return best;
    }

    private static Filling better(Filling best, Filling other) {
        return other.grade().compareTo(best.grade()) < 0 ? other : best;
    }

    /** Counts up, the last requirement fastest; false after the last combination. */
    private boolean next(int[] options) {
        for (int i = options.length - 1; i >= 0; i--) {
            if (++options[i] < requirements.get(i).options().size()) return true;
            options[i] = 0;
        }
        return false;
    }

    /** One pass: the best option of each, those before it settled, those after it preferred. */
    private Filling bestInTurn() {
        Filling best = fill(new int[requirements.size()]);
        for (int i = 0; i < requirements.size(); i++) {
            int[] options = best.options().stream().mapToInt(Integer::intValue).toArray();
            for (int option = 1; option < requirements.get(i).options().size(); option++) {
                options[i] = option;
                best = better(best, fill(options));
            }
        }
        return best;
    }

    /** Who fills the slots of these options best. */
    private Filling fill(int[] options) {
        List<Slot> slots = slots(options);
        long[][] cost = new long[slots.size()][];
        for (int i = 0; i < cost.length; i++) cost[i] = costs(slots.get(i).capability());
        int[] partyOf = Matching.cheapest(cost, parties.size());
        var going = new ArrayList<Able>();
        var filled = new ArrayList<Slot>();
        long total = 0;
        for (int i = 0; i < cost.length; i++) {
            if (partyOf[i] == Matching.ALONE) continue;
            going.add(unit(slots.get(i).capability(), partyOf[i]));
            filled.add(slots.get(i));
            total += cost[i][partyOf[i]];
        }
        Iterator<Able> placed = place(filled, going).iterator();
        var fills = new ArrayList<Fill>();
        for (int i = 0; i < cost.length; i++) {
            boolean alone = partyOf[i] == Matching.ALONE;
            fills.add(
                    new Fill(slots.get(i), alone ? Optional.empty() : Optional.of(placed.next())));
        }
        List<Integer> chosen = Arrays.stream(options).boxed().toList();
        return new Filling(chosen, fills, grade(options, fills, total));
    }

    private long[] costs(String capability) {
        return requireNonNull(costByCapability.get(capability));
    }

    private Able unit(String capability, int party) {
        return requireNonNull(requireNonNull(unitByCapability.get(capability)).get(party));
    }

    private List<Slot> slots(int[] options) {
        var slots = new ArrayList<Slot>();
        for (int i = 0; i < options.length; i++) {
            Option option = requirements.get(i).options().get(options[i]);
            for (Map.Entry<String, Integer> entry : option.capabilities().entrySet()) {
                slots.addAll(Collections.nCopies(entry.getValue(), new Slot(i, entry.getKey())));
            }
        }
        return slots;
    }

    /**
     * Who goes is settled; now who does what: earlier requirements get the earlier units, then the
     * earlier call signs.
     *
     * @return by slot
     */
    private List<Able> place(List<Slot> filled, List<Able> going) {
        List<Able> units = going.stream().sorted(Comparator.comparingInt(Able::order)).toList();
        int size = units.size();
        long[][] cost = new long[size][size];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                int among = (size - row) * column;
                cost[row][column] = placeCost(filled.get(row), units.get(column), among);
            }
        }
        return Arrays.stream(Matching.cheapest(cost, size)).mapToObj(units::get).toList();
    }

    private long placeCost(Slot slot, Able unit, int among) {
        if (!unit.can(slot.capability())) return Matching.NEVER;
        int weight = requirements.size() - slot.requirement();
        return ((Math.min(unit.weighed(), MAX_SECONDS) * weight) << 22) + among;
    }

    private Grade grade(int[] options, List<Fill> fills, long cost) {
        Integer[] missing = new Integer[options.length];
        Arrays.fill(missing, 0);
        long[] last = new long[options.length];
        boolean[] sends = new boolean[options.length];
        int sent = 0;
        for (Fill fill : fills) {
            int requirement = fill.slot().requirement();
            if (fill.unit().isEmpty()) missing[requirement]++;
            if (fill.fresh().isEmpty()) continue;
            sent++;
            sends[requirement] = true;
            last[requirement] = Math.max(last[requirement], fill.fresh().get().weighed());
        }
        long seconds = 0;
        int steps = 0;
        long gain = inputs.policy().substituteGain().toSeconds();
        for (int i = 0; i < options.length; i++) {
            if (!sends[i]) continue;
            seconds += last[i] + options[i] * gain;
            steps += options[i];
        }
        return new Grade(List.of(missing), seconds, steps, sent, cost);
    }
}
