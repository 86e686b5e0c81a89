package org.tocsin.map;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;

import crosby.binary.Fileformat.Blob;
import crosby.binary.Fileformat.BlobHeader;
import crosby.binary.Osmformat.DenseNodes;
import crosby.binary.Osmformat.HeaderBlock;
import crosby.binary.Osmformat.Node;
import crosby.binary.Osmformat.PrimitiveBlock;
import crosby.binary.Osmformat.PrimitiveGroup;
import crosby.binary.Osmformat.Relation;
import crosby.binary.Osmformat.Way;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * An OpenStreetMap extract in PBF, read block by block, so that memory does not grow with the file.
 * Every reading checks the whole framing; a file that is cut, empty or of another format is named
 * as such. Not thread-safe: one reading at a time.
 *
 * @see <a href="https://wiki.openstreetmap.org/wiki/PBF_Format">PBF format</a>
 */
final class Extract {
    /** The format's own limit for a block's header. */
    static final int MAX_HEADER_BYTES = 64 * 1024;

    /** The format's own limit for a block, compressed or not. */
    static final int MAX_BLOCK_BYTES = 32 * 1024 * 1024;

    private static final Set<String> UNDERSTOOD = Set.of("OsmSchema-V0.6", "DenseNodes");

    /** Takes nodes in file order. */
    @FunctionalInterface
    interface NodeReader {
        /** Latitude and longitude in 1e-7 degrees. */
        void node(long id, int latitude, int longitude, Tags tags) throws IOException;
    }

    /** Takes ways in file order. */
    @FunctionalInterface
    interface WayReader {
        void way(long id, long[] nodes, Tags tags) throws IOException;
    }

    /** Takes relations in file order. */
    @FunctionalInterface
    interface RelationReader {
        void relation(long id, List<Member> members, Tags tags) throws IOException;
    }

    enum MemberKind {
        NODE,
        WAY,
        RELATION
    }

    record Member(MemberKind kind, long id, String role) {}

    private static final int NODES = 1;
    private static final int WAYS = 2;
    private static final int RELATIONS = 4;

    private final Path file;
    private final long sizeBytes;

    /** What each block holds, found by the first reading: later ones pass over the others. */
    private final ByteArrayOutputStream holding = new ByteArrayOutputStream();

    private byte[] held = {};

