package org.tocsin.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tocsin.place.Point;
import org.tocsin.plan.Need;
import org.tocsin.plan.Option;
import org.tocsin.plan.Requirement;
import org.tocsin.unit.UnitStatus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * The set found against every set there is, on small random towns. {@code -Dseeds=100000} tries
 * more of them, the mutation test fewer.
 */
class RecommendTwinTest {
    private static final List<String> CAPABILITIES = List.of("ALS", "BLS", "ENGINE", "LADDER");

    private static final List<UnitStatus> STATUSES = List.of(UnitStatus.values());

    static LongStream seeds() {
        return LongStream.range(0, Long.getLong("seeds", 600));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noOtherSetIsBetter(long seed) {
        Inputs inputs = town(new Random(seed));

        Recommendation answer = Recommend.rank(inputs);

        assertThat(answer.allOptionsTried()).isTrue();
        assertThat(new Twin(inputs).gradeOf(answer))
                .as("seed %d", seed)
                .containsExactly(new Twin(inputs).best());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theOrderOfTheCandidatesDoesNotMatter(long seed) {
        Inputs inputs = town(new Random(seed));
        var shuffled = new ArrayList<>(inputs.candidates());
        Collections.shuffle(shuffled, new Random(seed));

        Inputs other = Town.inputs(inputs.need(), inputs.policy(), shuffled);

        assertThat(other).as("seed %d", seed).isEqualTo(inputs);
        assertThat(Recommend.rank(other)).as("seed %d", seed).isEqualTo(Recommend.rank(inputs));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyCandidateIsListedOnceWithAReason(long seed) {
        Inputs inputs = town(new Random(seed));

        Recommendation answer = Recommend.rank(inputs);

        assertThat(answer.ranked().stream().map(Ranked::unit))
                .as("seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(
                        inputs.candidates().stream().map(Candidate::unit).toList());
        assertThat(answer.ranked().stream().filter(Ranked::proposed).map(Ranked::unit))
                .as("seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(
                        answer.picks().stream().map(Pick::unit).toList());
        assertThat(answer.ranked()).allSatisfy(r -> assertThat(r.reason().sentence()).isNotBlank());
    }

    static Inputs town(Random random) {
        var candidates = new ArrayList<Candidate>();
        int units = random.nextInt(7);
        for (int i = 0; i < units; i++) candidates.add(candidate("U" + i, random));
        var policy =
                new Policy(
                        Duration.ofSeconds(random.nextInt(3) * 60L),
                        Duration.ofSeconds(random.nextInt(3) * 30L),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(8));
        return Town.inputs(need(random), policy, candidates);
    }

    private static Candidate candidate(String name, Random random) {
        var capabilities = new HashSet<String>();
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            capabilities.add(CAPABILITIES.get(random.nextInt(CAPABILITIES.size())));
        }
        UnitStatus status =
                random.nextInt(3) > 0
                        ? UnitStatus.AVAILABLE
                        : STATUSES.get(random.nextInt(STATUSES.size()));
        boolean committed =
                random.nextInt(6) == 0
                        && status != UnitStatus.OFF_DUTY
                        && status != UnitStatus.OUT_OF_SERVICE;
        return new Candidate(
                name,
                "ST" + random.nextInt(3),
                new Point(41 + random.nextInt(5) / 100.0, -8.6),
                capabilities,
                random.nextInt(3) == 0 ? Optional.of("C" + random.nextInt(2)) : Optional.empty(),
                status,
                random.nextInt(8) == 0 ? Optional.empty() : Optional.of(minutes(random, 8)),
                Optional.empty(),
                Candidate.isAtWork(status) ? Optional.of(work(random)) : Optional.empty(),
                committed,
                random.nextInt(8) == 0 ? Set.of(Exclusion.LOW_FUEL) : Set.of());
    }

    private static Work work(Random random) {
        Optional<Release> release =
                random.nextBoolean()
                        ? Optional.of(
                                new Release(
                                        minutes(random, 8),
                                        "clearing",
                                        random.nextInt(5) == 0
                                                ? Optional.empty()
                                                : Optional.of(minutes(random, 6))))
                        : Optional.empty();
        return new Work(
                random.nextBoolean() ? Town.INCIDENT : "F26-1",
                1 + random.nextInt(5),
                random.nextBoolean(),
                release);
    }

    /** Half minutes, so that ties are common. */
    private static Duration minutes(Random random, int most) {
        return Duration.ofSeconds(30L * random.nextInt(2 * most));
    }

    private static Need need(Random random) {
        var requirements = new ArrayList<Requirement>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            var options = new ArrayList<Option>();
            for (int o = 1 + random.nextInt(3); o > 0; o--) options.add(option(random));
            requirements.add(new Requirement("r" + i, options));
        }
        return Town.need(requirements.toArray(Requirement[]::new));
    }

    private static Option option(Random random) {
        var counts = new LinkedHashMap<String, Integer>();
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            String capability = CAPABILITIES.get(random.nextInt(CAPABILITIES.size()));
            counts.merge(capability, 1, Integer::sum);
        }
        return new Option(counts);
    }

