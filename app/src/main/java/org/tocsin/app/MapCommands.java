package org.tocsin.app;

import org.tocsin.map.BuiltMap;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;

/** Maps made ready beforehand. */
final class MapCommands {
    private MapCommands() {}

    @Command(
            name = "map",
            description = "Makes a map ready beforehand.",
            subcommands = {Build.class})
    static final class Group {}

    @Command(
            name = "build",
            description = "Makes road graph, place index and vector tiles of an extract.",
            footer = {
                "",
                "serve then opens them in no time and needs no internet. An extract that was built"
                        + " already",
                "is left alone; one that changed is built anew. Tiles are made in a process of its"
                        + " own",
                "(memory: --tiles-memory).",
                "",
                "Examples:",
                "  ./tocsin map build porto.osm.pbf",
                "  ./tocsin map build portugal.osm.pbf --data /srv/tocsin --tiles-memory 2g"
            })
    static final class Build implements Callable<Integer> {
        @Spec CommandSpec spec = CommandSpec.create();

        @Parameters(paramLabel = "FILE", description = "An OpenStreetMap extract (.osm.pbf).")
        Path extract = Path.of("");

        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "Where serve keeps its record and map (${DEFAULT-VALUE}).")
        Path data = Path.of("data");

        @Option(
                names = "--tiles-memory",
                paramLabel = "SIZE",
                description = "Heap of the process that makes the tiles (${DEFAULT-VALUE}).")
        String memory = "1500m";

        @Override
        public Integer call() throws IOException {
            PrintWriter out = spec.commandLine().getOut();
            if (!memory.matches("[1-9]\\d{0,5}[mg]")) {
                throw new BadInput(
                        "--tiles-memory is %s, expected such as 1500m or 2g".formatted(memory));
            }
            Surroundings surroundings = Main.surroundings(spec);
            TileProcess tiles = TileProcess.find(surroundings, memory);
            Path folder = Serving.dataFolder(data).resolve("map");
            var progress = ProgressLine.keeping(out, surroundings.atTerminal());
            BuiltMap map = BuiltMap.of(extract, folder);
            BuiltMap.Census census = map.ready(progress);
            if (!map.hasArchive()) makeTiles(map, tiles, folder, progress);
            progress.end();
            out.println(
                    "The map of %s is ready in %s: %,d road segments, %,d landmarks."
                            .formatted(extract, folder, census.segments(), census.landmarks()));
            out.println(
                    "  ./tocsin serve --map %s --data %s --center DIR".formatted(extract, data));
            return ExitCode.OK;
        }

        private void makeTiles(BuiltMap map, TileProcess tiles, Path folder, ProgressLine progress)
                throws IOException {
            Path scratch = Files.createTempDirectory(folder, "draft-tiles-");
            System.gc(); // What the import took is given back: the other process needs it now.
            try {
                Path archive = scratch.resolve("tiles.pmtiles");
                tiles.run(extract, archive, scratch, progress);
                map.keepArchive(archive);
            } finally {
                remove(scratch);
            }
        }

        private static void remove(Path folder) throws IOException {
            try (var all = Files.walk(folder)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(each);
                }
            }
        }
    }
}
