package org.tocsin.map;

import com.google.protobuf.ByteString;

import crosby.binary.Osmformat.DenseNodes;
import crosby.binary.Osmformat.HeaderBBox;
import crosby.binary.Osmformat.HeaderBlock;
import crosby.binary.Osmformat.PrimitiveBlock;
import crosby.binary.Osmformat.PrimitiveGroup;
import crosby.binary.Osmformat.Relation;
import crosby.binary.Osmformat.StringTable;
import crosby.binary.Osmformat.Way;
import crosby.binary.file.BlockOutputStream;
import crosby.binary.file.CompressFlags;
import crosby.binary.file.FileBlock;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects nodes, ways and relations and writes them as an extract. Blocks are left uncompressed:
 * what zlib makes of the same bytes differs between machines, and the sample town must not.
 */
final class ExtractWriter {
    /** As usual for extracts; keeps each block far under the format's 16 MiB. */
    private static final int ELEMENTS_PER_BLOCK = 8_000;

    private record NodeEntry(int latitude, int longitude, Tags tags) {}

    private record WayEntry(List<Long> nodes, Tags tags) {}

    private record RelationEntry(List<Extract.Member> members, Tags tags) {}

    private final String program;
    private final List<NodeEntry> nodes = new ArrayList<>();
    private final List<WayEntry> ways = new ArrayList<>();
    private final List<RelationEntry> relations = new ArrayList<>();

    /**
     * @param program who writes it, as the file says
     */
    ExtractWriter(String program) {
        this.program = program;
    }

    /**
     * Adds a node; latitude and longitude in 1e-7 degrees.
     *
     * @return its id, from 1
     */
    long node(int latitude, int longitude, Tags tags) {
        nodes.add(new NodeEntry(latitude, longitude, tags));
        return nodes.size();
    }

    /** Gives a node that exists its tags. */
    void tag(long node, Tags tags) {
        int index = Math.toIntExact(node - 1);
        NodeEntry old = nodes.get(index);
        nodes.set(index, new NodeEntry(old.latitude(), old.longitude(), tags));
    }

    long way(List<Long> refs, Tags tags) {
        ways.add(new WayEntry(List.copyOf(refs), tags));
        return ways.size();
    }

    long relation(List<Extract.Member> members, Tags tags) {
        relations.add(new RelationEntry(List.copyOf(members), tags));
        return relations.size();
    }

    /** Writes everything; a file of that name is replaced. */
    void write(Path file) throws IOException {
        try (var out =
                new BlockOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.write(block("OSMHeader", header().toByteString()), CompressFlags.NONE);
            for (int from = 0; from < nodes.size(); from += ELEMENTS_PER_BLOCK) {
                writeBlock(out, nodeBlock(from, Math.min(nodes.size(), from + ELEMENTS_PER_BLOCK)));
            }
            for (int from = 0; from < ways.size(); from += ELEMENTS_PER_BLOCK) {
                writeBlock(out, wayBlock(from, Math.min(ways.size(), from + ELEMENTS_PER_BLOCK)));
            }
            if (!relations.isEmpty()) writeBlock(out, relationBlock());
        }
    }

    private static void writeBlock(BlockOutputStream out, PrimitiveBlock block) throws IOException {
        out.write(block("OSMData", block.toByteString()), CompressFlags.NONE);
    }

    @SuppressWarnings("NullAway") // The library is not annotated; null means "no index data".
    private static FileBlock block(String type, ByteString contents) {
        return FileBlock.newInstance(type, contents, null);
    }

