package org.tocsin.map;

import java.util.List;

/**
 * A thing of the backdrop.
 *
 * @param kind the value of the tag that made it one: "residential", "river", "park"
 * @param names the first is drawn; a road keeps all, for the place search
 * @param traces one line, or the rings of an area: which is a hole follows from the even-odd rule
 */
record Feature(
        Layer layer,
        String kind,
        List<String> names,
        boolean oneWay,
        boolean bridge,
        boolean tunnel,
        List<Trace> traces) {
    enum Layer {
        LANDUSE("landuse", true),
        WATER("water", true),
        WATERWAY("waterway", false),
        BUILDING("building", true),
        RAIL("rail", false),
        ROAD("road", false);

        final String tileName;
        final boolean area;

        Layer(String tileName, boolean area) {
            this.tileName = tileName;
            this.area = area;
        }
    }
}