    Extract(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new BadExtract(
                    "%s is not a file. Give the path of an OpenStreetMap extract (.osm.pbf)."
                            .formatted(file));
        }
        this.file = file;
        this.sizeBytes = Files.size(file);
    }

    void readNodes(NodeReader reader, Progress progress) throws IOException {
        forEachBlock(
                "reading points",
                NODES,
                progress,
                block -> {
                    for (PrimitiveGroup group : block.groups()) {
                        if (group.hasDense()) block.dense(group.getDense(), reader);
                        for (Node node : group.getNodesList()) block.node(node, reader);
                    }
                });
    }

    /**
     * @param step what they are read for
     */
    void readWays(String step, WayReader reader, Progress progress) throws IOException {
        forEachBlock(
                step,
                WAYS,
                progress,
                block -> {
                    for (PrimitiveGroup group : block.groups()) {
                        for (Way way : group.getWaysList()) block.way(way, reader);
                    }
                });
    }

    void readRelations(RelationReader reader, Progress progress) throws IOException {
        forEachBlock(
                "reading relations",
                RELATIONS,
                progress,
                block -> {
                    for (PrimitiveGroup group : block.groups()) {
                        for (Relation relation : group.getRelationsList()) {
                            block.relation(relation, reader);
                        }
                    }
                });
    }

    @FunctionalInterface
    private interface BlockReader {
        void block(Block block) throws IOException;
    }

    private void forEachBlock(String step, int wanted, Progress progress, BlockReader reader)
            throws IOException {
        holding.reset();
        long at = 0;
        int number = 0;
        try (InputStream stream = Files.newInputStream(file);
                var in = new DataInputStream(new BufferedInputStream(stream, 1 << 16))) {
            while (at < sizeBytes) {
                progress.at(step, (double) at / sizeBytes);
                int headerBytes = headerSize(in, at, number);
                BlobHeader header =
                        BlobHeader.parseFrom(bytes(in, headerBytes, number, at + 4 + headerBytes));
                if (header.getDatasize() > MAX_BLOCK_BYTES || header.getDatasize() < 0) {
                    throw damaged(
                            number, at, "it claims %,d bytes".formatted(header.getDatasize()));
                }
                long next = at + 4 + headerBytes + header.getDatasize();
                if (isWithout(wanted, number)) {
                    skip(in, header.getDatasize(), number, next);
                } else {
                    Blob blob = Blob.parseFrom(bytes(in, header.getDatasize(), number, next));
                    int holds = 0;
                    if (number == 0) checkHeader(header, blob, at);
                    else if (header.getType().equals("OSMData")) {
                        var block = new Block(PrimitiveBlock.parseFrom(contents(blob, number, at)));
                        holds = block.holds();
                        if ((holds & wanted) != 0) reader.block(block);
                    }
                    if (held.length == 0) holding.write(holds);
                }
                at = next;
                number++;
            }
            progress.at(step, 1);
        } catch (InvalidProtocolBufferException | IndexOutOfBoundsException e) {
            if (number == 0) throw notAnExtract("its first block cannot be read", e);
            throw damaged(number, at, "its contents cannot be read", e);
        }
        if (held.length == 0) held = holding.toByteArray();
        if (number == 0) {
            throw new BadExtract(
                    "%s is empty (0 bytes). Download the extract (.osm.pbf) again."
                            .formatted(file));
        }
    }

    private boolean isWithout(int wanted, int number) {
        return number > 0 && number < held.length && (held[number] & wanted) == 0;
    }

    private void skip(DataInputStream in, int count, int number, long endsAt) throws IOException {
        try {
            in.skipNBytes(count);
        } catch (EOFException e) {
            throw cutShort(number, endsAt, e);
        }
    }

    private int headerSize(DataInputStream in, long at, int number) throws IOException {
        byte[] four = bytes(in, 4, number, at + 4);
        int size = ByteString.copyFrom(four).asReadOnlyByteBuffer().getInt();
        if (size > 0 && size <= MAX_HEADER_BYTES) return size;
        if (number > 0) {
            throw damaged(number, at, "its header claims %,d bytes".formatted(size));
        }
        throw notAnExtract(
                switch (four[0]) {
                    case '<' ->
                            "it begins like XML; convert it with 'osmium cat IN -o OUT.osm.pbf'";
                    case 'B' -> "it begins like a bzip2 archive; unpack and convert it";
                    case 'P' -> "it begins like a zip archive; unpack it";
                    case 0x1f -> "it begins like a gzip archive; unpack it";
                    default -> "its first block header claims %,d bytes".formatted(size);
                },
                null);
    }

    private byte[] bytes(DataInputStream in, int count, int number, long endsAt)
            throws IOException {
        byte[] bytes = new byte[count];
        try {
            in.readFully(bytes);
        } catch (EOFException e) {
            throw cutShort(number, endsAt, e);
        }
        return bytes;
    }

    private BadExtract cutShort(int number, long endsAt, EOFException cause) {
        return new BadExtract(
                ("%s is cut short: block %d ends at byte %,d, but the file has only %,d bytes."
                                + " Download or copy it again.")
                        .formatted(file, number, endsAt, sizeBytes),
                cause);
    }

    private void checkHeader(BlobHeader header, Blob blob, long at) throws IOException {
        if (!header.getType().equals("OSMHeader")) {
            throw notAnExtract(
                    "its first block is '%s', expected 'OSMHeader'".formatted(header.getType()),
                    null);
        }
        HeaderBlock contents = HeaderBlock.parseFrom(contents(blob, 0, at));
        for (String feature : contents.getRequiredFeaturesList()) {
            if (!UNDERSTOOD.contains(feature)) {
                throw new BadExtract(
                        ("%s needs the feature '%s'; Tocsin reads %s."
                                        + " Convert it with 'osmium cat IN -o OUT.osm.pbf'.")
                                .formatted(file, feature, UNDERSTOOD.stream().sorted().toList()));
            }
        }
    }

    private byte[] contents(Blob blob, int number, long at) throws IOException {
        return switch (blob.getDataCase()) {
            case RAW -> blob.getRaw().toByteArray();
            case ZLIB_DATA -> inflate(blob, number, at);
            case LZMA_DATA, OBSOLETE_BZIP2_DATA, LZ4_DATA, ZSTD_DATA, DATA_NOT_SET ->
                    throw new BadExtract(
                            ("%s is compressed as %s; Tocsin reads zlib and uncompressed blocks."
                                            + " Convert it with 'osmium cat IN -o OUT.osm.pbf'.")
                                    .formatted(file, blob.getDataCase()));
        };
    }

    private byte[] inflate(Blob blob, int number, long at) throws BadExtract {
        if (blob.getRawSize() <= 0 || blob.getRawSize() > MAX_BLOCK_BYTES) {
            throw damaged(
                    number, at, "it claims to unpack to %,d bytes".formatted(blob.getRawSize()));
        }
        byte[] contents = new byte[blob.getRawSize()];
        try (var inflater = new Inflater()) {
            inflater.setInput(blob.getZlibData().toByteArray());
            int length = 0;
            while (length < contents.length) {
                int more = inflater.inflate(contents, length, contents.length - length);
                if (more == 0) throw damaged(number, at, "its packed data ends early");
                length += more;
            }
        } catch (DataFormatException e) {
            throw damaged(number, at, "its packed data is damaged", e);
        }
        return contents;
    }

    private BadExtract damaged(int number, long at, String what) {
        return new BadExtract(damage(number, at, what));
    }

    private BadExtract damaged(int number, long at, String what, Throwable cause) {
        return new BadExtract(damage(number, at, what), cause);
    }

    private String damage(int number, long at, String what) {
        return "%s is damaged in block %d at byte %,d: %s. Download or copy it again."
                .formatted(file, number, at, what);
    }

    private BadExtract notAnExtract(String why, @Nullable Throwable cause) {
        String message =
                "%s is not an OpenStreetMap extract in PBF (.osm.pbf): %s.".formatted(file, why);
        return cause == null ? new BadExtract(message) : new BadExtract(message, cause);
    }

    /** One block of elements with its strings and the rule that makes degrees of its numbers. */
    private static final class Block {
        private final PrimitiveBlock block;
        private final @Nullable String[] strings;

        Block(PrimitiveBlock block) {
            this.block = block;
            this.strings = new String[block.getStringtable().getSCount()];
        }

        /** Decoded when it is first asked for. */
        private String string(int number) {
            String known = strings[number];
            if (known == null) {
                known = block.getStringtable().getS(number).toString(StandardCharsets.UTF_8);
                strings[number] = known;
            }
            return known;
        }

        int holds() {
            int holds = 0;
            for (PrimitiveGroup group : groups()) {
                if (group.hasDense() || group.getNodesCount() > 0) holds |= NODES;
                if (group.getWaysCount() > 0) holds |= WAYS;
                if (group.getRelationsCount() > 0) holds |= RELATIONS;
            }
            return holds;
        }

        List<PrimitiveGroup> groups() {
            return block.getPrimitivegroupList();
        }

        private int latitude(long stored) {
            return Math.toIntExact((block.getLatOffset() + block.getGranularity() * stored) / 100);
        }

        private int longitude(long stored) {
            return Math.toIntExact((block.getLonOffset() + block.getGranularity() * stored) / 100);
        }

        void node(Node node, NodeReader reader) throws IOException {
            reader.node(
                    node.getId(),
                    latitude(node.getLat()),
                    longitude(node.getLon()),
                    tags(node.getKeysList(), node.getValsList()));
        }

        void dense(DenseNodes dense, NodeReader reader) throws IOException {
            long id = 0;
            long latitude = 0;
            long longitude = 0;
            int tag = 0;
            int tagCount = dense.getKeysValsCount();
            for (int i = 0; i < dense.getIdCount(); i++) {
                id += dense.getId(i);
                latitude += dense.getLat(i);
                longitude += dense.getLon(i);
                Tags tags = Tags.NONE;
                if (tagCount > 0) {
                    int end = tag;
                    while (dense.getKeysVals(end) != 0) end += 2;
                    if (end > tag) tags = denseTags(dense, tag, end);
                    tag = end + 1;
                }
                reader.node(id, latitude(latitude), longitude(longitude), tags);
            }
        }

        private Tags denseTags(DenseNodes dense, int from, int to) {
            String[] pairs = new String[to - from];
            for (int i = from; i < to; i++) pairs[i - from] = string(dense.getKeysVals(i));
            return new Tags(pairs);
        }

        void way(Way way, WayReader reader) throws IOException {
            long[] nodes = new long[way.getRefsCount()];
            long id = 0;
            for (int i = 0; i < nodes.length; i++) nodes[i] = id += way.getRefs(i);
            reader.way(way.getId(), nodes, tags(way.getKeysList(), way.getValsList()));
        }

        void relation(Relation relation, RelationReader reader) throws IOException {
            Member[] members = new Member[relation.getMemidsCount()];
            long id = 0;
            for (int i = 0; i < members.length; i++) {
                id += relation.getMemids(i);
                MemberKind kind =
                        switch (relation.getTypes(i)) {
                            case NODE -> MemberKind.NODE;
                            case WAY -> MemberKind.WAY;
                            case RELATION -> MemberKind.RELATION;
                        };
                members[i] = new Member(kind, id, string(relation.getRolesSid(i)));
            }
            reader.relation(
                    relation.getId(),
                    List.of(members),
                    tags(relation.getKeysList(), relation.getValsList()));
        }

        private Tags tags(List<Integer> keys, List<Integer> values) {
            if (keys.isEmpty()) return Tags.NONE;
            String[] pairs = new String[2 * keys.size()];
            for (int i = 0; i < keys.size(); i++) {
                pairs[2 * i] = string(keys.get(i));
                pairs[2 * i + 1] = string(values.get(i));
            }
            return new Tags(pairs);
        }
    }
}
