package org.tocsin.bench;

import com.sun.management.OperatingSystemMXBean;

import org.tocsin.center.CenterFile;
import org.tocsin.center.WholeCenter;
import org.tocsin.map.CityMap;
import org.tocsin.map.Progress;
import org.tocsin.road.RoadNetwork;
import org.tocsin.simulate.Lab;
import org.tocsin.simulate.city.CityModel;
import org.tocsin.simulate.demand.Plan;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A simulated year of a city on one thread, and replications on one and on two. On a machine that
 * does other things the processor's time tells more than the clock's; it counts the compiler's and
 * the collector's threads too. Two threads that share nothing need as much of it for each
 * replication as one: the ratio of these is printed.
 *
 * <pre>
 * ./tocsin cities import --from ../shared/cities --out cities/
 * ./mvnw -q -B package -DskipTests -DskipWeb
 * java -Xmx3g -cp 'bench/target/tocsin-bench-0.1.0.jar:bench/target/lib/*' \
 *     org.tocsin.bench.SimulateBench cities/auckland [POLICY…]
 * </pre>
 */
public final class SimulateBench {
    private static final Instant MONDAY = Instant.parse("2025-01-06T00:00:00Z");
    private static final int YEAR = 365;
    private static final int REPLICATIONS = 4;
    private static final int DAYS = 60;

    private final Path city;
    private final WholeCenter whole;
    private final RoadNetwork roads;

    private SimulateBench(Path city) throws IOException {
        this.city = city;
        whole = CenterFile.readWhole(city.resolve(CityModel.CENTER));
        roads =
                CityMap.open(
                                city.resolve(CityModel.ROADS),
                                city.resolve("map"),
                                whole.profiles().asked(),
                                Progress.SILENT)
                        .roads();
    }

    public static void main(String[] args) throws IOException {
        var bench = new SimulateBench(Path.of(args[0]));
        List<String> policies =
                args.length > 1 ? List.of(args).subList(1, args.length) : List.of("fastest");
        bench.run("so that all is compiled", DAYS, policies.getFirst(), 1, 1);
        for (String policy : policies) {
            bench.run("a year, " + policy + ", one thread", YEAR, policy, 1, 1);
        }
        Took one = bench.run("replications, one thread", DAYS, "fastest", REPLICATIONS, 1);
        Took two = bench.run("replications, two threads", DAYS, "fastest", REPLICATIONS, 2);
        System.out.printf(
                Locale.ROOT,
                "two threads are %.2f times as quick as one by the clock, and take %.2f times its"
                        + " processor time%n",
                one.seconds() / two.seconds(),
                two.processor() / one.processor());
    }

    private record Took(double seconds, double processor) {}

    private Took run(String name, int days, String policy, int replications, int threads)
            throws IOException {
        var plan = new Plan(days, 1, List.of(policy), replications, MONDAY, threads);
        Lab lab =
                Lab.open(
                        whole.center(),
                        whole.profiles(),
                        roads,
                        city.resolve(CityModel.DEMAND),
                        false,
                        plan);
        long cpu = cpuNanos();
        long began = System.nanoTime();
        lab.run(_ -> {});
        double seconds = (System.nanoTime() - began) / 1e9;
        double processor = (cpuNanos() - cpu) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%-36s %6.1f s by the clock, %6.1f s of processor%n",
                name,
                seconds,
                processor);
        return new Took(seconds, processor);
    }

    private static long cpuNanos() {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return system.getProcessCpuTime();
    }
}
