package org.tocsin.bench;

import com.google.protobuf.ByteString;

import crosby.binary.Fileformat.Blob;
import crosby.binary.Fileformat.BlobHeader;
import crosby.binary.Osmformat.DenseInfo;
import crosby.binary.Osmformat.DenseNodes;
import crosby.binary.Osmformat.HeaderBBox;
import crosby.binary.Osmformat.HeaderBlock;
import crosby.binary.Osmformat.Info;
import crosby.binary.Osmformat.Node;
import crosby.binary.Osmformat.PrimitiveBlock;
import crosby.binary.Osmformat.PrimitiveGroup;
import crosby.binary.Osmformat.Relation;
import crosby.binary.Osmformat.StringTable;
import crosby.binary.Osmformat.Way;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Makes an extract of the size of a country: copies of real ones side by side, with ids of their
 * own, joined by roads; beside their roads as many buildings as a country has, half of them with a
 * house number; versions and times of change, as a download has them. Nothing is kept of it but
 * what is written.
 *
 * <pre>
 * ./mvnw -q -B package -DskipTests -DskipWeb
 * java -Xmx2g -cp 'bench/target/tocsin-bench-0.1.0.jar:bench/target/lib/*' \
 *     org.tocsin.bench.BigExtract 500 big.osm.pbf ../shared/maps/*.osm.pbf
 * </pre>
 */
public final class BigExtract {
    /** The planet has some three for a road; more nodes come with them than roads have. */
    private static final int BUILDINGS_PER_ROAD = 4;

    /** Between the ids of neighbours: a country has a few in a hundred of the planet's. */
    private static final int ID_STEP = 60;

    private static final int JOINTS = 30;
    private static final int PER_BLOCK = 8_000;
    private static final long DEGREE = 10_000_000L;
    private static final int MAX_BLOCK_BYTES = 32 << 20;

    @SuppressWarnings("ArrayRecordComponent") // Carries what was read; never compared.
    private record Element(long id, long latitude, long longitude, String[] tags, long[] refs) {}

    @SuppressWarnings("ArrayRecordComponent") // Carries what was read; never compared.
    private record Group(long id, String[] tags, long[] members, byte[] kinds, String[] roles) {}

    /** One extract in memory, its nodes at places from its south-western corner. */
    private static final class City {
        final List<Element> nodes = new ArrayList<>();
        final List<Element> ways = new ArrayList<>();
        final List<Group> relations = new ArrayList<>();
        final Map<Long, Integer> placeOfNode = new HashMap<>();
        final Map<Long, Integer> placeOfWay = new HashMap<>();
        final Map<Long, Integer> placeOfRelation = new HashMap<>();
        long width;
        long height;

        /** Nodes on roads, from west to east and from south to north. */
        Integer[] byLongitude = {};

        Integer[] byLatitude = {};
    }

    private final List<City> cities = new ArrayList<>();
    private final Random random = new Random(1);
    private DataOutputStream out = new DataOutputStream(new ByteArrayOutputStream());

    // The block that is being filled.
    private final Map<String, Integer> strings = new LinkedHashMap<>();
    private PrimitiveGroup.Builder group = PrimitiveGroup.newBuilder();
    private DenseNodes.Builder dense = DenseNodes.newBuilder();
    private DenseInfo.Builder denseInfo = DenseInfo.newBuilder();
    private int inBlock;
    private long lastId;
    private long lastLatitude;
    private long lastLongitude;
    private long lastChangeset;

    private BigExtract() {}

