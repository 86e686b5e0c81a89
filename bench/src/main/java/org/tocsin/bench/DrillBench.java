package org.tocsin.bench;

import org.tocsin.client.Api;
import org.tocsin.client.Denied;
import org.tocsin.map.CityMap;
import org.tocsin.map.Progress;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * Whether a drill keeps its clock: {@code ./tocsin drill} at 60 times the speed with 200 units, 300
 * calls in an hour of its time, crews driving to them, and somebody who sends whoever is
 * recommended. Says by how much the clock that pages hear strays from real time, and how late what
 * the scenario says comes into the record; both in real milliseconds.
 *
 * <pre>
 * ./mvnw -q package -DskipTests
 * java -cp 'bench/target/tocsin-bench-0.1.0.jar:bench/target/lib/*' \
 *     org.tocsin.bench.DrillBench ../shared/maps/porto.osm.pbf target/drill-bench 8625
 * </pre>
 *
 * Run from the project's folder.
 */
public final class DrillBench {
    private static final int UNITS = 200;
    private static final int SPEED = 60;
    private static final Duration LENGTH = Duration.ofSeconds(60);
    private static final String CENTER = "/api/centers/city";

    private DrillBench() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length != 3) {
            System.err.println("usage: DrillBench EXTRACT FOLDER PORT");
            System.exit(2);
        }
        Path extract = Path.of(args[0]);
        Path folder = Files.createDirectories(Path.of(args[1]));
        Path scenario = folder.resolve("bench.yaml");
        var area =
                CityMap.open(extract, folder.resolve("built").resolve("map"), Progress.SILENT)
                        .bounds();
        BigCity.write(
                Path.of("demo/center"),
                folder.resolve("center"),
                "city",
                UNITS,
                area,
                new Random(1));
        Files.writeString(scenario, scenario());
        String url = "http://127.0.0.1:" + args[2];
        try (var drill = start(extract, folder, scenario, args[2]);
                var trainer = Api.at(url);
                var desk = Api.at(url)) {
            drill.await(trainer, "supervisor");
            // It is staged when its crews are there.
            Thread.sleep(3_000);
            desk.signIn("dispatcher", "demo");
            try {
                play(trainer, desk);
            } finally {
                drill.detach();
            }
        }
    }

    private static String scenario() {
        var text = new StringBuilder("name: Bench\nlength: 70 min\nwaves:\n");
        text.append(
                "  - {from: 1 min, until: 61 min, calls: 300, around: \"41.1496, -8.6110\", meters:"
                        + " 4000, types: [FALL, SICK_PERSON], says: [\"Please come.\"]}\n");
        return text.toString();
    }

    private static Started start(Path extract, Path folder, Path scenario, String port)
            throws IOException {
        return Started.tocsin(
                folder.resolve("drill.log"),
                "drill",
                "--attached",
                "--held",
                "--scenario",
                scenario.toString(),
                "--center",
                folder.resolve("center").toString(),
                "--map",
                extract.toString(),
                "--map-data",
                folder.resolve("built").toString(),
                "--data",
                folder.resolve("drill-" + System.currentTimeMillis()).toString(),
                "--speed",
                Integer.toString(SPEED),
                "--port",
                port);
    }

    private static void play(Api trainer, Api desk) throws InterruptedException {
        trainer.post(CENTER + "/drill", Api.object().put("do", "resume"));
        var beats = new ArrayList<double[]>();
        Thread listening = Thread.ofVirtual().start(() -> listen(desk, beats));
        var worked = new HashSet<String>();
        long end = System.nanoTime() + LENGTH.toNanos();
        while (System.nanoTime() < end) {
            work(desk, worked);
            Thread.sleep(100);
        }
        listening.interrupt();
        trainer.post(CENTER + "/drill", Api.object().put("do", "pause"));
        sayStray(beats);
        sayLate(trainer, desk, worked.size());
    }

    private static void work(Api desk, Set<String> worked) {
        for (JsonNode row : desk.get(CENTER + "/board").path("incidents")) {
            String incident = row.path("id").asString("");
            if (!row.path("state").asString("").equals("WAITING") || !worked.add(incident))
                continue;
            JsonNode advice = desk.get(CENTER + "/incidents/" + incident + "/recommendation");
            ObjectNode dispatch = Api.object().put("verb", "dispatch").put("incident", incident);
            var units = dispatch.putArray("units");
            advice.path("chosen").forEach(each -> units.add(each.path("unit").asString("")));
            if (units.isEmpty()) continue;
            try {
                desk.request("city", "bench-" + incident, dispatch);
            } catch (Denied e) {
                // A unit went elsewhere meanwhile; the next look sees it.
                worked.remove(incident);
            }
        }
    }

    /** Pairs of real seconds and the drill's seconds, as a page hears them. */
    private static void listen(Api desk, List<double[]> beats) {
        var session = desk.session().orElseThrow();
        try (var client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(URI.create(session.url() + CENTER + "/stream"))
                            .header("Cookie", session.cookie())
                            .build();
            HttpResponse<java.io.InputStream> response =
                    client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (var lines =
                    new BufferedReader(
                            new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                boolean beat = false;
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("event: ")) beat = line.equals("event: beat");
                    if (!beat || !line.startsWith("data: ")) continue;
                    JsonNode data = Api.parse(line.substring(6));
                    Instant at = Instant.parse(data.path("at").asString());
                    synchronized (beats) {
                        beats.add(
                                new double[] {
                                    System.nanoTime() / 1e9,
                                    at.getEpochSecond() + at.getNano() / 1e9
                                });
                    }
                }
            }
        } catch (IOException e) {
            // The drill has ended.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sayStray(List<double[]> beats) {
        synchronized (beats) {
            double[] first = beats.get(1);
            double[] strays = new double[beats.size() - 1];
            for (int i = 1; i < beats.size(); i++) {
                double real = beats.get(i)[0] - first[0];
                double drill = (beats.get(i)[1] - first[1]) / SPEED;
                strays[i - 1] = Math.abs(drill - real) * 1_000;
            }
            say("the clock as a page hears it strays", strays);
        }
    }

    private static void sayLate(Api trainer, Api desk, int worked) {
        JsonNode review = trainer.get(CENTER + "/drill/review");
        // Calls come in the order of their cues; their incidents say when the desk took them.
        var due = new ArrayList<Instant>();
        for (JsonNode cue : review.path("cues")) {
            if (cue.path("trouble").isNull()) due.add(Instant.parse(cue.path("at").asString()));
        }
        var taken = new ArrayList<Instant>();
        for (JsonNode each : review.path("incidents")) {
            taken.add(Instant.parse(each.path("openedAt").asString()));
        }
        due.sort(null);
        taken.sort(null);
        double[] late = new double[Math.min(due.size(), taken.size())];
        for (int i = 0; i < late.length; i++) {
            late[i] = Duration.between(due.get(i), taken.get(i)).toNanos() / 1e6 / SPEED;
        }
        say("what the scenario says is in the record late", late);
        long moving = 0;
        for (JsonNode row : desk.get(CENTER + "/board").path("units")) {
            if (!row.path("status").asString("").equals("AVAILABLE")) moving++;
        }
        System.out.printf(
                "%d calls of %d cues, %d worked, %d of %d units at work at the end%n",
                taken.size(), due.size(), worked, moving, UNITS);
    }

    private static void say(String what, double[] millis) {
        java.util.Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "%s (%d): p50 %.1f ms, p99 %.1f ms, max %.1f ms%n",
                what,
                millis.length,
                millis[millis.length / 2],
                millis[Math.min(millis.length - 1, millis.length * 99 / 100)],
                millis[millis.length - 1]);
    }
}