    /** Every set, graded by the words of {@link Recommend}'s documentation, plainly. */
    private static final class Twin {
        private final Inputs inputs;
        private final List<Candidate> units;
        private long @Nullable [] best;

        Twin(Inputs inputs) {
            this.inputs = inputs;
            this.units = inputs.candidates();
        }

        long[] best() {
            combine(new int[inputs.need().requirements().size()], 0);
            return best == null ? new long[0] : best;
        }

        private void combine(int[] options, int requirement) {
            if (requirement == options.length) {
                long[] found = bestOf(options);
                if (best == null || Arrays.compare(found, best) < 0) best = found;
                return;
            }
            int size = inputs.need().requirements().get(requirement).options().size();
            for (options[requirement] = 0; options[requirement] < size; options[requirement]++) {
                combine(options, requirement + 1);
            }
            options[requirement] = 0;
        }

        /** A set with these options, by slot; within options the inner grade decides. */
        private long[] bestOf(int[] options) {
            List<Slot> slots = slots(options);
            var sets = new ArrayList<@Nullable Candidate[]>();
            everySet(slots, new @Nullable Candidate[slots.size()], 0, sets);
            long[] least = new long[0];
            for (@Nullable Candidate[] set : sets) {
                long[] inner = inner(slots, set);
                if (least.length == 0 || Arrays.compare(inner, least) < 0) {
                    least = inner;
                    chosen = set;
                }
            }
            return outer(options, slots, chosen);
        }

        private @Nullable Candidate[] chosen = new @Nullable Candidate[0];

        private void everySet(
                List<Slot> slots,
                @Nullable Candidate[] set,
                int slot,
                List<@Nullable Candidate[]> sets) {
            if (slot == set.length) {
                sets.add(set.clone());
                return;
            }
            set[slot] = null;
            everySet(slots, set, slot + 1, sets);
            for (Candidate unit : units) {
                if (!fits(unit, slots.get(slot), set, slot)) continue;
                set[slot] = unit;
                everySet(slots, set, slot + 1, sets);
            }
            set[slot] = null;
        }

        private boolean fits(Candidate unit, Slot slot, @Nullable Candidate[] set, int before) {
            if (!unit.capabilities().contains(slot.capability()) || !usable(unit)) return false;
            for (int i = 0; i < before; i++) {
                Candidate other = set[i];
                if (other == null) continue;
                if (other.unit().equals(unit.unit())) return false;
                if (unit.crew().isPresent() && unit.crew().equals(other.crew())) return false;
            }
            return true;
        }

        private boolean usable(Candidate unit) {
            if (unit.committed()) return true;
            if (unit.status() == UnitStatus.OFF_DUTY) return false;
            if (unit.status() == UnitStatus.OUT_OF_SERVICE) return false;
            if (!unit.exclusions().isEmpty() || crewIsOut(unit)) return false;
            if (unit.work().isEmpty()) return unit.travel().isPresent();
            Optional<Release> release = unit.work().get().release();
            return release.isPresent()
                    && release.get().travel().isPresent()
                    && release.get().in().compareTo(inputs.policy().queueLimit()) <= 0;
        }

        /** The first unit by call sign that a crew is out with keeps it. */
        private boolean crewIsOut(Candidate unit) {
            for (Candidate other : units) {
                boolean out = other.committed() || other.work().isPresent();
                if (out && unit.crew().isPresent() && unit.crew().equals(other.crew())) {
                    return !other.unit().equals(unit.unit());
                }
            }
            return false;
        }

