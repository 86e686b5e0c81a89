package org.tocsin.map;

import org.jspecify.annotations.Nullable;
import org.tocsin.place.Area;
import org.tocsin.place.PlaceSearch;
import org.tocsin.road.NoRoads;
import org.tocsin.road.Profile;
import org.tocsin.road.RoadNetwork;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The map of a center, made of one OpenStreetMap extract: roads, places, landmarks and a backdrop
 * to draw. Immutable but for its cache of tiles; any number of threads.
 */
public final class CityMap {
    private static final String PREFIX = "map-";
    private static final String DRAFT = "draft-";
    private static final String CONTENTS = "contents";

    /** Its number is raised when the tiles' layers change: archives are then made anew. */
    private static final String ARCHIVE = "tiles-1.pmtiles";

    private final RoadNetwork roads;
    private final List<Landmark> landmarks;
    private final String source;
    private final Path folder;

    /** What {@code map build} made; without it tiles are cut from the contents. */
    private final Optional<TileArchive> archive;

    // Made when the first is asked for: nobody waits for them at the start.
    private final Later<PlaceSearch> places;
    private final Later<Tiles> tiles;

    private CityMap(
            RoadNetwork roads,
            MapContents contents,
            String source,
            Path folder,
            Optional<TileArchive> archive) {
        this.roads = roads;
        this.landmarks = contents.landmarks();
        this.source = source;
        this.folder = folder;
        this.archive = archive;
        MapContents drawn = archive.isPresent() ? MapContents.EMPTY : contents;
        places = new Later<>(() -> contents.places(roads.bounds()));
        tiles = new Later<>(() -> new Tiles(drawn));
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
        if (!Files.isRegularFile(extract)) {
            throw new BadExtract(
                    "%s is not a file. Give the path of an OpenStreetMap extract (.osm.pbf)."
                            .formatted(extract));
        }
        String source = checksum(extract);
        Files.createDirectories(folder);
        String name = "%s%s-%d".formatted(PREFIX, source.substring(0, 16), MapContents.FORMAT);
        Path built = folder.resolve(name);
        if (!lacksPaths(built, profiles)) {
            Optional<CityMap> kept = openBuilt(built, source, profiles, progress);
            if (kept.isPresent()) return kept.get();
        }
        try (FileChannel channel =
                FileChannel.open(
                        folder.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE)) {
            lock(channel, folder); // Closing the channel lets it go.
            if (Files.isDirectory(built) && lacksPaths(built, profiles)) {
                addPaths(extract, folder, built, source, progress);
                Optional<CityMap> kept = openBuilt(built, source, profiles, progress);
                if (kept.isPresent()) return kept.get();
            }
            CityMap map = build(extract, folder, built, source, profiles, progress);
            removeAllBut(built, folder);
            return map;
        }
    }

    /** Few centers have bicycles or crews on foot: their paths are made when one does. */
    private static boolean lacksPaths(Path built, List<Profile> profiles) {
        return !profiles.stream().allMatch(Profile::driven)
                && !Files.isDirectory(RoadNetwork.pathsIn(built));
    }

