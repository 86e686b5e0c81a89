package org.tocsin.simulate.city;

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
     * @param out a folder for each city is made in it; files of an earlier import are replaced
     * @throws LabInput if there is no city model, or one that cannot be understood
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
        var imported = new ArrayList<Imported>();
        for (Path city : cities) {
            var model = new CityModel(city);
            progress.at("importing " + model.city, imported.size() / (double) cities.size());
            imported.add(model.write(out.resolve(model.city)));
        }
        return imported;
    }

    private Path model(String relative) {
        return folder.resolve("models/1").resolve(relative);
    }

    private Imported write(Path out) throws IOException {
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
        return new Imported(
                city, out, stations.size(), ambulances.size(), hospitals.size(), roads.arcs());
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
        String xml = Files.readString(file);
        List<Double> shares = new ArrayList<>();
        String categories = inside(xml, "priority", "Categorical", file);
        for (String share : categories.replaceAll("[\\[\\] ]", "").split(",", -1)) {
            shares.add(Arithmetic.value(share));
        }
        return new Calls(
                1 / Arithmetic.value(inside(xml, "interarrivalTime", "Exponential", file)),
                shares,
                Arithmetic.value(
                        inside(xml, "dispatchDelay", "Normal", file).replaceAll(",.*", "")),
                Arithmetic.value(inside(xml, "onSceneDuration", "Exponential", file)),
                Arithmetic.value(inside(xml, "transport", "Bernoulli", file)),
                Arithmetic.value(inside(xml, "handoverDuration", "Exponential", file)),
                find(xml, Pattern.compile("<filename>([^<]+)</filename>"), "filename", file));
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