    /**
     * @param arguments megabytes, the file to write, the extracts
     * @throws IOException if one cannot be read, or the file not written
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 3 || !arguments[0].matches("[1-9]\\d{0,3}")) {
            System.err.println("expected: megabytes out.osm.pbf extract.osm.pbf...");
            System.exit(2);
        }
        var maker = new BigExtract();
        for (int i = 2; i < arguments.length; i++) maker.cities.add(read(Path.of(arguments[i])));
        Path file = Path.of(arguments[1]);
        // How large one set of copies is, is found by writing it.
        maker.write(file, 1);
        long one = Files.size(file);
        int sets = (int) Math.max(1, Math.round(Double.parseDouble(arguments[0]) * 1e6 / one));
        maker.write(file, sets);
        System.out.printf(
                Locale.ROOT,
                "%s: %,d bytes, %d copies of %d extracts%n",
                file,
                Files.size(file),
                sets,
                maker.cities.size());
    }

    // Ids: each set has its own range, in which each kind of element of each city has its own.
    private long base(int set, int city) {
        long each = 2_000_000L * ID_STEP;
        return 1_000 + (set * (long) cities.size() + city) * each;
    }

    private static long nodeId(long base, int place) {
        // Gaps of different widths, as what was deleted or lies elsewhere leaves them.
        return base + (long) place * ID_STEP + Math.floorMod(place * 2_654_435_761L, ID_STEP);
    }

    private void write(Path file, int sets) throws IOException {
        int columns = (int) Math.ceil(Math.sqrt(sets));
        long width = cities.stream().mapToLong(city -> city.width + DEGREE / 50).sum();
        long height = cities.stream().mapToLong(city -> city.height + DEGREE / 50).max().orElse(0);
        random.setSeed(1);
        try (var file1 =
                new DataOutputStream(
                        new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
            out = file1;
            writeHeader(columns * width, (sets + columns - 1) / columns * height);
            for (int set = 0; set < sets; set++) {
                long south = 35 * DEGREE + set / columns * height;
                long west = set % columns * width;
                for (int i = 0; i < cities.size(); i++) {
                    writeNodes(cities.get(i), base(set, i), south, west);
                    west += cities.get(i).width + DEGREE / 50;
                }
            }
            flush();
            for (int set = 0; set < sets; set++) {
                for (int i = 0; i < cities.size(); i++) writeWays(set, i, columns);
            }
            flush();
            for (int set = 0; set < sets; set++) {
                for (int i = 0; i < cities.size(); i++) writeRelations(cities.get(i), base(set, i));
            }
            flush();
        }
    }

    private void writeNodes(City city, long base, long south, long west) throws IOException {
        for (int i = 0; i < city.nodes.size(); i++) {
            Element node = city.nodes.get(i);
            add(nodeId(base, i), south + node.latitude(), west + node.longitude(), node.tags());
        }
        int place = city.nodes.size();
        for (Element way : city.ways) {
            if (!isRoad(way)) continue;
            for (int building = 0; building < BUILDINGS_PER_ROAD; building++) {
                long[] at = beside(city, way, building);
                for (int corner = 0; corner < 6; corner++) {
                    add(
                            nodeId(base, place++),
                            south + at[0] + (corner < 3 ? 0 : 900L) + random.nextInt(100),
                            west + at[1] + (corner % 3) * 700L + random.nextInt(100),
                            new String[0]);
                }
            }
        }
    }

    private static boolean isRoad(Element way) {
        return List.of(way.tags()).contains("highway");
    }

    private static long[] beside(City city, Element way, int building) {
        Integer place =
                city.placeOfNode.get(way.refs()[building * way.refs().length / BUILDINGS_PER_ROAD]);
        if (place == null) return new long[] {0, 0};
        Element node = city.nodes.get(place);
        return new long[] {node.latitude() + 1_500 + 1_300L * building, node.longitude() + 1_500};
    }

    private void writeWays(int set, int number, int columns) throws IOException {
        City city = cities.get(number);
        long base = base(set, number);
        for (int i = 0; i < city.ways.size(); i++) {
            Element way = city.ways.get(i);
            long[] refs = new long[way.refs().length];
            for (int j = 0; j < refs.length; j++) {
                Integer place = city.placeOfNode.get(way.refs()[j]);
                // What the extract lacks is missing here, too.
                refs[j] = place == null ? base - 1 : nodeId(base, place);
            }
            addWay(nodeId(base, i), refs, way.tags());
        }
        int place = city.nodes.size();
        int count = city.ways.size();
        for (Element way : city.ways) {
            if (!isRoad(way)) continue;
            String street = value(way, "name");
            for (int building = 0; building < BUILDINGS_PER_ROAD; building++) {
                long[] refs = new long[7];
                for (int corner = 0; corner < 6; corner++) {
                    // Along the one side, and back along the other.
                    refs[corner] = nodeId(base, place + (corner < 3 ? corner : 8 - corner));
                }
                refs[6] = refs[0];
                place += 6;
                addWay(nodeId(base, count++), refs, tags(street, building, set));
            }
        }
        if (number == 0) writeJoints(city, set, columns, nodeId(base, count));
    }

    private static String value(Element element, String key) {
        for (int i = 0; i < element.tags().length; i += 2) {
            if (element.tags()[i].equals(key)) return element.tags()[i + 1];
        }
        return "";
    }

    private String[] tags(String street, int building, int set) {
        if (street.isEmpty() || building % 2 == 1) return new String[] {"building", "yes"};
        return new String[] {
            "building",
            "house",
            "addr:street",
            street,
            "addr:housenumber",
            String.valueOf(1 + random.nextInt(90)),
            "addr:city",
            "City " + set
        };
    }

    /** Roads from the first city's copy to those west and south of it. */
    private void writeJoints(City city, int set, int columns, long firstId) throws IOException {
        String[] tags = {"highway", "primary", "name", "Joining Road"};
        long id = firstId;
        for (int joint = 0; joint < JOINTS; joint++) {
            if (set % columns > 0) {
                long from = base(set - 1, 0);
                long to = base(set, 0);
                int east = city.byLongitude[city.byLongitude.length - 1 - 40 * joint];
                addWay(id++, ends(from, east, to, city.byLongitude[40 * joint]), tags);
            }
            if (set >= columns) {
                long from = base(set - columns, 0);
                long to = base(set, 0);
                int north = city.byLatitude[city.byLatitude.length - 1 - 40 * joint];
                addWay(id++, ends(from, north, to, city.byLatitude[40 * joint]), tags);
            }
        }
    }

