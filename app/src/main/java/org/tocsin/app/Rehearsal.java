package org.tocsin.app;

import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;
import org.tocsin.center.CenterFile;
import org.tocsin.center.WholeCenter;
import org.tocsin.console.Listening;
import org.tocsin.demo.Pace;
import org.tocsin.demo.World;
import org.tocsin.journal.SqliteJournal;
import org.tocsin.map.SampleTown;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A town worked for some seconds in a folder that is removed afterwards, and once more from what
 * the first time left. The launcher runs it once after building, for the JVM to note which classes
 * a start needs and which methods are hot (docs/decisions/0073): later starts are quicker for it.
 */
@Command(
        name = "rehearse",
        hidden = true,
        description = "Works a town for some seconds, to make later starts quicker.")
final class Rehearsal implements Callable<Integer> {
    private static final int STARTS = 2;
    private static final long WORK_MILLIS = 4_000;
    private static final double SPEED = 20;

    @Spec CommandSpec spec = CommandSpec.create();

    /** What went wrong while the town was worked. */
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path home = Main.surroundings(spec).programHome().orElse(Path.of("."));
        keepLibrary(home.resolve("app/target/native"));
        Path folder = Files.createTempDirectory("tocsin-rehearsal");
        try {
            Path town = folder.resolve("town.osm.pbf");
            SampleTown.write(town, 1);
            WholeCenter center = CenterFile.readWhole(home.resolve("demo/center"));
            for (int i = 0; i < STARTS; i++) work(center, town, folder);
        } finally {
            try (var all = Files.walk(folder)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(each);
            }
        }
        for (String each : complaints) spec.commandLine().getErr().println("tocsin: " + each);
        return complaints.isEmpty() ? ExitCode.OK : ExitCode.FAULT;
    }

    /** SQLite's library as a file: otherwise each start unpacks it anew, and compares the bytes. */
    private static void keepLibrary(Path folder) throws IOException {
        String name = LibraryLoaderUtil.getNativeLibName();
        String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
        try (InputStream library = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
            if (library == null) return; // A system for which SQLite's driver brings none.
            Files.createDirectories(folder);
            Path draft = folder.resolve(name + ".new");
            Files.copy(library, draft, StandardCopyOption.REPLACE_EXISTING);
            Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private void work(WholeCenter center, Path town, Path folder)
            throws IOException, InterruptedException {
        var nowhere = new PrintWriter(Writer.nullWriter());
        var plan =
                new Serving.Plan(
                        Beside.begin(
                                "map",
                                () ->
                                        ServeCommands.Maps.open(
                                                town.toString(),
                                                Optional.empty(),
                                                folder,
                                                center.profiles().asked(),
                                                new ProgressLine(nowhere, false))),
                        List.of(center),
                        folder,
                        Optional.empty(),
                        SqliteJournal.Loss.REFUSED,
                        Listening.onLoopback(0),
                        true,
                        Optional.empty());
        Serving serving = Serving.start(plan, Clock.systemUTC());
        try (World _ =
                World.start(
                        "http://127.0.0.1:" + serving.port(),
                        ServeCommands.Demo.PASSWORD,
                        Pace.of(SPEED),
                        World.Autopilot.ALL,
                        1,
                        Clock.systemUTC(),
                        complaints::add)) {
            Thread.sleep(WORK_MILLIS);
        } finally {
            serving.close();
        }
    }
}
