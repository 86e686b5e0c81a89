package org.tocsin.map;

import org.jspecify.annotations.Nullable;
import org.tocsin.road.NoRoads;
import org.tocsin.road.RoadNetwork;

import java.io.IOException;
import java.io.InputStream;
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
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files that an extract's map is made of, and how they come to be: {@link CityMap} opens them.
 * For one thread.
 */
public final class BuiltMap {
    private static final String PREFIX = "map-";
    private static final String DRAFT = "draft-";

    /** Its number is raised when the tiles' layers change: archives are then made anew. */
    private static final String ARCHIVE = "tiles-1.pmtiles";

    /** What the files of roads, paths and their hierarchies end with. */
    private static final String ROADS = ".tocsin";

    private static final long HEAP_PER_BYTE = 5;

    private final Path extract;
    private final Path folder;
    private final String source;
    private final Path path;

    private BuiltMap(Path extract, Path folder, String source) {
        this.extract = extract;
        this.folder = folder;
        this.source = source;
        path =
                folder.resolve(
                        "%s%s-%d".formatted(PREFIX, source.substring(0, 16), MapContents.FORMAT));
    }

    /**
     * What is or will be made of an extract, which is read once for its checksum.
     *
     * @param extract an OpenStreetMap extract (.osm.pbf)
     * @param folder where the map is kept, for this extract only; made if it is missing
     * @throws BadExtract if there is no such file
     * @throws IOException if a file cannot be read, or the folder not made
     */
    public static BuiltMap of(Path extract, Path folder) throws IOException {
        if (!Files.isRegularFile(extract)) {
            throw new BadExtract(
                    "%s is not a file. Give the path of an OpenStreetMap extract (.osm.pbf)."
                            .formatted(extract));
        }
        String source = checksum(extract);
        Files.createDirectories(folder);
        return new BuiltMap(extract, folder, source);
    }

    /** What a map holds. */
    public record Census(long segments, int landmarks) {}

    /**
     * Has the map there, whole: a good one is left alone. Nothing of it stays in memory.
     *
     * @param progress hears how far a build is
     * @throws BadExtract if the extract cannot be used; the message says why and what to do
     * @throws IOException if a file cannot be read or written, or another process builds here
     */
    public Census ready(Progress progress) throws IOException {
        if (exists()) {
            Optional<CityMap> kept = CityMap.openBuilt(this, RoadNetwork.STANDARD, progress);
            if (kept.isPresent()) {
                CityMap map = kept.get();
                return new Census(map.roads().segments().count(), map.landmarks().size());
            }
        }
        int segments = make(false, progress);
        return new Census(segments, MapContents.open(path, false).landmarks().size());
    }

    /**
     * What its roads take of the heap while they are open, at most: searches walk through arrays
     * and keep weights of every turn, some of them for each hour and each set of closures.
     */
    long heapBytes() throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.filter(each -> each.toString().endsWith(ROADS)).toList()) {
                bytes += Files.size(file);
            }
        }
        return HEAP_PER_BYTE * bytes;
    }

    boolean exists() {
        return Files.isDirectory(path);
    }

    Path path() {
        return path;
    }

    String source() {
        return source;
    }

    /**
     * Makes it, and removes maps of other extracts from the folder.
     *
     * @param withPaths whether with the network of bicycles and people on foot
     * @return the number of road segments
     */
    int make(boolean withPaths, Progress progress) throws IOException {
        try (FileChannel _ = lock()) {
            int segments = draft(withPaths, progress);
            removeAllBut(path, PREFIX);
            return segments;
        }
    }

    /** Few centers have bicycles or crews on foot: their paths are made when one does. */
    void addPaths(Progress progress) throws IOException {
        if (hasPaths()) return;
        try (FileChannel _ = lock()) {
            if (hasPaths()) return;
            removeAllBut(path, DRAFT);
            Path draft = Files.createTempDirectory(folder, DRAFT);
            try {
                new PathImport(extract, progress).write(draft, source);
                Files.move(draft, RoadNetwork.pathsIn(path), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                if (Files.exists(draft)) remove(draft);
            }
        }
    }

    private boolean hasPaths() {
        return Files.isDirectory(RoadNetwork.pathsIn(path));
    }

    /** Held until it is closed. */
    private FileChannel lock() throws IOException {
        String busy =
                "a map is being built in %s already; wait for it or choose another folder"
                        .formatted(folder);
        FileChannel channel =
                FileChannel.open(
                        folder.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) return channel;
            channel.close();
            throw new IOException(busy);
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new IOException(busy, e);
        }
    }

    private int draft(boolean withPaths, Progress progress) throws IOException {
        removeAllBut(path, DRAFT);
        Path draft = Files.createTempDirectory(folder, DRAFT);
        try {
            var reading = new MapImport(extract, draft, progress);
            reading.read();
            if (reading.roadWays() == 0) throw noRoads(null);
            int segments = writeRoads(reading, draft);
            if (withPaths) {
                Path paths = Files.createDirectory(RoadNetwork.pathsIn(draft));
                new PathImport(extract, progress).write(paths, source);
            }
            if (exists()) remove(path);
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
            return segments;
        } finally {
            if (Files.exists(draft)) remove(draft);
        }
    }

    private int writeRoads(MapImport reading, Path draft) throws IOException {
        try {
            return reading.writeRoads(draft, source);
        } catch (NoRoads e) {
            throw noRoads(e);
        }
    }

    private BadExtract noRoads(@Nullable NoRoads cause) {
        String message =
                ("%s has no road a vehicle can drive on. Choose an extract that covers the center's"
                                + " area, with its roads.")
                        .formatted(extract);
        return cause == null ? new BadExtract(message) : new BadExtract(message, cause);
    }

    private void removeAllBut(Path kept, String prefix) throws IOException {
        try (var entries = Files.newDirectoryStream(folder, prefix + "*")) {
            for (Path entry : entries) {
                if (!entry.equals(kept)) remove(entry);
            }
        }
    }

    private static void remove(Path path) throws IOException {
        try (var walk = Files.walk(path)) {
            for (Path each : walk.sorted(Comparator.reverseOrder()).toList()) Files.delete(each);
        }
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

    /** Whether its tiles were made beforehand. */
    public boolean hasArchive() {
        return Files.exists(path.resolve(ARCHIVE));
    }

    Optional<TileArchive> openArchive() throws IOException {
        return hasArchive()
                ? Optional.of(TileArchive.open(path.resolve(ARCHIVE)))
                : Optional.empty();
    }

    /**
     * Takes an archive of tiles for this map: it is looked at, moved to the map and used from the
     * next opening on. What was kept to cut tiles from goes.
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
                path.resolve(ARCHIVE),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        MapContents.removeBackdrop(path);
    }
}
