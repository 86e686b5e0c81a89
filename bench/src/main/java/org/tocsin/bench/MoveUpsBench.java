package org.tocsin.bench;

import org.tocsin.coverage.MoveUps;
import org.tocsin.coverage.Reach;
import org.tocsin.map.CityMap;
import org.tocsin.map.Progress;
import org.tocsin.place.Area;
import org.tocsin.place.Point;
import org.tocsin.road.Conditions;
import org.tocsin.road.Profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * How long it takes, after one unit's status changed, until it is known again what idle units cover
 * and which move helps most: 1,000 places of demand, 200 units, 50 stations of a real city.
 *
 * <pre>
 * ./mvnw -q package -DskipTests
 * java -Xmx2g -cp 'bench/target/tocsin-bench-0.1.0.jar:bench/target/lib/*' \
 *     org.tocsin.bench.MoveUpsBench ../shared/maps/porto.osm.pbf
 * </pre>
 *
 * With a folder and a port the same over HTTP, against a server of its own: from the request that
 * changes a unit's status until the new answer of {@code /moveups} is there. All units are of one
 * agency, and 1,400 calls were taken and closed. Run from the project's folder.
 */
public final class MoveUpsBench {
    private static final int PLACES = 1_000;
    private static final int UNITS = 200;
    private static final int POSTS = 50;

    private final Random random = new Random(3);
    private final Area area;
    private final List<MoveUps.Post> posts = new ArrayList<>();
    private final List<MoveUps.Idle> idle = new ArrayList<>();
    private final List<MoveUps.Idle> busy = new ArrayList<>();
    private final MoveUps moveUps;
    private final Conditions conditions;

    private MoveUpsBench(CityMap map) {
        area = map.bounds();
        conditions = Conditions.open(Profile.EMERGENCY, Instant.parse("2026-11-22T12:00:00Z"));
        for (int i = 0; i < POSTS; i++) {
            posts.add(new MoveUps.Post("p" + i, "Post " + i, point()));
        }
        var places = new ArrayList<Reach.Place>();
        for (int i = 0; i < PLACES; i++) {
            places.add(new Reach.Place(point(), 1 + random.nextInt(20), Duration.ofMinutes(6)));
        }
        for (int i = 0; i < UNITS; i++) {
            MoveUps.Post post = posts.get(i % POSTS);
            idle.add(new MoveUps.Idle("U" + i, post.id(), post.point(), true));
        }
        moveUps = new MoveUps(places, posts, map.roads());
    }

    private Point point() {
        return BigCity.point(area, random);
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length != 1 && args.length != 3) {
            System.err.println("usage: MoveUpsBench EXTRACT [FOLDER PORT]");
            System.exit(2);
        }
        if (args.length == 3) {
            MoveUpsOverHttp.measure(Path.of(args[0]), Path.of(args[1]), args[2]);
            return;
        }
        Path folder = Files.createTempDirectory("tocsin-moveups");
        var bench = new MoveUpsBench(CityMap.open(Path.of(args[0]), folder, Progress.SILENT));
        long begun = System.nanoTime();
        bench.look();
        System.out.printf(
                "the first time, every drive asked for: %.0f ms%n",
                (System.nanoTime() - begun) / 1e6);
        Measured.printHead();
        Measured.measure("a unit sent out, or free at its post", 50, 500, _ -> bench.change(false));
        Measured.measure("a unit sent out, or free anywhere", 50, 500, _ -> bench.change(true));
    }

    /** Every other time one more is busy, then free again; a third of all is busy in the middle. */
    private long change(boolean anywhere) {
        boolean frees = busy.size() > UNITS / 3 || (!busy.isEmpty() && random.nextBoolean());
        if (frees) {
            MoveUps.Idle free = busy.remove(random.nextInt(busy.size()));
            Point at = anywhere ? point() : free.point();
            idle.add(new MoveUps.Idle(free.unit(), free.post(), at, true));
        } else {
            busy.add(idle.remove(random.nextInt(idle.size())));
        }
        return look();
    }

    private long look() {
        double share = busy.size() / (double) UNITS;
        return moveUps.look(idle, Math.clamp(share, 0.1, 0.9), conditions).proposals().size();
    }
}