        private long weighed(Candidate unit) {
            if (unit.committed()) return 0;
            if (unit.work().isEmpty()) return unit.travel().orElseThrow().toSeconds();
            Release release = unit.work().get().release().orElseThrow();
            return release.in()
                    .plus(release.travel().orElseThrow())
                    .plus(inputs.policy().queueGain())
                    .toSeconds();
        }

        private boolean opensGap(Candidate unit) {
            if (unit.committed() || unit.work().isPresent()) return false;
            var kept = new TreeSet<String>();
            var gone = new TreeSet<String>();
            for (Candidate other : units) {
                boolean stands =
                        other.status() == UnitStatus.AVAILABLE
                                && !other.committed()
                                && other.exclusions().isEmpty()
                                && !crewIsOut(other);
                if (!stands || !other.station().equals(unit.station())) continue;
                boolean goes =
                        other.equals(unit)
                                || (unit.crew().isPresent() && unit.crew().equals(other.crew()));
                (goes ? gone : kept).addAll(other.capabilities());
            }
            return !kept.containsAll(gone);
        }

        private List<Slot> slots(int[] options) {
            var slots = new ArrayList<Slot>();
            for (int i = 0; i < options.length; i++) {
                int requirement = i;
                Option option = inputs.need().requirements().get(i).options().get(options[i]);
                option.capabilities()
                        .forEach(
                                (capability, count) -> {
                                    for (int n = 0; n < count; n++) {
                                        slots.add(new Slot(requirement, capability));
                                    }
                                });
            }
            return slots;
        }

        /**
         * Empty slots in order; committed units used; sum of arrivals; gaps; call signs; places.
         */
        private long[] inner(List<Slot> slots, @Nullable Candidate[] set) {
            long[] grade = new long[slots.size() + 5];
            int n = slots.size();
            for (int i = 0; i < n; i++) {
                Candidate unit = set[i];
                if (unit == null) {
                    grade[i] = 1;
                    continue;
                }
                if (!unit.committed()) grade[n]++;
                grade[n + 1] += weighed(unit);
                grade[n + 2] += opensGap(unit) ? 1 : 0;
                grade[n + 3] += units.indexOf(unit);
                int weight = inputs.need().requirements().size() - slots.get(i).requirement();
                grade[n + 4] += weighed(unit) * weight;
            }
            return grade;
        }

        private long[] outer(int[] options, List<Slot> slots, @Nullable Candidate[] set) {
            int requirements = options.length;
            long[] grade = new long[requirements + 6];
            long[] last = new long[requirements];
            boolean[] sends = new boolean[requirements];
            long[] inner = inner(slots, set);
            int n = slots.size();
            for (int i = 0; i < n; i++) {
                Candidate unit = set[i];
                int requirement = slots.get(i).requirement();
                if (unit == null) {
                    grade[requirement]++;
                } else if (!unit.committed()) {
                    sends[requirement] = true;
                    last[requirement] = Math.max(last[requirement], weighed(unit));
                }
            }
            for (int i = 0; i < requirements; i++) {
                if (!sends[i]) continue;
                grade[requirements] +=
                        last[i] + options[i] * inputs.policy().substituteGain().toSeconds();
                grade[requirements + 1] += options[i];
            }
            grade[requirements + 2] = inner[n];
            System.arraycopy(inner, n + 1, grade, requirements + 3, 3);
            return grade;
        }

        /** The same grade for an answer, refusing one that breaks the rules. */
        long[] gradeOf(Recommendation answer) {
            int[] options = answer.outcomes().stream().mapToInt(Outcome::option).toArray();
            List<Slot> slots = slots(options);
            @Nullable Candidate[] set = new @Nullable Candidate[slots.size()];
            for (int i = 0; i < options.length; i++) {
                for (Pick pick : answer.outcomes().get(i).picks()) {
                    int slot = free(slots, set, new Slot(i, pick.capability()));
                    Candidate unit =
                            units.stream()
                                    .filter(u -> u.unit().equals(pick.unit()))
                                    .findFirst()
                                    .orElseThrow();
                    assertThat(fits(unit, slots.get(slot), set, set.length)).isTrue();
                    set[slot] = unit;
                }
            }
            return outer(options, slots, set);
        }

        private static int free(List<Slot> slots, @Nullable Candidate[] set, Slot wanted) {
            for (int i = 0; i < set.length; i++) {
                if (set[i] == null && slots.get(i).equals(wanted)) return i;
            }
            throw new AssertionError("no free slot " + wanted);
        }
    }
}
