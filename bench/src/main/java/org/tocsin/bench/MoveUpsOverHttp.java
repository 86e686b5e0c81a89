package org.tocsin.bench;

import org.tocsin.client.Api;
import org.tocsin.map.CityMap;
import org.tocsin.map.Progress;
import org.tocsin.place.Area;
import org.tocsin.place.Point;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/** The part of {@link MoveUpsBench} that goes over HTTP. */
final class MoveUpsOverHttp {
    private static final int UNITS = 200;
    private static final int CALLS = 1_400;
    private static final int CHANGES = 300;
    private static final String CENTER = "/api/centers/city";

    private final Api desk;
    private final Random random = new Random(5);
    private int requests;

    private MoveUpsOverHttp(Api desk) {
        this.desk = desk;
    }

    static void measure(Path extract, Path folder, String port)
            throws IOException, InterruptedException {
        Path map = Files.createDirectories(folder).resolve("map-only");
        Area area = CityMap.open(extract, map, Progress.SILENT).bounds();
        Path center = folder.resolve("center");
        BigCity.write(Path.of("demo/center"), center, "city", UNITS, area, new Random(1));
        // One agency: the stations and units of the ambulance service, all of them.
        Path city = center.resolve("city.yaml");
        Files.writeString(city, Files.readString(city).replaceAll("agency: [a-z]+", "agency: ems"));
        String data = folder.resolve("data-" + System.currentTimeMillis()).toString();
        try (var server =
                        Started.tocsin(
                                folder.resolve("server.log"),
                                "serve",
                                "--map",
                                extract.toString(),
                                "--center",
                                center.toString(),
                                "--data",
                                data,
                                "--port",
                                port);
                var desk = Api.at("http://127.0.0.1:" + port)) {
            server.await(desk, "dispatcher");
            var bench = new MoveUpsOverHttp(desk);
            bench.fill(area);
            bench.measure();
        }
    }

    private JsonNode ask(ObjectNode request) {
        return desk.request("city", "bench-" + ++requests, request);
    }

    /** Calls all over the city, taken and closed. */
    private void fill(Area area) {
        String disposition =
                desk.get(CENTER).path("dispositions").path(0).path("code").asString("");
        for (int i = 0; i < CALLS; i++) {
            Point point = BigCity.point(area, random);
            ObjectNode call =
                    Api.object().put("verb", "takeCall").put("source", "PHONE").put("type", "FALL");
            ObjectNode location = call.putObject("location").put("name", "Somewhere " + i);
            location.putObject("point")
                    .put("latitude", point.latitude())
                    .put("longitude", point.longitude());
            String incident = ask(call).path("incident").asString("");
            ask(
                    Api.object()
                            .put("verb", "close")
                            .put("incident", incident)
                            .put("disposition", disposition));
        }
    }

    private void measure() {
        long begun = System.nanoTime();
        JsonNode first = desk.get(CENTER + "/moveups?agency=ems");
        System.out.printf(
                Locale.ROOT,
                "over HTTP, %d incidents: the first answer after %.0f ms, covered %.3f, %d moves%n",
                first.path("incidents").asInt(),
                (System.nanoTime() - begun) / 1e6,
                first.path("covered").asDouble(),
                first.path("proposals").size());
        double[] millis = new double[CHANGES];
        boolean[] out = new boolean[UNITS];
        for (int i = -20; i < CHANGES; i++) {
            int unit = random.nextInt(UNITS);
            out[unit] = !out[unit];
            ObjectNode change = Api.object().put("verb", "setDuty").put("unit", "U" + unit);
            if (out[unit]) change.put("duty", "OUT_OF_SERVICE").put("reason", "bench");
            else change.put("duty", "ON_DUTY");
            long asked = System.nanoTime();
            ask(change);
            desk.get(CENTER + "/moveups?agency=ems");
            if (i >= 0) millis[i] = (System.nanoTime() - asked) / 1e6;
        }
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "from a status change to the new answer (%d): p50 %.0f ms, p99 %.0f ms, max %.0f"
                        + " ms%n",
                CHANGES,
                millis[CHANGES / 2],
                millis[CHANGES * 99 / 100],
                millis[CHANGES - 1]);
    }
}
