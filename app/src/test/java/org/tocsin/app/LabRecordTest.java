package org.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.center.Center;
import org.tocsin.center.CenterFile;
import org.tocsin.dispatch.Desk;
import org.tocsin.dispatch.Envelope;
import org.tocsin.dispatch.Outcome;
import org.tocsin.dispatch.Request;
import org.tocsin.journal.MemoryVault;
import org.tocsin.journal.SqliteJournal;
import org.tocsin.map.SampleTown;
import org.tocsin.place.Location;
import org.tocsin.place.Point;
import org.tocsin.road.Closure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;

/** The lab on a center's own record, by the command line. */
class LabRecordTest {
    private static final Path CENTER = Path.of("../demo/center");
    private static final Instant NOON = Instant.parse("2025-03-03T12:00:00Z");
    private static final int CALLS = 30;

    @TempDir Path folder;

    /** A call an hour, and a road closed for good. */
    private void record(Path data) {
        Center center = CenterFile.read(CENTER);
        var now = new AtomicReference<Instant>(NOON);
        try (var journal = SqliteJournal.open(data.resolve("journal"));
                Desk desk =
                        Desk.open(
                                center,
                                journal,
                                new MemoryVault(new SplittableRandom(1)),
                                now::get)) {
            Point here = new Point(45.001, -20.001);
            work(
                    desk,
                    new Request.CloseRoad(
                            Closure.Ground.Stretch.at(here),
                            Optional.empty(),
                            Optional.empty(),
                            "works"));
            for (int i = 0; i < CALLS; i++) {
                now.set(NOON.plus(Duration.ofHours(i)));
                work(
                        desk,
                        new Request.TakeCall(
                                Request.CallSource.PHONE,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(new Location(here, "Mrs Ames, Mill Lane")),
                                Optional.of("FALL"),
                                Optional.of(2),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()));
            }
        }
    }

    private static void work(Desk desk, Request request) {
        var envelope = new Envelope("r" + desk.board().position(), "somebody", request);
        assertThat(desk.work(List.of(envelope)).getFirst()).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aCentersOwnIncidentsComeAgainWithItsClosures() throws IOException {
        Path town = folder.resolve("town.osm.pbf");
        SampleTown.write(town, 1);
        Path data = folder.resolve("data");
        record(data);
        byte[] before = Files.readAllBytes(data.resolve("journal/journal.db"));
        Path out = folder.resolve("out");

        TownServer.Ran ran =
                TownServer.run(
                        folder,
                        Map.of(),
                        "",
                        "simulate",
                        "--center",
                        CENTER.toString(),
                        "--map",
                        town.toString(),
                        "--demand",
                        data.toString(),
                        "--durations",
                        "../demo/lab/demand.txt",
                        "--closures",
                        data.toString(),
                        "--days",
                        "2",
                        "--seed",
                        "1",
                        "--policy",
                        "fastest",
                        "--out",
                        out.toString());

        assertThat(ran.code()).as(ran.all()).isZero();
        // The first day, in the center's zone, goes before: 11:00 to midnight.
        List<String> calls = Files.readAllLines(out.resolve("calls.csv"));
        assertThat(calls).hasSize(1 + CALLS - 13);
        assertThat(calls.get(1)).contains(",2025-03-04T01:00:00Z,FALL,2,");
        assertThat(Files.readString(out.resolve("report.html")))
                .contains("30 calls as they came", "1 closures of roads")
                .doesNotContain("Ames");
        assertThat(Files.readAllBytes(data.resolve("journal/journal.db"))).isEqualTo(before);
    }

    @Test
    void aFolderWithoutARecordIsToldWithWhatIsExpected() throws IOException {
        Path town = folder.resolve("town.osm.pbf");
        SampleTown.write(town, 1);
        Path empty = Files.createDirectories(folder.resolve("empty"));

        TownServer.Ran ran =
                TownServer.run(
                        folder,
                        Map.of(),
                        "",
                        "simulate",
                        "--center",
                        CENTER.toString(),
                        "--map",
                        town.toString(),
                        "--demand",
                        empty.toString(),
                        "--days",
                        "1",
                        "--seed",
                        "1",
                        "--out",
                        folder.resolve("out").toString());

        assertThat(ran.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(ran.all()).contains("holds no journal, expected journal.db");
        assertThat(empty).isEmptyDirectory();
    }
}
