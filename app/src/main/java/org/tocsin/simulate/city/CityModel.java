package org.tocsin.simulate.city;

import org.tocsin.center.CenterFile;
import org.tocsin.center.CenterFileException;
import org.tocsin.map.Progress;
import org.tocsin.simulate.demand.LabInput;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Reads the ambulance city models of JEMSS.jl (stations, hospitals, ambulances, roads, calls) and
 * writes of each what this program opens: a center's configuration, an extract and a demand file.
 *
 * @see <a href="https://github.com/uoa-ems-research/JEMSS.jl">JEMSS.jl, its folder data/cities</a>
 */
public final class CityModel {
    /** No city has a call more often than this. */
    private static final double LEAST_DAYS = 1e-6;

    /** A raster is at most so large when unpacked. */
    static final long MAX_RASTER_BYTES = 400_000_000;

    /** What a folder with a city's files is called when it was imported. */
    public static final String ROADS = "roads.osm.pbf";

    public static final String CENTER = "center";
    public static final String DEMAND = "demand.txt";
    private static final String RASTER = "demand.tif";

    private static final Map<String, String> ZONES =
            Map.of("auckland", "Pacific/Auckland", "manhattan", "America/New_York");

    private final Path folder;
    private final String city;

    private CityModel(Path folder) {
        this.folder = folder;
        city = String.valueOf(folder.getFileName()).toLowerCase(Locale.ROOT);
    }

    /** What was written for one city. */
    public record Imported(
            String city, Path folder, int stations, int units, int hospitals, int arcs) {}

    /**
     * Imports every city model of a folder.
     *
     * @param from holds a folder for each city, with {@code models/1} in it
     * @param out a folder for each city is made in it; an earlier import there is replaced. Either
     *     all cities are written or nothing is
     * @throws LabInput if there is no city model, or one that cannot be understood, or something
     *     else lies where one is to be written
     * @throws IOException if a file cannot be read or written
     */
    public static List<Imported> importAll(Path from, Path out, Progress progress)
            throws IOException {
        var cities = new ArrayList<Path>();
        if (Files.isDirectory(from)) {
            try (var entries = Files.list(from)) {
                entries.filter(each -> Files.isDirectory(each.resolve("models/1")))
                        .sorted()
                        .forEach(cities::add);
            }
        }
        if (cities.isEmpty()) {
            throw new LabInput(
                    "%s holds no city model, expected folders such as auckland/models/1"
                            .formatted(from));
        }
        try (var drafts = new Drafts(out)) {
            var imported = new ArrayList<Imported>();
            for (Path city : cities) {
                var model = new CityModel(city);
                progress.at("importing " + model.city, imported.size() / (double) cities.size());
                imported.add(model.write(drafts.of(model.city), out.resolve(model.city)));
            }
            drafts.keep();
            return imported;
        }
    }

    private Path model(String relative) {
        return folder.resolve("models/1").resolve(relative);
    }

    private Imported write(Path out, Path at) throws IOException {
        Files.createDirectories(out.resolve(CENTER).resolve("profiles"));
        var stations = CityTable.read(model("stations/stations_1.csv"), "stations");
        var hospitals = CityTable.read(model("hospitals/hospitals_1.csv"), "hospitals");
        var ambulances = CityTable.read(model("ambulances/ambulances_1.csv"), "ambulances");
        var priorities =
                CityTable.read(model("misc/call priorities/priorities_1.csv"), "priorities");
        var nodes = CityTable.read(model("travel/roads/nodes.csv"), "nodes");
        var arcs = CityTable.read(model("travel/roads/arcs.csv"), "arcs");
        var roads = new CityRoads(nodes, arcs);
        roads.extract().write(out.resolve(ROADS));
        Calls calls = calls();
        unpackRaster(calls.raster(), out.resolve(RASTER));
        double offRoad =
                CityTable.read(model("travel/travel/travel_1.csv"), "travelModes")
                                .number(0, "offRoadSpeed")
                        / 24;
        var text = new CityText(city, zone(), stations, hospitals, ambulances, priorities);
        Path center = out.resolve(CENTER);
        Files.writeString(center.resolve("center.yaml"), text.center());
        Files.writeString(
                center.resolve("profiles/lights-and-sirens.yaml"),
                CityText.profile("lights-and-sirens", roads.kmh(0)));
        Files.writeString(
                center.resolve("profiles/normal-driving.yaml"),
                CityText.profile("normal-driving", roads.kmh(1)));
        Files.writeString(out.resolve(DEMAND), text.demand(calls, offRoad, RASTER));
        checkCenter(center);
        return new Imported(
                city, at, stations.size(), ambulances.size(), hospitals.size(), roads.arcs());
    }

