package org.tocsin.center;

import org.tocsin.place.PlaceSearch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a center's configuration as people write it: one YAML file, or a folder of them whose keys
 * are taken together. {@code docs/center.md} describes every key.
 */
public final class CenterFile {
    /** As many files may lie in one folder. */
    public static final int MAX_FILES = 200;

    /** The folder of driving profiles in a center's folder. */
    static final String PROFILES = "profiles";

    private CenterFile() {}

    /**
     * The center that the files describe.
     *
     * @param folderOrFile in a folder, all files that end in {@code .yaml} or {@code .yml}
     * @throws CenterFileException if they describe none, with everything that is wrong
     * @throws UncheckedIOException if they cannot be read
     */
    public static Center read(Path folderOrFile) {
        return configured(folderOrFile).center();
    }

    /**
     * The center with what is kept beside its configuration: the driving profiles of {@code
     * profiles/}, a file each, and the gazetteer.
     *
     * @throws CenterFileException if anything of it is wrong
     * @throws UncheckedIOException if the files cannot be read
     */
    public static WholeCenter readWhole(Path folderOrFile) {
        WholeCenter read = configured(folderOrFile);
        Center center = read.center();
        return new WholeCenter(
                center,
                read.profiles(),
                read.verbs(),
                read.statuses(),
                read.paces(),
                GazetteerFile.read(folderOrFile, center.serviceArea()),
                read.forgetAfter(),
                read.moveUps());
    }

    /**
     * The scenario of a drill in this center.
     *
     * @param file one YAML file; {@code docs/drill.md} describes every key
     * @throws CenterFileException with everything that is wrong
     * @throws UncheckedIOException if it cannot be read
     */
    public static Scenario readScenario(Path file, Center center) {
        return readScenario(file, center, new OnMap(Optional.empty()));
    }

    /**
     * Reads a drill's scenario for that center on that map: places that the map does not know are
     * faults too.
     *
     * @param map with the center's own places
     * @throws CenterFileException with everything that is wrong
     * @throws UncheckedIOException if it cannot be read
     */
    public static Scenario readScenario(Path file, Center center, PlaceSearch map) {
        return readScenario(file, center, new OnMap(Optional.of(map)));
    }

    private static Scenario readScenario(Path file, Center center, OnMap map) {
        var faults = new Faults("the scenario (docs/drill.md)");
        if (!Files.isRegularFile(file)) {
            faults.add(nowhere(file.toString(), "no such file", "a scenario's YAML file"));
        }
        faults.throwIfAny();
        List<Field> tree = trees(List.of(file), "", faults);
        faults.throwIfAny();
        return new ScenarioReader(tree.getFirst(), center, map).read();
    }

    private static WholeCenter configured(Path folderOrFile) {
        return new CenterReader(sections(folderOrFile)).read();
    }

    private static Sections sections(Path folderOrFile) {
        var faults = new Faults();
        List<Field> trees = trees(files(folderOrFile, faults), "", faults);
        Path folder = folderOrFile.resolve(PROFILES);
        List<Field> profiles =
                Files.isDirectory(folder)
                        ? trees(files(folder, faults), PROFILES + "/", faults)
                        : List.of();
        faults.throwIfAny();
        Fields sections = merge(trees, name(folderOrFile), faults);
        return new Sections(sections, profiles);
    }

    private static List<Field> trees(List<Path> files, String prefix, Faults faults) {
        var trees = new ArrayList<Field>();
        for (Path file : files) {
            String name = prefix + name(file);
            YamlFile.read(name, bytes(file), faults)
                    .ifPresent(tree -> trees.add(new Field(faults, name, "", tree)));
        }
        return trees;
    }

    private static List<Path> files(Path folderOrFile, Faults faults) {
        if (Files.isRegularFile(folderOrFile)) return List.of(folderOrFile);
        String folder = folderOrFile.toString();
        if (!Files.isDirectory(folderOrFile)) {
            faults.add(
                    nowhere(folder, "nothing there", "a folder of YAML files, or one such file"));
            return List.of();
        }
        try (var entries = Files.list(folderOrFile)) {
            List<Path> files = entries.filter(CenterFile::isYaml).sorted().toList();
            if (files.isEmpty()) {
                faults.add(
                        nowhere(
                                folder,
                                "no file that ends in .yaml",
                                "at least one; ./tocsin center init writes a starting point"));
            }
            if (files.size() <= MAX_FILES) return files;
            faults.add(nowhere(folder, files.size() + " files", "at most " + MAX_FILES));
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isYaml(Path file) {
        String name = name(file);
        boolean yaml = name.endsWith(".yaml") || name.endsWith(".yml");
        return yaml && !name.startsWith(".") && Files.isRegularFile(file);
    }

    private static String name(Path file) {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }

    /** One byte more than allowed is enough to know that a file is too long. */
    private static byte[] bytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(YamlFile.MAX_BYTES + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All files' keys as one mapping; a key in two files is a fault. */
    private static Fields merge(List<Field> files, String whole, Faults faults) {
        Map<String, Field> merged = new HashMap<>();
        var unknown = new ArrayList<String>();
        for (Field file : files) {
            if (!(file.tree() instanceof Tree.Entries(List<Tree.Entry> entries, _))) {
                file.fault("keys such as center: and units:");
                continue;
            }
            for (Tree.Entry entry : entries) {
                merge(entry, file, merged).ifPresent(unknown::add);
            }
        }
        var place = new Field(faults, whole, "", new Tree.Entries(List.of(), NO_SPOT));
        return Fields.of(place, Shape.FILES, merged, unknown);
    }

    private static final Tree.Spot NO_SPOT = new Tree.Spot(0, 0);

    /** Puts one key where it belongs; gives it back if it is unknown. */
    private static Optional<String> merge(Tree.Entry entry, Field file, Map<String, Field> merged) {
        String key = entry.key().value();
        Field place = new Field(file.faults(), file.file(), "", entry.key());
        if (Shape.FILES.findKey(key).isEmpty()) {
            place.faultUnknownKey(Shape.FILES, entry.value());
            return Optional.of(key);
        }
        Field first = merged.putIfAbsent(key, file.at(key, entry.value()));
        if (first != null) {
            place.fault(
                    "the key %s in a second file".formatted(key),
                    "it in one file; the other is %s".formatted(first.file()));
        }
        return Optional.empty();
    }

    private static CenterFault nowhere(String file, String found, String expected) {
        return new CenterFault(file, 0, 0, "", found, expected);
    }
}
