package org.tocsin.map;

import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.MvtReader;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.TagKeyValueMapConverter;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.model.JtsLayer;

import org.locationtech.jts.geom.GeometryFactory;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** Reads a tile back. */
public final class TilePeek {
    private TilePeek() {}

    /** The names of its layers. */
    public static Set<String> layers(byte[] tile) throws IOException {
        return read(tile).stream().map(JtsLayer::getName).collect(Collectors.toSet());
    }

    /** What classes there are in each layer that has any. */
    public static Map<String, Set<String>> classes(byte[] tile) throws IOException {
        var classes = new TreeMap<String, Set<String>>();
        for (JtsLayer layer : read(tile)) {
            for (var shape : layer.getGeometries()) {
                Object kind = ((Map<?, ?>) shape.getUserData()).get("class");
                if (kind == null) continue;
                classes.computeIfAbsent(layer.getName(), name -> new TreeSet<>())
                        .add(kind.toString());
            }
        }
        return classes;
    }

    static Collection<JtsLayer> read(byte[] tile) throws IOException {
        return MvtReader.loadMvt(
                        new GZIPInputStream(new ByteArrayInputStream(tile)),
                        new GeometryFactory(),
                        new TagKeyValueMapConverter())
                .getLayers();
    }
}
