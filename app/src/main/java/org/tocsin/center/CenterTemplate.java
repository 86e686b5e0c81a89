package org.tocsin.center;

import org.tocsin.place.Area;
import org.tocsin.place.Point;
import org.tocsin.road.Profile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Writes a starting point for a center's configuration: commented, whole, and made of the stations
 * and hospitals that a map knows, so that any extract runs within minutes.
 */
public final class CenterTemplate {
    /** Stations of one kind taken from the map; the nearest to the middle of it. */
    public static final int MAX_STATIONS = 500;

    /** Two landmarks of a kind nearer than this are one, mapped twice. */
    private static final double SAME_METERS = 60;

    /** Without 0, o, 1, l and i: passwords are read aloud and typed from paper. */
    private static final String PASSWORD_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    /** What the map knows of a place. */
    public enum Kind {
        FIRE_STATION,
        AMBULANCE_STATION,
        POLICE_STATION,
        HOSPITAL
    }

    /**
     * A place from the map.
     *
     * @param name may be empty
     */
    public record Landmark(Kind kind, String name, Point point) {}

    /** A sign-in that was made, with its password: to be told once and stored nowhere. */
    public record Issued(String name, String password, List<Role> roles) {}

    private final String name;
    private final ZoneId zone;
    private final Area bounds;
    private final List<Landmark> landmarks;

    private CenterTemplate(String name, ZoneId zone, Area bounds, List<Landmark> landmarks) {
        this.name = cleaned(name, "Emergency Center");
        this.zone = CenterReader.isZone(zone) ? zone : ZoneId.of("UTC");
        this.bounds = bounds;
        this.landmarks = landmarks;
    }

    /**
     * Writes the files into a folder, which is made if it is not there.
     *
     * @param name the center's name
     * @param zone a region and city; one that is none, such as an offset, is written as UTC
     * @param bounds of the map: the service area written, and where to begin if it knows no station
     * @param hash makes an Argon2id hash of a password
     * @param random makes the passwords: a secure one, except in tests
     * @return the sign-ins with their passwords, to be shown to the person who ran this
     * @throws FileAlreadyExistsException if the folder holds YAML files already; nothing is written
     * @throws IOException if it cannot be written
     */
    public static List<Issued> write(
            Path folder,
            String name,
            ZoneId zone,
            Area bounds,
            List<Landmark> landmarks,
            UnaryOperator<String> hash,
            RandomGenerator random)
            throws IOException {
        Files.createDirectories(folder);
        refuseUsed(folder);
        var template = new CenterTemplate(name, zone, bounds, landmarks);
        List<Issued> issued = issue(random);
        Map<String, String> files = new TreeMap<>();
        files.put("center.yaml", template.centerFile());
        files.put("places.yaml", template.placesFile());
        files.put("units.yaml", template.unitsFile());
        files.put("sign_ins.yaml", template.signInsFile(issued, hash));
        for (String fixed : List.of("plans.yaml", "triage.yaml", "keywords.yaml")) {
            files.put(fixed, resource(fixed));
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        Path profiles = Files.createDirectories(folder.resolve(CenterFile.PROFILES));
        for (Profile each : Profile.STANDARD) {
            Files.writeString(profiles.resolve(each.name() + ".yaml"), ProfileText.write(each));
        }
        return issued;
    }

    private static void refuseUsed(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            if (entries.anyMatch(file -> file.toString().matches(".*\\.ya?ml"))) {
                throw new FileAlreadyExistsException(
                        folder.toString(),
                        null,
                        "it holds YAML files already; nothing was written. Give an empty folder");
            }
        }
    }

    private static List<Issued> issue(RandomGenerator random) {
        var issued = new ArrayList<Issued>();
        for (Role role : Role.values()) {
            String name = role.name().toLowerCase(Locale.ROOT).replace('_', '-');
            issued.add(new Issued(name, password(random), List.of(role)));
        }
        return issued;
    }

