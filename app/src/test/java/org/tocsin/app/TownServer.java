package org.tocsin.app;

import org.tocsin.center.CenterFile;
import org.tocsin.center.WholeCenter;
import org.tocsin.console.Listening;
import org.tocsin.journal.SqliteJournal;
import org.tocsin.map.CityMap;
import org.tocsin.map.Progress;
import org.tocsin.map.SampleTown;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A real server on the sample town with the demo's center, and the command line against it. */
public final class TownServer implements AutoCloseable {
    private static final Path CENTER = Path.of("../demo/center");

    private final Path folder;
    private final Serving serving;

    /** What a command did. */
    record Ran(int code, String out, String err) {
        String all() {
            return out + err;
        }
    }

    private TownServer(Path folder, Serving serving) {
        this.folder = folder;
        this.serving = serving;
    }

    public static TownServer start(Path folder) throws IOException {
        return start(folder, CENTER);
    }

    /** With the center that lies in another folder. */
    static TownServer start(Path folder, Path center) throws IOException {
        WholeCenter whole = CenterFile.readWhole(center);
        Path extract = folder.resolve("town.osm.pbf");
        if (!Files.exists(extract)) SampleTown.write(extract, 1);
        Path data = Serving.dataFolder(folder.resolve("data"));
        CityMap map =
                CityMap.open(
                        extract, data.resolve("map"), whole.profiles().asked(), Progress.SILENT);
        var plan =
                new Serving.Plan(
                        CompletableFuture.completedFuture(map),
                        List.of(whole),
                        data,
                        Optional.empty(),
                        SqliteJournal.Loss.REFUSED,
                        Listening.onLoopback(0),
                        true,
                        Optional.empty());
        return new TownServer(folder, Serving.start(plan, Clock.systemUTC()));
    }

    public String url() {
        return "http://127.0.0.1:" + serving.port();
    }

    /** Lets supervisors start the demo's scenarios beside it. */
    void offerDrills() {
        serving.offer(
                "aldermouth",
                DrillProcess.of(
                        CenterFile.read(CENTER),
                        CENTER,
                        CENTER.resolveSibling("scenarios"),
                        folder.resolve("town.osm.pbf"),
                        folder.resolve("data"),
                        folder.resolve("data"),
                        0,
                        Optional.empty()));
    }

    public int port() {
        return serving.port();
    }

    Path folder() {
        return folder;
    }

    /** Runs a command as the dispatcher, who is signed in by the environment. */
    Ran run(String... args) {
        return as("dispatcher", args);
    }

    Ran as(String user, String... args) {
        return run(
                Map.of("TOCSIN_URL", url(), "TOCSIN_USER", user, "TOCSIN_PASSWORD", "demo"),
                "",
                args);
    }

    /** Runs a command with this environment and input. */
    Ran run(Map<String, String> environment, String input, String... args) {
        return run(folder, environment, input, args);
    }

    /** Runs a command in a folder, whatever server it asks. */
    static Ran run(Path folder, Map<String, String> environment, String input, String... args) {
        var variables = new HashMap<>(environment);
        variables.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
        var surroundings =
                new Surroundings(
                        variables,
                        folder,
                        Optional.of(Path.of("..")),
                        false,
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        var out = new StringWriter();
        var err = new StringWriter();
        int code =
                Main.run(
                        surroundings, new PrintWriter(out, true), new PrintWriter(err, true), args);
        return new Ran(code, out.toString(), err.toString());
    }

    @Override
    public void close() {
        serving.close();
    }
}