    private HeaderBlock header() {
        int south = nodes.stream().mapToInt(NodeEntry::latitude).min().orElse(0);
        int north = nodes.stream().mapToInt(NodeEntry::latitude).max().orElse(0);
        int west = nodes.stream().mapToInt(NodeEntry::longitude).min().orElse(0);
        int east = nodes.stream().mapToInt(NodeEntry::longitude).max().orElse(0);
        return HeaderBlock.newBuilder()
                .setBbox(
                        HeaderBBox.newBuilder()
                                .setBottom(south * 100L)
                                .setTop(north * 100L)
                                .setLeft(west * 100L)
                                .setRight(east * 100L))
                .addRequiredFeatures("OsmSchema-V0.6")
                .addRequiredFeatures("DenseNodes")
                .addOptionalFeatures("Sort.Type_then_ID")
                .setWritingprogram(program)
                .build();
    }

    private PrimitiveBlock nodeBlock(int from, int to) {
        var strings = new Strings();
        var dense = DenseNodes.newBuilder();
        int lastLatitude = 0;
        int lastLongitude = 0;
        for (int i = from; i < to; i++) {
            NodeEntry node = nodes.get(i);
            dense.addId(i == from ? i + 1L : 1);
            dense.addLat(node.latitude() - (long) lastLatitude);
            dense.addLon(node.longitude() - (long) lastLongitude);
            lastLatitude = node.latitude();
            lastLongitude = node.longitude();
            for (int t = 0; t < node.tags().size(); t++) {
                dense.addKeysVals(strings.index(node.tags().key(t)));
                dense.addKeysVals(strings.index(node.tags().value(t)));
            }
            dense.addKeysVals(0);
        }
        return PrimitiveBlock.newBuilder()
                .setStringtable(strings.table())
                .addPrimitivegroup(PrimitiveGroup.newBuilder().setDense(dense))
                .build();
    }

    private PrimitiveBlock wayBlock(int from, int to) {
        var strings = new Strings();
        var group = PrimitiveGroup.newBuilder();
        for (int i = from; i < to; i++) {
            WayEntry entry = ways.get(i);
            var way = Way.newBuilder().setId(i + 1L);
            long last = 0;
            for (long node : entry.nodes()) {
                way.addRefs(node - last);
                last = node;
            }
            for (int t = 0; t < entry.tags().size(); t++) {
                way.addKeys(strings.index(entry.tags().key(t)));
                way.addVals(strings.index(entry.tags().value(t)));
            }
            group.addWays(way);
        }
        return PrimitiveBlock.newBuilder()
                .setStringtable(strings.table())
                .addPrimitivegroup(group)
                .build();
    }

    private PrimitiveBlock relationBlock() {
        var strings = new Strings();
        var group = PrimitiveGroup.newBuilder();
        for (int i = 0; i < relations.size(); i++) {
            RelationEntry entry = relations.get(i);
            var relation = Relation.newBuilder().setId(i + 1L);
            long last = 0;
            for (Extract.Member member : entry.members()) {
                relation.addMemids(member.id() - last);
                relation.addRolesSid(strings.index(member.role()));
                relation.addTypes(
                        switch (member.kind()) {
                            case NODE -> Relation.MemberType.NODE;
                            case WAY -> Relation.MemberType.WAY;
                            case RELATION -> Relation.MemberType.RELATION;
                        });
                last = member.id();
            }
            for (int t = 0; t < entry.tags().size(); t++) {
                relation.addKeys(strings.index(entry.tags().key(t)));
                relation.addVals(strings.index(entry.tags().value(t)));
            }
            group.addRelations(relation);
        }
        return PrimitiveBlock.newBuilder()
                .setStringtable(strings.table())
                .addPrimitivegroup(group)
                .build();
    }

    /**
     * The strings of one block in the order of their first use; the format keeps number 0 empty.
     */
    private static final class Strings {
        private final Map<String, Integer> numbers = new LinkedHashMap<>(Map.of("", 0));

        int index(String string) {
            return numbers.computeIfAbsent(string, _ -> numbers.size());
        }

        StringTable table() {
            var table = StringTable.newBuilder();
            for (String string : numbers.keySet()) table.addS(ByteString.copyFromUtf8(string));
            return table.build();
        }
    }
}
