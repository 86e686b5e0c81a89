package org.tocsin.bench;

import com.sun.management.ThreadMXBean;

import org.tocsin.map.CityMap;
import org.tocsin.map.Progress;
import org.tocsin.place.PlaceCandidate;
import org.tocsin.place.PlaceSearch;
import org.tocsin.place.Point;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiPredicate;

/**
 * Looks for addresses drawn from an extract and damaged in one way each (a typing error, dropped
 * accents, a swapped order, an abbreviation): how often the right one comes first, and how long
 * every prefix of what is typed takes, on one thread. Build once, then:
 *
 * <pre>
 * ./mvnw -q -B package -DskipTests -DskipWeb
 * java -Xmx1g -cp 'bench/target/tocsin-bench-0.1.0.jar:bench/target/lib/*' \
 *     org.tocsin.bench.PlaceBench ../shared/maps/porto.osm.pbf
 * </pre>
 */
public final class PlaceBench {
    private static final int ADDRESSES = 1_000;
    private static final int WARM_UP = 100;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int SHOWN_WRONG = 12;

    /** The first candidate is right when it is this near to the address drawn. */
    private static final double RIGHT_METERS = 60;

    /** Addresses of one street and number further apart than this need their city. */
    private static final double SAME_METERS = 100;

    private record Typed(Damage damage, DrawnAddress address, String text) {}

    private final PlaceSearch places;
    private final Random random;
    private long blackHole;

    private PlaceBench(PlaceSearch places, long seed) {
        this.places = places;
        random = new Random(seed);
    }

    /**
     * @param arguments the extract; then, if wanted, a folder that keeps what is imported, and a
     *     seed
     * @throws IOException if the extract cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 0 || arguments.length > 3) {
            System.err.println(
                    "found %d arguments, expected: extract.osm.pbf [folder [seed]]"
                            .formatted(arguments.length));
            System.exit(2);
        }
        Path extract = Path.of(arguments[0]);
        Path folder =
                arguments.length > 1
                        ? Path.of(arguments[1])
                        : Files.createTempDirectory("place-bench");
        long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : 1;
        CityMap.open(extract, folder, Progress.SILENT);
        long start = System.nanoTime();
        PlaceSearch places = CityMap.open(extract, folder, Progress.SILENT).places();
        long opened = System.nanoTime();
        places.search("a", Optional.empty(), 10);
        long asked = System.nanoTime();
        System.out.printf(
                Locale.ROOT,
                "%s: map opened in %.2f s, first search %.2f s later, seed %d%n",
                extract.getFileName(),
                (opened - start) / 1e9,
                (asked - opened) / 1e9,
                seed);
        var bench = new PlaceBench(places, seed);
        DrawnAddress.Drawn drawn = DrawnAddress.all(extract);
        List<Typed> typed = bench.draw(drawn.addresses());
        bench.rightFirst(typed, PlaceBench::isRight);
        List<Typed> streets = bench.drawStreets(drawn.streets());
        bench.rightFirst(streets, PlaceBench::isStreet);
        typed.addAll(streets);
        bench.asTyped(typed);
        if (bench.blackHole == 42) System.out.println();
    }

    private List<Typed> draw(List<DrawnAddress> all) {
        Map<String, List<DrawnAddress>> byName = new HashMap<>();
        for (DrawnAddress each : all) {
            byName.computeIfAbsent(
                            (each.street() + " " + each.number()).toLowerCase(Locale.ROOT),
                            _ -> new ArrayList<>())
                    .add(each);
        }
        var typed = new ArrayList<Typed>();
        Damage[] damages = Damage.values();
        for (int tries = 0; typed.size() < ADDRESSES && tries < 100 * ADDRESSES; tries++) {
            DrawnAddress address = all.get(random.nextInt(all.size()));
            Optional<String> city = cityNeeded(address, byName);
            if (city.isEmpty()) continue;
            Damage damage = damages[typed.size() % damages.length];
            // Rare damages (few Finnish names have an accent) give way to the next after some
            // tries.
            if (tries % 10 == 9) damage = damages[random.nextInt(damages.length)];
            Damage chosen = damage;
            damage.to(address, city.get(), random)
                    .ifPresent(text -> typed.add(new Typed(chosen, address, text)));
        }
        System.out.printf("%d addresses, %d drawn and damaged%n", all.size(), typed.size());
        return typed;
    }

    /** Street names alone: in an extract with few addresses they say more. */
    private List<Typed> drawStreets(List<String> streets) {
        var typed = new ArrayList<Typed>();
        Damage[] damages = Damage.values();
        for (int tries = 0; typed.size() < ADDRESSES && tries < 100 * ADDRESSES; tries++) {
            String street = streets.get(random.nextInt(streets.size()));
            Damage damage = damages[random.nextInt(damages.length)];
            var address = new DrawnAddress(street, "", "", new Point(0, 0));
            damage.to(address, "", random)
                    .ifPresent(text -> typed.add(new Typed(damage, address, text.strip())));
        }
        System.out.printf("%d streets, %d drawn and damaged%n", streets.size(), typed.size());
        return typed;
    }

