package org.tocsin.map;

import org.tocsin.place.Point;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes roads that come from elsewhere than OpenStreetMap as an extract, so that they are opened
 * as any other map. For one thread.
 */
public final class RoadExtract {
    private final ExtractWriter out;

    /**
     * @param program who writes it, as the file says
     */
    public RoadExtract(String program) {
        out = new ExtractWriter(program);
    }

    /**
     * @return the node's id, from 1
     */
    public long node(Point point) {
        return out.node(units(point.latitude()), units(point.longitude()), Tags.NONE);
    }

    /**
     * @param nodes ids of nodes in the order of driving, two or more
     * @param tags OpenStreetMap's, such as {@code highway=primary}
     */
    public void way(List<Long> nodes, Map<String, String> tags) {
        var pairs = new ArrayList<String>();
        tags.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(
                        tag -> {
                            pairs.add(tag.getKey());
                            pairs.add(tag.getValue());
                        });
        out.way(nodes, new Tags(pairs.toArray(String[]::new)));
    }

    /**
     * Writes everything; a file of that name is replaced.
     *
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        out.write(file);
    }

    private static int units(double degrees) {
        return Math.toIntExact(Math.round(degrees * 1e7));
    }
}
