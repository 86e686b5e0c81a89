package org.tocsin.tiles;

import com.onthegomap.planetiler.Planetiler;
import com.onthegomap.planetiler.config.Arguments;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * Makes a PMTiles archive of one extract. Called by {@code tocsin map build}, never inside the
 * server: what it needs is large, and its memory is given back when it ends.
 *
 * <p>Writes lines {@code step<TAB>fraction} to standard output, and nothing else; if it fails, the
 * end of what Planetiler said goes to standard error, and the exit code is 1. Nothing is fetched.
 *
 * @see <a href="https://github.com/onthegomap/planetiler">Planetiler</a>
 */
public final class Main {
    private Main() {}

    /**
     * Runs it.
     *
     * @param args the extract (.osm.pbf), the archive to write (.pmtiles), a folder for what is
     *     needed meanwhile
     */
    public static void main(String[] args) {
        if (args.length != 3) {
            System.err.println("expected EXTRACT ARCHIVE FOLDER");
            System.exit(2);
        }
        var steps = new Steps(System.out);
        // Planetiler tells how far it is by its log alone.
        System.setOut(new PrintStream(steps, true, StandardCharsets.UTF_8));
        try {
            make(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]));
        } catch (Exception e) {
            System.err.println(steps.last());
            e.printStackTrace();
            System.exit(1);
        }
        steps.at("writing tiles", 1);
        System.exit(0);
    }

    /** Writes the archive of an extract; one that is there is replaced. */
    static void make(Path extract, Path archive, Path scratch) {
        Planetiler.create(
                        Arguments.of(
                                Map.of(
                                        "tmpdir", scratch.toString(),
                                        "force", "true",
                                        // Twelve bytes a node on disk, for ids in order as
                                        // extracts have them; the planet's own kind of table
                                        // takes 17 GB for half a gigabyte of extract.
                                        "nodemap_type", "sortedtable",
                                        "color", "false",
                                        "loginterval", "1s",
                                        "minzoom", "0",
                                        "maxzoom", "14",
                                        "http_retries", "0")))
                .setProfile(task -> new Backdrop(task.osmInputFile().getLatLonBounds()))
                .addOsmSource(Backdrop.SOURCE, extract)
                .overwriteOutput(archive)
                .run();
    }
}
