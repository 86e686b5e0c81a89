package org.tocsin.road;

import crosby.binary.BinaryParser;
import crosby.binary.Osmformat.DenseNodes;
import crosby.binary.Osmformat.HeaderBlock;
import crosby.binary.Osmformat.Node;
import crosby.binary.Osmformat.Relation;
import crosby.binary.Osmformat.Way;
import crosby.binary.file.BlockInputStream;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Roads of a real extract, read by the library's own parser: ways first, nodes in a second pass.
 */
final class ExtractRoads {
    private ExtractRoads() {}

    static RoadGraphBuilder builder(Path extract) throws IOException {
        return fill(new RoadGraphBuilder(), extract);
    }

    static RoadGraphBuilder pathsBuilder(Path extract) throws IOException {
        return fill(RoadGraphBuilder.ofPaths(), extract);
    }

    private static RoadGraphBuilder fill(RoadGraphBuilder builder, Path extract)
            throws IOException {
        read(extract, new Pass(builder, true));
        read(extract, new Pass(builder, false));
        return builder;
    }

    private static void read(Path extract, Pass pass) throws IOException {
        try (var in = new BufferedInputStream(Files.newInputStream(extract))) {
            new BlockInputStream(in, pass).process();
        }
    }

    private static final class Pass extends BinaryParser {
        private final RoadGraphBuilder builder;
        private final boolean ways;

        Pass(RoadGraphBuilder builder, boolean ways) {
            this.builder = builder;
            this.ways = ways;
        }

        @Override
        protected void parseWays(List<Way> all) {
            if (!ways) return;
            for (Way way : all) {
                long[] nodes = new long[way.getRefsCount()];
                long id = 0;
                for (int i = 0; i < nodes.length; i++) {
                    id += way.getRefs(i);
                    nodes[i] = id;
                }
                builder.way(way.getId(), nodes, tags(way.getKeysList(), way.getValsList()));
            }
        }

        private Map<String, String> tags(List<Integer> keys, List<Integer> values) {
            var tags = new HashMap<String, String>();
            for (int i = 0; i < keys.size(); i++) {
                tags.put(getStringById(keys.get(i)), getStringById(values.get(i)));
            }
            return tags;
        }

        @Override
        protected void parseDense(DenseNodes nodes) {
            if (ways) return;
            long id = 0;
            long latitude = 0;
            long longitude = 0;
            int at = 0;
            for (int i = 0; i < nodes.getIdCount(); i++) {
                id += nodes.getId(i);
                latitude += nodes.getLat(i);
                longitude += nodes.getLon(i);
                var tags = new HashMap<String, String>();
                while (at < nodes.getKeysValsCount() && nodes.getKeysVals(at) != 0) {
                    tags.put(
                            getStringById(nodes.getKeysVals(at)),
                            getStringById(nodes.getKeysVals(at + 1)));
                    at += 2;
                }
                at++;
                builder.node(id, parseLat(latitude), parseLon(longitude), tags);
            }
        }

        @Override
        protected void parseNodes(List<Node> nodes) {
            if (ways) return;
            for (Node node : nodes) {
                builder.node(
                        node.getId(),
                        parseLat(node.getLat()),
                        parseLon(node.getLon()),
                        tags(node.getKeysList(), node.getValsList()));
            }
        }

        @Override
        protected void parseRelations(List<Relation> relations) {
            if (!ways) return;
            for (Relation relation : relations) {
                var members = new ArrayList<RoadGraphBuilder.Member>();
                long id = 0;
                for (int i = 0; i < relation.getMemidsCount(); i++) {
                    id += relation.getMemids(i);
                    Relation.MemberType type = relation.getTypes(i);
                    if (type == Relation.MemberType.RELATION) continue;
                    members.add(
                            new RoadGraphBuilder.Member(
                                    type == Relation.MemberType.WAY,
                                    id,
                                    getStringById(relation.getRolesSid(i))));
                }
                var tags = tags(relation.getKeysList(), relation.getValsList());
                if ("restriction".equals(tags.get("type"))) builder.restriction(members, tags);
            }
        }

        @Override
        protected void parse(HeaderBlock header) {}

        @Override
        public void complete() {}
    }
}