    private static long[] ends(long fromBase, int from, long toBase, int to) {
        return new long[] {nodeId(fromBase, from), nodeId(toBase, to)};
    }

    private void writeRelations(City city, long base) throws IOException {
        for (int i = 0; i < city.relations.size(); i++) {
            Group each = city.relations.get(i);
            var relation = Relation.newBuilder().setId(nodeId(base, i));
            long last = 0;
            for (int j = 0; j < each.members().length; j++) {
                Map<Long, Integer> places =
                        switch (each.kinds()[j]) {
                            case 0 -> city.placeOfNode;
                            case 1 -> city.placeOfWay;
                            default -> city.placeOfRelation;
                        };
                Integer place = places.get(each.members()[j]);
                long id = place == null ? base - 1 : nodeId(base, place);
                relation.addMemids(id - last)
                        .addRolesSid(string(each.roles()[j]))
                        .addTypes(Relation.MemberType.forNumber(each.kinds()[j]));
                last = id;
            }
            for (int t = 0; t < each.tags().length; t += 2) {
                relation.addKeys(string(each.tags()[t])).addVals(string(each.tags()[t + 1]));
            }
            group.addRelations(relation.setInfo(info()));
            next();
        }
    }

    private void add(long id, long latitude, long longitude, String[] tags) throws IOException {
        dense.addId(id - lastId).addLat(latitude - lastLatitude).addLon(longitude - lastLongitude);
        lastId = id;
        lastLatitude = latitude;
        lastLongitude = longitude;
        for (String text : tags) dense.addKeysVals(string(text));
        dense.addKeysVals(0);
        long changeset = 50_000_000L + random.nextInt(100_000_000);
        denseInfo
                .addVersion(1 + random.nextInt(3))
                .addTimestamp(random.nextInt(1_000))
                .addChangeset(random.nextInt(4) == 0 ? changeset - lastChangeset : 0)
                .addUid(0)
                .addUserSid(0);
        if (random.nextInt(4) == 0) lastChangeset = changeset;
        next();
    }

    private void addWay(long id, long[] refs, String[] tags) throws IOException {
        var way = Way.newBuilder().setId(id).setInfo(info());
        long last = 0;
        for (long ref : refs) {
            way.addRefs(ref - last);
            last = ref;
        }
        for (int t = 0; t < tags.length; t += 2) {
            way.addKeys(string(tags[t])).addVals(string(tags[t + 1]));
        }
        group.addWays(way);
        next();
    }

    private Info info() {
        return Info.newBuilder()
                .setVersion(1 + random.nextInt(5))
                .setTimestamp(1_400_000_000L + random.nextInt(300_000_000))
                .setChangeset(50_000_000L + random.nextInt(100_000_000))
                .build();
    }

    private int string(String text) {
        return strings.computeIfAbsent(text, _ -> strings.size() + 1);
    }

