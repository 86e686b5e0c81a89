package org.tocsin.bench;

import crosby.binary.BinaryParser;
import crosby.binary.Osmformat;
import crosby.binary.file.BlockInputStream;

import org.tocsin.place.Point;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * An address of an extract, read straight from the file so that what is looked for does not depend
 * on how the product read it.
 *
 * @param city may be empty
 */
record DrawnAddress(String street, String number, String city, Point point) {
    /** What an extract holds to draw from. */
    record Drawn(List<DrawnAddress> addresses, List<String> streets) {}

    /**
     * Every address with a street and a plain number, of nodes and of ways (their middle), and the
     * name of every street.
     */
    static Drawn all(Path extract) throws IOException {
        var reader = new Reader();
        try (InputStream in = Files.newInputStream(extract)) {
            new BlockInputStream(in, reader).process();
        }
        return new Drawn(reader.found, List.copyOf(reader.streets));
    }

    /** Nodes come before ways in every sorted extract, so one pass has both. */
    private static final class Reader extends BinaryParser {
        private final List<DrawnAddress> found = new ArrayList<>();
        private final Set<String> streets = new TreeSet<>();
        private final Map<Long, Point> points = new HashMap<>();

        @Override
        protected void parseNodes(List<Osmformat.Node> nodes) {
            for (Osmformat.Node node : nodes) {
                var point = new Point(parseLat(node.getLat()), parseLon(node.getLon()));
                points.put(node.getId(), point);
                var tags = new HashMap<String, String>();
                for (int i = 0; i < node.getKeysCount(); i++) {
                    tags.put(getStringById(node.getKeys(i)), getStringById(node.getVals(i)));
                }
                add(tags, point);
            }
        }

        @Override
        protected void parseDense(Osmformat.DenseNodes nodes) {
            long id = 0;
            long latitude = 0;
            long longitude = 0;
            int at = 0;
            for (int i = 0; i < nodes.getIdCount(); i++) {
                id += nodes.getId(i);
                latitude += nodes.getLat(i);
                longitude += nodes.getLon(i);
                var point = new Point(parseLat(latitude), parseLon(longitude));
                points.put(id, point);
                if (nodes.getKeysValsCount() == 0) continue;
                var tags = new HashMap<String, String>();
                while (nodes.getKeysVals(at) != 0) {
                    tags.put(
                            getStringById(nodes.getKeysVals(at)),
                            getStringById(nodes.getKeysVals(at + 1)));
                    at += 2;
                }
                at++;
                if (!tags.isEmpty()) add(tags, point);
            }
        }

        @Override
        protected void parseWays(List<Osmformat.Way> ways) {
            for (Osmformat.Way way : ways) {
                var tags = new HashMap<String, String>();
                for (int i = 0; i < way.getKeysCount(); i++) {
                    tags.put(getStringById(way.getKeys(i)), getStringById(way.getVals(i)));
                }
                boolean road = tags.containsKey("highway");
                if (road && tags.containsKey("name")) streets.add(tags.get("name").strip());
                // A number on a road itself is a mapper's slip: a road has no one place.
                if (!road && tags.containsKey("addr:housenumber")) middle(way, tags);
            }
        }

        private void middle(Osmformat.Way way, Map<String, String> tags) {
            long id = 0;
            double latitude = 0;
            double longitude = 0;
            int known = 0;
            for (long step : way.getRefsList()) {
                id += step;
                Point point = points.get(id);
                if (point == null) continue;
                latitude += point.latitude();
                longitude += point.longitude();
                known++;
            }
            if (known > 0) add(tags, new Point(latitude / known, longitude / known));
        }

        private void add(Map<String, String> tags, Point point) {
            String street = tags.getOrDefault("addr:street", "").strip();
            String number = tags.getOrDefault("addr:housenumber", "").strip();
            if (street.isEmpty() || !number.matches("\\d{1,4}[A-Za-z]?")) return;
            found.add(
                    new DrawnAddress(
                            street, number, tags.getOrDefault("addr:city", "").strip(), point));
        }

        @Override
        protected void parseRelations(List<Osmformat.Relation> relations) {}

        @Override
        protected void parse(Osmformat.HeaderBlock header) {}

        @Override
        public void complete() {}
    }
}