    private static void addPaths(
            Path extract, Path folder, Path built, String source, Progress progress)
            throws IOException {
        removeDrafts(folder);
        Path draft = Files.createTempDirectory(folder, DRAFT);
        try {
            new PathImport(extract, progress).write(draft, source);
            Files.move(draft, RoadNetwork.pathsIn(built), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            if (Files.exists(draft)) remove(draft);
        }
    }

    private static void lock(FileChannel channel, Path folder) throws IOException {
        String busy =
                "a map is being built in %s already; wait for it or choose another folder"
                        .formatted(folder);
        try {
            if (channel.tryLock() == null) throw new IOException(busy);
        } catch (OverlappingFileLockException e) {
            throw new IOException(busy, e);
        }
    }

    private static Optional<CityMap> openBuilt(
            Path built, String source, List<Profile> profiles, Progress progress)
            throws IOException {
        if (!Files.isDirectory(built)) return Optional.empty();
        progress.at("opening the map", 0);
        try {
            RoadNetwork roads = RoadNetwork.open(built, profiles);
            Optional<TileArchive> archive = openArchive(built);
            MapContents.Wanted wanted =
                    archive.isPresent() ? MapContents.Wanted.NAMES : MapContents.Wanted.ALL;
            MapContents contents = MapContents.read(built.resolve(CONTENTS), wanted);
            var map = new CityMap(roads, contents, source, built, archive);
            progress.at("opening the map", 1);
            return Optional.of(map);
        } catch (IOException e) {
            // The extract is here: building anew is the mend, and the progress says so.
            progress.at("building the map anew: " + e.getMessage(), 0);
            return Optional.empty();
        }
    }

    private static Optional<TileArchive> openArchive(Path built) throws IOException {
        Path file = built.resolve(ARCHIVE);
        return Files.exists(file) ? Optional.of(TileArchive.open(file)) : Optional.empty();
    }

    private static CityMap build(
            Path extract,
            Path folder,
            Path built,
            String source,
            List<Profile> profiles,
            Progress progress)
            throws IOException {
        removeDrafts(folder);
        Path draft = Files.createTempDirectory(folder, DRAFT);
        try {
            var reading = new MapImport(extract, progress);
            MapContents contents = reading.read();
            if (reading.roadWays() == 0) throw noRoads(extract, null);
            writeRoads(reading, extract, draft, source);
            contents.write(draft.resolve(CONTENTS));
            if (lacksPaths(draft, profiles)) {
                Path paths = Files.createDirectory(RoadNetwork.pathsIn(draft));
                new PathImport(extract, progress).write(paths, source);
            }
            if (Files.exists(built)) remove(built);
            Files.move(draft, built, StandardCopyOption.ATOMIC_MOVE);
            RoadNetwork roads = RoadNetwork.open(built, profiles);
            progress.at("ordering names and shapes", 0);
            var map = new CityMap(roads, contents, source, built, Optional.empty());
            map.places(); // Made here too, lest the first to search finds that it cannot be.
            progress.at("ordering names and shapes", 1);
            return map;
        } finally {
            if (Files.exists(draft)) remove(draft);
        }
    }

    private static void writeRoads(MapImport reading, Path extract, Path draft, String source)
            throws IOException {
        try {
            reading.writeRoads(draft, source);
        } catch (NoRoads e) {
            throw noRoads(extract, e);
        }
    }

    private static BadExtract noRoads(Path extract, @Nullable NoRoads cause) {
        String message =
                ("%s has no road a vehicle can drive on. Choose an extract that covers the center's"
                                + " area, with its roads.")
                        .formatted(extract);
        return cause == null ? new BadExtract(message) : new BadExtract(message, cause);
    }

    private static void removeDrafts(Path folder) throws IOException {
        try (var entries = Files.newDirectoryStream(folder, DRAFT + "*")) {
            for (Path entry : entries) remove(entry);
        }
    }

    private static void removeAllBut(Path built, Path folder) throws IOException {
        try (var entries = Files.newDirectoryStream(folder, PREFIX + "*")) {
            for (Path entry : entries) {
                if (!entry.equals(built)) remove(entry);
            }
        }
    }

    private static void remove(Path path) throws IOException {
        List<Path> all;
        try (var walk = Files.walk(path)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) Files.delete(each);
    }

    private static String checksum(Path file) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) digest.update(buffer, 0, n);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The roads, for travel times and routes. */
    public RoadNetwork roads() {
        return roads;
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
     * Takes an archive of tiles for this map: it is looked at, moved to the map and used from the
     * next opening on.
     *
     * @param made PMTiles, on the same disk as the map; gone afterwards
     * @throws IOException if it is damaged or cannot be moved; then it stays where it is
     */
    public void keepArchive(Path made) throws IOException {
        int deepest = TileArchive.open(made).maxZoom();
        if (deepest != Tiles.MAX_ZOOM) {
            throw new IOException(
                    "%s has tiles to zoom %d, expected %d"
                            .formatted(made, deepest, Tiles.MAX_ZOOM));
        }
        Files.move(
                made,
                folder.resolve(ARCHIVE),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
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
