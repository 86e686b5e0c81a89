package org.tocsin.bench;

import crosby.binary.BinaryParser;
import crosby.binary.Osmformat.DenseNodes;
import crosby.binary.Osmformat.HeaderBlock;
import crosby.binary.Osmformat.Node;
import crosby.binary.Osmformat.Relation;
import crosby.binary.Osmformat.Way;
import crosby.binary.file.BlockInputStream;

import org.tocsin.road.RoadGraphBuilder;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The roads of an extract as if no speed limit were known: what is left is the class of road. Areas
 * are roads along their edge.
 */
final class WithoutLimits extends BinaryParser {
    private final RoadGraphBuilder builder;
    private final boolean ways;

    private WithoutLimits(RoadGraphBuilder builder, boolean ways) {
        this.builder = builder;
        this.ways = ways;
    }

    static RoadGraphBuilder read(Path extract) throws IOException {
        var builder = new RoadGraphBuilder();
        for (boolean ways : new boolean[] {true, false}) {
            try (var in = new BufferedInputStream(Files.newInputStream(extract))) {
                new BlockInputStream(in, new WithoutLimits(builder, ways)).process();
            }
        }
        return builder;
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
            Map<String, String> tags = tags(way.getKeysList(), way.getValsList());
            tags.keySet().removeIf(key -> key.startsWith("maxspeed"));
            // GraphHopper drives round the edge of areas; so that roads are the same, so do we.
            if (tags.containsKey("highway")) tags.remove("area");
            builder.way(way.getId(), nodes, tags);
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
            Map<String, String> tags = tags(relation.getKeysList(), relation.getValsList());
            if ("restriction".equals(tags.get("type"))) {
                builder.restriction(members(relation), tags);
            }
        }
    }

    private List<RoadGraphBuilder.Member> members(Relation relation) {
        var members = new ArrayList<RoadGraphBuilder.Member>();
        long id = 0;
        for (int i = 0; i < relation.getMemidsCount(); i++) {
            id += relation.getMemids(i);
            Relation.MemberType type = relation.getTypes(i);
            if (type == Relation.MemberType.RELATION) continue;
            boolean way = type == Relation.MemberType.WAY;
            members.add(
                    new RoadGraphBuilder.Member(way, id, getStringById(relation.getRolesSid(i))));
        }
        return members;
    }

    @Override
    protected void parse(HeaderBlock header) {}

    @Override
    public void complete() {}
}