    private void next() throws IOException {
        if (++inBlock == PER_BLOCK) flush();
    }

    private void flush() throws IOException {
        if (inBlock == 0) return;
        if (dense.getIdCount() > 0) group.setDense(dense.setDenseinfo(denseInfo));
        var table = StringTable.newBuilder().addS(ByteString.EMPTY);
        for (String text : strings.keySet()) table.addS(ByteString.copyFromUtf8(text));
        writeBlob(
                "OSMData",
                PrimitiveBlock.newBuilder()
                        .setStringtable(table)
                        .addPrimitivegroup(group)
                        .build()
                        .toByteArray());
        strings.clear();
        group = PrimitiveGroup.newBuilder();
        dense = DenseNodes.newBuilder();
        denseInfo = DenseInfo.newBuilder();
        inBlock = 0;
        lastId = 0;
        lastLatitude = 0;
        lastLongitude = 0;
        lastChangeset = 0;
    }

    private void writeHeader(long width, long height) throws IOException {
        writeBlob(
                "OSMHeader",
                HeaderBlock.newBuilder()
                        .setBbox(
                                HeaderBBox.newBuilder()
                                        .setLeft(0)
                                        .setRight(100 * width)
                                        .setBottom(3_500 * DEGREE)
                                        .setTop(3_500 * DEGREE + 100 * height))
                        .addRequiredFeatures("OsmSchema-V0.6")
                        .addRequiredFeatures("DenseNodes")
                        .addOptionalFeatures("Sort.Type_then_ID")
                        .setWritingprogram("tocsin bench")
                        .build()
                        .toByteArray());
    }

    private void writeBlob(String type, byte[] contents) throws IOException {
        byte[] packed = new byte[contents.length + 1_000];
        int length;
        try (var deflater = new Deflater()) {
            deflater.setInput(contents);
            deflater.finish();
            length = deflater.deflate(packed);
        }
        byte[] blob =
                Blob.newBuilder()
                        .setRawSize(contents.length)
                        .setZlibData(ByteString.copyFrom(packed, 0, length))
                        .build()
                        .toByteArray();
        byte[] header =
                BlobHeader.newBuilder()
                        .setType(type)
                        .setDatasize(blob.length)
                        .build()
                        .toByteArray();
        out.writeInt(header.length);
        out.write(header);
        out.write(blob);
    }

    private static City read(Path file) throws IOException {
        var city = new City();
        try (var in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            while (true) {
                byte[] four = in.readNBytes(4);
                if (four.length < 4) break;
                int size = java.nio.ByteBuffer.wrap(four).getInt();
                BlobHeader header = BlobHeader.parseFrom(in.readNBytes(size));
                Blob blob = Blob.parseFrom(in.readNBytes(header.getDatasize()));
                if (header.getType().equals("OSMData")) {
                    read(PrimitiveBlock.parseFrom(unpacked(blob)), city);
                }
            }
        }
        finish(city);
        return city;
    }

    private static byte[] unpacked(Blob blob) throws IOException {
        if (blob.hasRaw()) return blob.getRaw().toByteArray();
        byte[] contents = new byte[Math.min(blob.getRawSize(), MAX_BLOCK_BYTES)];
        try (var inflater = new Inflater()) {
            inflater.setInput(blob.getZlibData().toByteArray());
            int length = 0;
            while (length < contents.length) {
                int more = inflater.inflate(contents, length, contents.length - length);
                if (more == 0) throw new IOException("a block ends early");
                length += more;
            }
        } catch (DataFormatException e) {
            throw new IOException("a block is damaged", e);
        }
        return contents;
    }

    private static void read(PrimitiveBlock block, City city) {
        String[] strings = new String[block.getStringtable().getSCount()];
        for (int i = 0; i < strings.length; i++) {
            strings[i] = block.getStringtable().getS(i).toStringUtf8();
        }
        long grain = block.getGranularity();
        for (PrimitiveGroup group : block.getPrimitivegroupList()) {
            for (Node node : group.getNodesList()) {
                city.nodes.add(
                        new Element(
                                node.getId(),
                                (block.getLatOffset() + grain * node.getLat()) / 100,
                                (block.getLonOffset() + grain * node.getLon()) / 100,
                                tags(strings, node.getKeysList(), node.getValsList()),
                                new long[0]));
            }
            readDense(block, group.getDense(), strings, city);
            for (Way way : group.getWaysList()) {
                long[] refs = new long[way.getRefsCount()];
                long last = 0;
                for (int i = 0; i < refs.length; i++) refs[i] = last += way.getRefs(i);
                String[] tags = tags(strings, way.getKeysList(), way.getValsList());
                if (refs.length > 0) city.ways.add(new Element(way.getId(), 0, 0, tags, refs));
            }
            for (Relation relation : group.getRelationsList()) {
                city.relations.add(relation(relation, strings));
            }
        }
    }

