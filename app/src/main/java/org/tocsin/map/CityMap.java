package org.tocsin.map;

import org.tocsin.place.Area;
import org.tocsin.place.PlaceSearch;
import org.tocsin.road.Profile;
import org.tocsin.road.RoadNetwork;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The map of a center, made of one OpenStreetMap extract: roads, places, landmarks and a backdrop
 * to draw. Immutable but for its cache of tiles; any number of threads.
 */
public final class CityMap {
    private final BuiltMap built;
    private final RoadNetwork roads;
    private final List<Landmark> landmarks;
    private final String source;

    /** What {@code map build} made; without it tiles are cut from the contents. */
    private final Optional<TileArchive> archive;

    // Made when the first is asked for: nobody waits for them at the start.
    private final Later<PlaceSearch> places;
    private final Later<Tiles> tiles;

    private CityMap(
            BuiltMap built,
            RoadNetwork roads,
            MapContents contents,
            Optional<TileArchive> archive) {
        this.built = built;
        this.roads = roads;
        this.landmarks = contents.landmarks();
        source = built.source();
        this.archive = archive;
        places = new Later<>(() -> contents.places(roads.bounds()));
        tiles = new Later<>(() -> new Tiles(contents.drawn()));
    }

    /**
     * Opens the map of an extract. The first time, after the extract changed, and after an upgrade
     * that reads extracts differently, it is built (Porto: some seconds); what an interrupted or
     * failed build leaves is removed, and an older map stays in place until the new one is whole.
     *
     * @param extract an OpenStreetMap extract (.osm.pbf)
     * @param folder where the built map is kept, for this extract only; made if it is missing
     * @param progress hears how far a build is
     * @throws BadExtract if the extract cannot be used; the message says why and what to do
     * @throws IOException if a file cannot be read or written, or another process builds here
     */
    public static CityMap open(Path extract, Path folder, Progress progress) throws IOException {
        return open(extract, folder, RoadNetwork.STANDARD, progress);
    }

    /**
     * Opens the map of an extract for units that drive by these profiles.
     *
     * @param profiles whom the roads may be asked about
     * @throws BadExtract as above
     * @throws IOException as above
     */
    public static CityMap open(Path extract, Path folder, List<Profile> profiles, Progress progress)
            throws IOException {
        BuiltMap built = BuiltMap.of(extract, folder);
        boolean withPaths = !profiles.stream().allMatch(Profile::driven);
        if (built.exists()) {
            if (withPaths) built.addPaths(progress);
            Optional<CityMap> kept = openBuilt(built, profiles, progress);
            if (kept.isPresent()) return kept.get();
        }
        built.make(withPaths, progress);
        CityMap map = opened(built, profiles);
        progress.at("ordering names and shapes", 0);
        map.places(); // Made here too, lest the first to search finds that it cannot be.
        progress.at("ordering names and shapes", 1);
        return map;
    }

    /** Opens what was built before; nothing if it is damaged, which the progress says. */
    static Optional<CityMap> openBuilt(BuiltMap built, List<Profile> profiles, Progress progress) {
        progress.at("opening the map", 0);
        try {
            CityMap map = opened(built, profiles);
            progress.at("opening the map", 1);
            return Optional.of(map);
        } catch (IOException e) {
            // The extract is here: building anew is the mend, and the progress says so.
            progress.at("building the map anew: " + e.getMessage(), 0);
            return Optional.empty();
        }
    }

    private static CityMap opened(BuiltMap built, List<Profile> profiles) throws IOException {
        RoadNetwork roads = RoadNetwork.open(built.path(), profiles);
        Optional<TileArchive> archive = built.openArchive();
        MapContents contents = MapContents.open(built.path(), archive.isEmpty());
        return new CityMap(built, roads, contents, archive);
    }

    /** The roads, for travel times and routes. */
    public RoadNetwork roads() {
        return roads;
    }

    /**
     * The same roads for others than this map was opened for, as those who drove by profiles that
     * have changed since. They are opened anew, which takes as long and as much memory as at the
     * start; whoever asks keeps them.
     *
     * @throws BadExtract if a profile needs the paths, and the extract to make them of is gone
     * @throws IOException if the map's files cannot be read, or the roads do not fit into memory
     */
    public RoadNetwork roadsFor(List<Profile> profiles) throws IOException {
        if (!profiles.stream().allMatch(Profile::driven)) built.addPaths(Progress.SILENT);
        long room = free();
        long needed = built.heapBytes();
        if (needed > room) {
            throw new IOException(
                    "they need %,d MB of memory, %,d MB are free; start with a larger TOCSIN_HEAP"
                            .formatted(needed >> 20, room >> 20));
        }
        return RoadNetwork.open(built.path(), profiles);
    }

    /** What may still be taken; garbage that was not collected yet counts as taken. */
    private static long free() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
    }

    /**
     * The search for streets, crossings, addresses, places and coordinates. Who asks first waits
     * until its index is made: a second for a city.
     */
    public PlaceSearch places() {
        return places.get();
    }

    /** The box around all roads: coordinates outside it are doubted. */
    public Area bounds() {
        return roads.bounds();
    }

    /** Stations, hospitals, schools, hydrants and defibrillators, in the order of the extract. */
    public List<Landmark> landmarks() {
        return landmarks;
    }

    /** Whose map it is, for the corner of every picture of it. */
    public String attribution() {
        boolean madeUp = roads.bounds().corners().stream().allMatch(SampleTown.bounds()::contains);
        return madeUp ? SampleTown.NAME + ", an invented town" : "© OpenStreetMap contributors";
    }

    /** The SHA-256 of the extract, in hexadecimal. */
    public String source() {
        return source;
    }

    /** Whether its tiles were made beforehand, by {@code map build}. */
    public boolean hasArchive() {
        return archive.isPresent();
    }

    /**
     * A Mapbox vector tile, packed by gzip, empty when nothing is there. Layers: {@code landuse},
     * {@code water}, {@code waterway}, {@code building}, {@code rail}, {@code road}, {@code place},
     * {@code housenumber}, in an archive also {@code boundary}; each feature has {@code class} (the
     * OpenStreetMap value) and where it applies {@code name}, {@code ref}, {@code oneway}, {@code
     * bridge}, {@code tunnel}.
     *
     * @param zoom 0 to {@value Tiles#MAX_ZOOM}
     * @param x 0 to 2^zoom − 1, from 180° W eastwards
     * @param y 0 to 2^zoom − 1, from 85.05° N southwards
     * @throws IllegalArgumentException if one is out of range
     * @throws UncheckedIOException if the archive is damaged there
     */
    public byte[] tile(int zoom, int x, int y) {
        Tiles.check(zoom, x, y);
        if (archive.isEmpty()) return tiles.get().tile(zoom, x, y);
        try {
            return archive.get().tile(zoom, x, y);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