    /** What was written of it opens as any center's configuration does. */
    private void checkCenter(Path center) {
        try {
            CenterFile.readWhole(center);
        } catch (CenterFileException e) {
            throw new LabInput(
                    "%s makes no sound center:%n%s".formatted(folder, e.getMessage()), e);
        }
    }

    private String zone() {
        return ZONES.getOrDefault(city, "UTC");
    }

    /**
     * How calls come, times in days.
     *
     * @param shares of the priorities, from 1
     */
    record Calls(
            double perDay,
            List<Double> shares,
            double dispatchDays,
            double onSceneDays,
            double transport,
            double handoverDays,
            String raster) {}

    private Calls calls() throws IOException {
        Path file = model("calls/reps/train/gen_config.xml");
        if (!Files.isRegularFile(file)) {
            throw new LabInput("%s is not there, expected how calls come".formatted(file));
        }
        String xml = Files.readString(file);
        List<Double> shares = new ArrayList<>();
        String categories = inside(xml, "priority", "Categorical", file);
        for (String share : categories.replaceAll("[\\[\\] ]", "").split(",", -1)) {
            shares.add(value(share, "priority", 0, 1, file));
        }
        if (shares.size() > CityText.MOST_PRIORITIES) {
            throw new LabInput(
                    "%s has %d priorities, expected at most %d"
                            .formatted(file, shares.size(), CityText.MOST_PRIORITIES));
        }
        String delay = inside(xml, "dispatchDelay", "Normal", file).replaceAll(",.*", "");
        return new Calls(
                1 / days(xml, "interarrivalTime", LEAST_DAYS, file),
                shares,
                value(delay, "dispatchDelay", 0, 1, file),
                days(xml, "onSceneDuration", 0, file),
                value(inside(xml, "transport", "Bernoulli", file), "transport", 0, 1, file),
                days(xml, "handoverDuration", 0, file),
                find(xml, Pattern.compile("<filename>([^<]+)</filename>"), "filename", file));
    }

    private static double days(String xml, String element, double least, Path file) {
        return value(inside(xml, element, "Exponential", file), element, least, 1, file);
    }

    private static double value(String text, String what, double least, double most, Path file) {
        double value;
        try {
            value = Arithmetic.value(text);
        } catch (IllegalArgumentException e) {
            throw new LabInput("%s: %s: %s".formatted(file, what, e.getMessage()), e);
        }
        if (value >= least && value <= most) return value;
        throw new LabInput(
                "%s: %s is \"%s\", expected %s to %s".formatted(file, what, text, least, most));
    }

    private static String inside(String xml, String element, String distribution, Path file) {
        var pattern =
                Pattern.compile(
                        "<%s[^>]*>\\s*%s\\((.*)\\)\\s*</%s>"
                                .formatted(element, distribution, element));
        return find(xml, pattern, "%s as %s(…)".formatted(element, distribution), file);
    }

    private static String find(String xml, Pattern pattern, String what, Path file) {
        Matcher found = pattern.matcher(xml);
        if (found.find()) return found.group(1);
        throw new LabInput("%s has no %s, expected one".formatted(file, what));
    }

    /** The model names the raster by its path in its own repository; it lies zipped there. */
    private void unpackRaster(String name, Path to) throws IOException {
        String tail = name.replaceAll(".*/cities/" + Pattern.quote(city) + "/", "");
        Path zip = folder.resolve(tail.replaceAll("\\.tif$", ".zip"));
        if (!Files.isRegularFile(zip)) {
            throw new LabInput("%s is not there, expected the demand raster".formatted(zip));
        }
        try (var in = new ZipInputStream(Files.newInputStream(zip))) {
            for (Optional<ZipEntry> entry = next(in); entry.isPresent(); entry = next(in)) {
                if (!entry.get().getName().endsWith(".tif")) continue;
                Files.write(to, in.readNBytes((int) MAX_RASTER_BYTES));
                return;
            }
        }
        throw new LabInput("%s holds no .tif, expected the demand raster".formatted(zip));
    }

    private static Optional<ZipEntry> next(ZipInputStream in) throws IOException {
        return Optional.ofNullable(in.getNextEntry());
    }
}