    private static void readDense(
            PrimitiveBlock block, DenseNodes dense, String[] strings, City city) {
        long id = 0;
        long latitude = 0;
        long longitude = 0;
        int at = 0;
        for (int i = 0; i < dense.getIdCount(); i++) {
            id += dense.getId(i);
            latitude += dense.getLat(i);
            longitude += dense.getLon(i);
            var tags = new ArrayList<String>();
            while (at < dense.getKeysValsCount() && dense.getKeysVals(at) != 0) {
                tags.add(strings[dense.getKeysVals(at++)]);
            }
            at++;
            city.nodes.add(
                    new Element(
                            id,
                            (block.getLatOffset() + block.getGranularity() * latitude) / 100,
                            (block.getLonOffset() + block.getGranularity() * longitude) / 100,
                            tags.toArray(String[]::new),
                            new long[0]));
        }
    }

    private static Group relation(Relation relation, String[] strings) {
        int count = relation.getMemidsCount();
        long[] members = new long[count];
        byte[] kinds = new byte[count];
        String[] roles = new String[count];
        long last = 0;
        for (int i = 0; i < count; i++) {
            members[i] = last += relation.getMemids(i);
            kinds[i] = (byte) relation.getTypes(i).getNumber();
            roles[i] = strings[relation.getRolesSid(i)];
        }
        String[] tags = tags(strings, relation.getKeysList(), relation.getValsList());
        return new Group(relation.getId(), tags, members, kinds, roles);
    }

    private static String[] tags(String[] strings, List<Integer> keys, List<Integer> values) {
        String[] tags = new String[2 * keys.size()];
        for (int i = 0; i < keys.size(); i++) {
            tags[2 * i] = strings[keys.get(i)];
            tags[2 * i + 1] = strings[values.get(i)];
        }
        return tags;
    }

    private static void finish(City city) {
        long south = city.nodes.stream().mapToLong(Element::latitude).min().orElse(0);
        long west = city.nodes.stream().mapToLong(Element::longitude).min().orElse(0);
        city.nodes.sort((a, b) -> Long.compare(a.id(), b.id()));
        city.ways.sort((a, b) -> Long.compare(a.id(), b.id()));
        city.relations.sort((a, b) -> Long.compare(a.id(), b.id()));
        city.nodes.replaceAll(
                node ->
                        new Element(
                                node.id(),
                                node.latitude() - south,
                                node.longitude() - west,
                                node.tags(),
                                node.refs()));
        for (int i = 0; i < city.nodes.size(); i++) city.placeOfNode.put(city.nodes.get(i).id(), i);
        for (int i = 0; i < city.ways.size(); i++) city.placeOfWay.put(city.ways.get(i).id(), i);
        for (int i = 0; i < city.relations.size(); i++) {
            city.placeOfRelation.put(city.relations.get(i).id(), i);
        }
        city.height = city.nodes.stream().mapToLong(Element::latitude).max().orElse(0);
        city.width = city.nodes.stream().mapToLong(Element::longitude).max().orElse(0);
        Integer[] onRoads =
                city.ways.stream()
                        .filter(BigExtract::isRoad)
                        .map(way -> city.placeOfNode.get(way.refs()[0]))
                        .filter(place -> place != null)
                        .distinct()
                        .toArray(Integer[]::new);
        city.byLongitude = onRoads.clone();
        Arrays.sort(
                city.byLongitude,
                (a, b) ->
                        Long.compare(city.nodes.get(a).longitude(), city.nodes.get(b).longitude()));
        city.byLatitude = onRoads;
        Arrays.sort(
                city.byLatitude,
                (a, b) -> Long.compare(city.nodes.get(a).latitude(), city.nodes.get(b).latitude()));
    }
}
