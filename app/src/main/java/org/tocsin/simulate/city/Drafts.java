package org.tocsin.simulate.city;

import org.tocsin.simulate.demand.LabInput;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Folders that are written beside where they will be, and put there when all of them are whole.
 * What is not kept is removed at the end, with what was made for it.
 */
final class Drafts implements AutoCloseable {
    private final Path out;
    private final boolean isNew;

    /** By where each will be. */
    private final Map<Path, Path> drafts = new LinkedHashMap<>();

    /**
     * @throws LabInput if that is no folder
     */
    Drafts(Path out) throws IOException {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new LabInput("%s is a file, expected a folder or nothing".formatted(out));
        }
        this.out = out;
        isNew = !Files.exists(out);
        Files.createDirectories(out);
    }

    /**
     * An empty folder for what will be called that.
     *
     * @throws LabInput if something else than an earlier import lies there
     */
    Path of(String name) throws IOException {
        Path there = out.resolve(name);
        if (Files.exists(there) && !isEmpty(there) && !isImported(there)) {
            throw new LabInput(
                    "%s holds something else than an earlier import; give another --out"
                            .formatted(there));
        }
        Path draft = Files.createTempDirectory(out, "." + name + "-");
        drafts.put(there, draft);
        return draft;
    }

    private static boolean isEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return false;
        try (var entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    private static boolean isImported(Path folder) throws IOException {
        Path center = folder.resolve(CityModel.CENTER).resolve("center.yaml");
        return Files.isRegularFile(center) && Files.readString(center).startsWith(CityText.MARK);
    }

    /** Puts each where it belongs, its files in place of those of an earlier import. */
    void keep() throws IOException {
        for (Map.Entry<Path, Path> each : drafts.entrySet()) {
            for (Path file : files(each.getValue())) {
                Path to = each.getKey().resolve(each.getValue().relativize(file).toString());
                if (Files.isDirectory(file)) Files.createDirectories(to);
                else Files.move(file, to, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Folders before what is in them. */
    private static List<Path> files(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            return all.toList();
        }
    }

    @Override
    public void close() throws IOException {
        for (Path draft : drafts.values()) {
            for (Path each : files(draft).stream().sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
        if (isNew && isEmpty(out)) Files.delete(out);
    }
}