    private static boolean isStreet(PlaceCandidate found, DrawnAddress street) {
        return found.name().equalsIgnoreCase(street.street());
    }

    /**
     * ", city" where the street and number lie in several, or now and then; empty text where they
     * do not; nothing where even the city does not tell them apart.
     */
    private Optional<String> cityNeeded(
            DrawnAddress address, Map<String, List<DrawnAddress>> byName) {
        List<DrawnAddress> others =
                byName.getOrDefault(
                        (address.street() + " " + address.number()).toLowerCase(Locale.ROOT),
                        List.of());
        boolean several = false;
        for (DrawnAddress other : others) {
            if (other.point().metersTo(address.point()) < SAME_METERS) continue;
            several = true;
            if (other.city().isEmpty() || other.city().equalsIgnoreCase(address.city())) {
                return Optional.empty();
            }
        }
        if (address.city().isEmpty()) return several ? Optional.empty() : Optional.of("");
        boolean said = several || random.nextInt(4) == 0;
        return Optional.of(said ? ", " + address.city() : "");
    }

    private void rightFirst(List<Typed> typed, BiPredicate<PlaceCandidate, DrawnAddress> isRight) {
        var right = new EnumMap<Damage, Integer>(Damage.class);
        var all = new EnumMap<Damage, Integer>(Damage.class);
        int wrong = 0;
        int certainAndWrong = 0;
        for (Typed each : typed) {
            all.merge(each.damage(), 1, Integer::sum);
            List<PlaceCandidate> found = places.search(each.text(), Optional.empty(), 5);
            boolean first = !found.isEmpty() && isRight.test(found.getFirst(), each.address());
            if (first) {
                right.merge(each.damage(), 1, Integer::sum);
                continue;
            }
            boolean certain =
                    !found.isEmpty()
                            && found.getFirst().certainty() == PlaceCandidate.Certainty.CERTAIN;
            if (certain) certainAndWrong++;
            if (wrong++ < SHOWN_WRONG) {
                System.out.printf(
                        "  %s \"%s\" (%s %s, %s) gave %s%n",
                        each.damage(),
                        each.text(),
                        each.address().street(),
                        each.address().number(),
                        each.address().point(),
                        found.isEmpty() ? "nothing" : found.getFirst());
            }
        }
        System.out.printf(
                Locale.ROOT,
                "right first: %.1f%% of %d; wrong but shown as certain: %d%n",
                100.0 * (typed.size() - wrong) / typed.size(),
                typed.size(),
                certainAndWrong);
        all.forEach(
                (damage, count) ->
                        System.out.printf(
                                "  %-15s %d of %d%n",
                                damage, right.getOrDefault(damage, 0), count));
    }

    private static boolean isRight(PlaceCandidate found, DrawnAddress address) {
        return found.kind() == PlaceCandidate.Kind.ADDRESS
                && found.point().metersTo(address.point()) <= RIGHT_METERS;
    }

    private void asTyped(List<Typed> typed) {
        for (Typed each : typed.subList(0, Math.min(WARM_UP, typed.size()))) {
            for (int end = 1; end <= each.text().length(); end++) {
                blackHole += search(each.text().substring(0, end), Optional.empty());
            }
        }
        var wall = new ArrayList<Long>();
        var processor = new ArrayList<Long>();
        long bytes = 0;
        String slowest = "";
        long most = 0;
        long thread = Thread.currentThread().threadId();
        for (int i = 0; i < typed.size(); i++) {
            Typed each = typed.get(i);
            Optional<Point> near =
                    i % 2 == 0 ? Optional.empty() : Optional.of(each.address().point());
            for (int end = 1; end <= each.text().length(); end++) {
                String text = each.text().substring(0, end);
                long allocated = THREADS.getThreadAllocatedBytes(thread);
                long cpu = THREADS.getCurrentThreadCpuTime();
                long start = System.nanoTime();
                blackHole += search(text, near);
                wall.add(System.nanoTime() - start);
                long took = THREADS.getCurrentThreadCpuTime() - cpu;
                processor.add(took);
                bytes += THREADS.getThreadAllocatedBytes(thread) - allocated;
                if (took <= most) continue;
                most = took;
                slowest = text;
            }
        }
        System.out.printf("as typed, %,d searches%n", wall.size());
        print("wall clock", wall);
        print("processor", processor);
        System.out.printf(
                Locale.ROOT,
                "  %.0f kB allocated for each; most processor time for \"%s\"%n",
                bytes / 1e3 / wall.size(),
                slowest);
    }

    private static void print(String what, List<Long> nanos) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "  %-10s p50 %.2f ms, p90 %.2f, p99 %.2f, p99.9 %.2f, most %.2f%n",
                what,
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 9 / 10] / 1e6,
                sorted[sorted.length * 99 / 100] / 1e6,
                sorted[(int) (sorted.length * 999L / 1000)] / 1e6,
                sorted[sorted.length - 1] / 1e6);
    }

    private int search(String text, Optional<Point> near) {
        return places.search(text, near, 10).size();
    }
}