    /** Sixteen letters of 31: 79 bits. */
    private static String password(RandomGenerator random) {
        var password = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            if (i > 0 && i % 4 == 0) password.append('-');
            password.append(PASSWORD_LETTERS.charAt(random.nextInt(PASSWORD_LETTERS.length())));
        }
        return password.toString();
    }

    private String centerFile() {
        var yaml = new StringBuilder();
        yaml.append("# The center and its habits. docs/center.md describes every key.\n")
                .append("center:\n")
                .append("  id: ")
                .append(id())
                .append("\n  name: ")
                .append(quoted(name))
                .append("\n  # The wall clock of shifts and plans.\n  zone: ")
                .append(zone.getId())
                .append(
                        "\n"
                            + "  # Where incidents are expected: the map's edge; narrow it to your"
                            + " own.\n")
                .append("  service_area:\n");
        for (Point corner : corners()) yaml.append("    - ").append(written(corner)).append('\n');
        return yaml.append(
                        """

                        agencies:
                          fire: Fire service
                          ems: Ambulance service
                          police: Police

                        desks:
                          - {id: desk-1, name: Desk 1}
                          - {id: desk-2, name: Desk 2}

                        # What takes longer raises an alarm. These are examples: set your own.
                        targets:
                          waiting: {1: 60 s, 2: 2 min, 3: 5 min, 4: 15 min, 5: 60 min}
                          acknowledgement: {1: 60 s, 2: 60 s, 3: 2 min, 4: 3 min, 5: 5 min}
                          arrival: {1: 8 min, 2: 12 min, 3: 20 min, 4: 45 min, 5: 2 h}
                          time_in_state: {dispatched: 3 min, en_route: 30 min, on_scene: 2 h}

                        # Another call so near in time and place is suggested as the same incident.
                        related_calls: {within: 30 min, meters: 300}

                        # So long after an incident was closed, nobody can read any more what was said
                        # and photographed of it. Set what the law here asks for.
                        personal_data: {forget_after_days: 180}
                        """)
                .toString();
    }

    /** Names the journal: letters a to z, digits and dashes. */
    private String id() {
        String plain =
                Normalizer.normalize(name, Normalizer.Form.NFKD)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("\\p{M}", "")
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-+", "");
        String cut = plain.substring(0, Math.min(plain.length(), 40)).replaceAll("-+$", "");
        return cut.isEmpty() ? "center" : cut;
    }

    private List<Point> corners() {
        if (bounds.corners().size() <= Ground.MAX_CORNERS) return bounds.corners();
        double south = 90;
        double west = 180;
        double north = -90;
        double east = -180;
        for (Point corner : bounds.corners()) {
            south = Math.min(south, corner.latitude());
            west = Math.min(west, corner.longitude());
            north = Math.max(north, corner.latitude());
            east = Math.max(east, corner.longitude());
        }
        return List.of(
                new Point(south, west),
                new Point(south, east),
                new Point(north, east),
                new Point(north, west));
    }

    private Point middle() {
        List<Point> corners = bounds.corners();
        double latitude = corners.stream().mapToDouble(Point::latitude).average().orElse(0);
        double longitude = corners.stream().mapToDouble(Point::longitude).average().orElse(0);
        return new Point(latitude, longitude);
    }

    /** One agency's part of the map. */
    private record Branch(Kind kind, String agency, String usualName) {
        static final List<Branch> ALL =
                List.of(
                        new Branch(Kind.FIRE_STATION, "fire", "Fire station"),
                        new Branch(Kind.AMBULANCE_STATION, "ems", "Ambulance station"),
                        new Branch(Kind.POLICE_STATION, "police", "Police station"));
    }

    /** The landmarks of a kind, each once, from the middle of the map outwards. */
    private List<Landmark> of(Kind kind) {
        var found = new ArrayList<Landmark>();
        Point middle = middle();
        landmarks.stream()
                .filter(landmark -> landmark.kind == kind)
                .sorted(Comparator.comparingDouble(landmark -> landmark.point.metersTo(middle)))
                .filter(
                        landmark ->
                                found.stream()
                                        .noneMatch(
                                                other ->
                                                        other.point.metersTo(landmark.point)
                                                                < SAME_METERS))
                .limit(MAX_STATIONS)
                .forEach(found::add);
        return found;
    }

    private List<Landmark> stations(Branch branch) {
        List<Landmark> known = of(branch.kind);
        if (!known.isEmpty()) return known;
        String name = branch.usualName + " (the map knows none: move this one)";
        return List.of(new Landmark(branch.kind, name, middle()));
    }

    private String placesFile() {
        var yaml = new StringBuilder("# Where units wait, as the map has it.\nstations:\n");
        for (Branch branch : Branch.ALL) {
            int number = 0;
            for (Landmark station : stations(branch)) {
                number++;
                yaml.append("  - {id: %s-%d, name: ".formatted(branch.agency, number))
                        .append(quoted(cleaned(station.name, branch.usualName + " " + number)))
                        .append(", agency: ")
                        .append(branch.agency)
                        .append(", point: \"")
                        .append(written(station.point))
                        .append("\"}\n");
            }
        }
        yaml.append(
                """

                # Named ground that plans can refer to.
                # districts:
                #   - id: old-town
                #     name: Old town
                #     area: [[45.01, -20.02], [45.01, -20.01], [45.02, -20.01]]

                # What crews should know about a place before they arrive.
                # premises:
                #   - id: paint-works
                #     name: Paint works
                #     point: 45.015, -20.015
                #     radius_meters: 80
                #     hazards: [Solvents in the yard]
                #     keys: [Key safe left of gate 2]
                """);
        List<Landmark> hospitals = of(Kind.HOSPITAL);
        if (!hospitals.isEmpty()) yaml.append("\n# Where ambulances go.\ndestinations:\n");
        int number = 0;
        for (Landmark hospital : hospitals) {
            number++;
            yaml.append("  - {id: hospital-%d, name: ".formatted(number))
                    .append(quoted(cleaned(hospital.name, "Hospital " + number)))
                    .append(", point: \"")
                    .append(written(hospital.point))
                    .append("\"}\n");
        }
        return yaml.toString();
    }

    private String unitsFile() {
        var yaml =
                new StringBuilder(
                        """
                        # What units can do: your own words, used in units and plans.
                        capabilities:
                          ENGINE: Pumping engine with crew
                          LADDER: Turntable ladder
                          RESCUE: Heavy rescue
                          ALS: Advanced life support (paramedics)
                          BLS: Basic life support
                          PATROL: Police patrol

                        # Units that name no shift are always staffed.
                        shifts:
                          - {id: day, name: Day, hours: daily 07:00-19:00}
                          - {id: night, name: Night, hours: daily 19:00-07:00}

                        # Two plausible units for each station: put in what really stands there.
                        # Two vehicles with one crew name it in both: shared_crew: central-a
                        units:
                        """);
        for (Branch branch : Branch.ALL) {
            int count = stations(branch).size();
            for (int number = 1; number <= count; number++) {
                for (String unit : units(branch, number)) yaml.append(unit);
            }
        }
        return yaml.toString();
    }

    /** The last digit counts the units of a station, what stands before it is the station. */
    private static List<String> units(Branch branch, int station) {
        return switch (branch.kind) {
            case FIRE_STATION ->
                    List.of(
                            unit("E", station, 1, "fire", "ENGINE", 6, false),
                            station % 2 == 1
                                    ? unit("L", station, 2, "fire", "LADDER", 3, false)
                                    : unit("R", station, 2, "fire", "RESCUE", 4, false));
            case AMBULANCE_STATION ->
                    List.of(
                            unit("M", station, 1, "ems", "ALS, BLS", 2, true),
                            unit("A", station, 2, "ems", "BLS", 2, true));
            case POLICE_STATION ->
                    List.of(
                            unit("P", station, 1, "police", "PATROL", 2, false),
                            unit("P", station, 2, "police", "PATROL", 2, false));
            case HOSPITAL -> List.of();
        };
    }

    private static String unit(
            String letter,
            int station,
            int number,
            String agency,
            String capabilities,
            int crewSize,
            boolean canTransport) {
        boolean heavy = capabilities.equals("ENGINE") || capabilities.equals("LADDER");
        return "  - {call_sign: %s%d%d, station: %s-%d, capabilities: [%s], crew_size: %d%s%s}\n"
                .formatted(
                        letter,
                        station,
                        number,
                        agency,
                        station,
                        capabilities,
                        crewSize,
                        canTransport ? ", can_transport: true" : "",
                        heavy ? ", profile: heavy-appliance" : "");
    }

    private String signInsFile(List<Issued> issued, UnaryOperator<String> hash) {
        var yaml =
                new StringBuilder(
                        """
                        # Who may sign in: one example for each role. The passwords were shown when
                        # this file was written; only their hashes stand here. Give every person a
                        # sign-in of their own: ./tocsin center password makes a hash.
                        sign_ins:
                        """);
        for (Issued person : issued) {
            String role = person.roles.getFirst().name().toLowerCase(Locale.ROOT);
            yaml.append("  - name: ").append(person.name).append('\n');
            yaml.append("    display_name: ").append(quoted(role.replace('_', ' '))).append('\n');
            yaml.append("    password_hash: ").append(hash.apply(person.password)).append('\n');
            yaml.append("    roles: [").append(role).append("]\n");
            if (person.roles.contains(Role.CREW)) yaml.append("    units: [E11]\n");
        }
        return yaml.toString();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = CenterTemplate.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException(name + " is not in the program");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Seven decimals are a centimetre. */
    private static String written(Point point) {
        return String.format(Locale.ROOT, "%.7f, %.7f", point.latitude(), point.longitude());
    }

    /** A name from a map without what a name may not hold. */
    private static String cleaned(String text, String otherwise) {
        String printable = text.replaceAll("[\\p{Cc}\\p{Cn}\\p{Cs}\\p{Zl}\\p{Zp}]+", " ").strip();
        int end = Math.min(printable.length(), Field.MAX_NAME);
        if (end < printable.length() && Character.isHighSurrogate(printable.charAt(end - 1))) end--;
        String cut = printable.substring(0, end);
        return cut.isBlank() ? otherwise : cut;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
