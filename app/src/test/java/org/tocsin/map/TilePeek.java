package org.tocsin.map;

import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.MvtReader;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.TagKeyValueMapConverter;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.model.JtsLayer;

import org.locationtech.jts.geom.GeometryFactory;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a tile back. */
final class TilePeek {
    private TilePeek() {}

    static Set<String> layers(byte[] tile) throws IOException {
        return read(tile).stream().map(JtsLayer::getName).collect(Collectors.toSet());
    }

    static Collection<JtsLayer> read(byte[] tile) throws IOException {
        return MvtReader.loadMvt(
                        new ByteArrayInputStream(tile),
                        new GeometryFactory(),
                        new TagKeyValueMapConverter())
                .getLayers();
    }
}
