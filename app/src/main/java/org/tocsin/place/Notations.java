package org.tocsin.place;

import mil.nga.mgrs.MGRS;
import mil.nga.mgrs.grid.GridType;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One point in the notations that crews, pilots and neighbours use.
 *
 * @param decimal degrees, latitude first: "41.15000, -8.61000"
 * @param degrees degrees, minutes and seconds: "41°09'00.0"N 8°36'36.0"W"
 * @param minutes degrees and decimal minutes, as aircraft and boats have them
 * @param mgrs to the metre; empty beyond 80° south and 84° north
 * @param utm zone, band, metres east and north; empty where MGRS is
 * @param plusCode ten digits
 * @param grids the national grids that are used there: "PT-TM06 E -40032 N 164646"
 */
public record Notations(
        String decimal,
        String degrees,
        String minutes,
        Optional<String> mgrs,
        Optional<String> utm,
        String plusCode,
        List<String> grids) {
    public Notations {
        grids = List.copyOf(grids);
    }

    /** The notations of a point. */
    public static Notations of(Point point) {
        Optional<MGRS> mgrs = mgrs(point);
        return new Notations(
                point.toString(),
                seconds(point.latitude(), "N", "S") + " " + seconds(point.longitude(), "E", "W"),
                minutes(point.latitude(), "N", "S") + " " + minutes(point.longitude(), "E", "W"),
                mgrs.map(Notations::spaced),
                mgrs.map(
                        at ->
                                String.format(
                                        Locale.ROOT,
                                        "%d%s %.0f %.0f",
                                        at.getZone(),
                                        at.getBand(),
                                        at.getUTMEasting(),
                                        at.getUTMNorthing())),
                PlusCodes.write(point.latitude(), point.longitude(), PlusCodes.USUAL_LENGTH),
                grids(point));
    }

    private static Optional<MGRS> mgrs(Point point) {
        if (point.latitude() < -80 || point.latitude() >= 84) return Optional.empty();
        return Optional.of(
                MGRS.from(mil.nga.grid.features.Point.point(point.longitude(), point.latitude())));
    }

    private static String spaced(MGRS at) {
        String digits = at.getEastingAndNorthing(GridType.METER);
        int half = digits.length() / 2;
        return "%d%s %s %s %s"
                .formatted(
                        at.getZone(),
                        at.getBand(),
                        at.getColumnRowId(),
                        digits.substring(0, half),
                        digits.substring(half));
    }

    private static String seconds(double degrees, String positive, String negative) {
        long tenths = Math.round(Math.abs(degrees) * 36_000);
        return String.format(
                Locale.ROOT,
                "%d°%02d'%02d.%d\"%s",
                tenths / 36_000,
                tenths / 600 % 60,
                tenths / 10 % 60,
                tenths % 10,
                degrees < 0 ? negative : positive);
    }

    private static String minutes(double degrees, String positive, String negative) {
        long thousandths = Math.round(Math.abs(degrees) * 60_000);
        return String.format(
                Locale.ROOT,
                "%d°%02d.%03d'%s",
                thousandths / 60_000,
                thousandths / 1_000 % 60,
                thousandths % 1_000,
                degrees < 0 ? negative : positive);
    }

    private static List<String> grids(Point point) {
        var grids = new ArrayList<String>();
        for (Grid grid : Grid.values()) {
            grid.reference(point).ifPresent(at -> grids.add(written(grid, at)));
        }
        return grids;
    }

    private static String written(Grid grid, Grid.Reference at) {
        return switch (grid) {
            case OSGB, IRISH -> "%s %s".formatted(grid.words(), TypedGrids.lettered(grid, at));
            case ITM, LV95, LV03, TM35FIN, PT_TM06, RD, LAMBERT_93, SWEREF_99, NZTM ->
                    String.format(
                            Locale.ROOT,
                            "%s E %.0f N %.0f",
                            grid.words(),
                            at.easting(),
                            at.northing());
        };
    }
}
