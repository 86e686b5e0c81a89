package org.tocsin.map;

import org.tocsin.place.Area;
import org.tocsin.place.Gazetteer;
import org.tocsin.place.PlaceSearch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an extract holds besides the road graph, in three files: landmarks; what has a name or a
 * number; and what is only drawn, which is gone once tiles were made beforehand. They stay mapped;
 * nothing but the landmarks is kept in memory. Immutable; any number of threads.
 */
final class MapContents {
    /** Raised whenever the files or what is put into them changes: maps are then built anew. */
    static final int FORMAT = 5;

    private static final String LANDMARKS = "landmarks";
    private static final String NAMES = "contents";
    private static final String BACKDROP = "backdrop";

    private final List<Landmark> landmarks;
    private final ThingFile names;
    private final Optional<ThingFile> backdrop;

    private MapContents(List<Landmark> landmarks, ThingFile names, Optional<ThingFile> backdrop) {
        this.landmarks = landmarks;
        this.names = names;
        this.backdrop = backdrop;
    }

    /**
     * Opens the files of a map; each is read once for its checksum.
     *
     * @throws IOException if one is missing, cut short, altered or of another format
     */
    static MapContents open(Path folder, boolean drawn) throws IOException {
        var landmarks = new ArrayList<Landmark>();
        ThingFile.open(folder.resolve(LANDMARKS))
                .read(
                        new ThingFile.Taker() {
                            @Override
                            public void landmark(Landmark landmark) {
                                landmarks.add(landmark);
                            }
                        });
        return new MapContents(
                List.copyOf(landmarks),
                ThingFile.open(folder.resolve(NAMES)),
                drawn ? Optional.of(ThingFile.open(folder.resolve(BACKDROP))) : Optional.empty());
    }

    static void removeBackdrop(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(BACKDROP));
    }

    /** Takes things as they are found. For one thread. */
    static final class Writer implements AutoCloseable {
        private final ThingFile.Writer landmarks;
        private final ThingFile.Writer names;
        private final ThingFile.Writer backdrop;

        Writer(Path folder) throws IOException {
            landmarks = new ThingFile.Writer(folder.resolve(LANDMARKS));
            names = new ThingFile.Writer(folder.resolve(NAMES));
            backdrop = new ThingFile.Writer(folder.resolve(BACKDROP));
        }

        void add(Feature feature) throws IOException {
            boolean street = feature.layer() == Feature.Layer.ROAD && !feature.names().isEmpty();
            (street ? names : backdrop).add(feature);
        }

        void add(MapPlace place) throws IOException {
            names.add(place);
        }

        void add(MapHouse house) throws IOException {
            names.add(house);
        }

        void add(MapMilestone milestone) throws IOException {
            names.add(milestone);
        }

        void add(Landmark landmark) throws IOException {
            landmarks.add(landmark);
        }

        @Override
        public void close() throws IOException {
            try (landmarks;
                    names) {
                backdrop.close();
            }
        }
    }

    List<Landmark> landmarks() {
        return landmarks;
    }

    /**
     * What is drawn where no tiles were made beforehand.
     *
     * @param features streets first
     */
    record Drawn(List<Feature> features, List<MapPlace> places, List<MapHouse> houses) {}

    /** Reads what is drawn. */
    Drawn drawn() {
        var features = new ArrayList<Feature>();
        var places = new ArrayList<MapPlace>();
        var houses = new ArrayList<MapHouse>();
        var taker =
                new ThingFile.Taker() {
                    @Override
                    public void feature(Feature feature) {
                        features.add(feature);
                    }

                    @Override
                    public void place(MapPlace place) {
                        places.add(place);
                    }

                    @Override
                    public void house(MapHouse house) {
                        if (house.between().isEmpty()) houses.add(house);
                    }
                };
        read(names, taker);
        backdrop.ifPresent(file -> read(file, taker));
        return new Drawn(features, places, houses);
    }

    // Their checksums were right when they were opened, and they stay as they were then.
    private static void read(ThingFile file, ThingFile.Taker taker) {
        try {
            file.read(taker);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The place search over all names, in the given service area. */
    PlaceSearch places(Area serviceArea) {
        var gazetteer = new Gazetteer(serviceArea);
        read(
                names,
                new ThingFile.Taker() {
                    @Override
                    public void feature(Feature feature) {
                        for (Trace trace : feature.traces()) {
                            if (trace.size() < 2) continue;
                            gazetteer.street(feature.names(), trace.points());
                        }
                    }

                    @Override
                    public void house(MapHouse house) {
                        house.between()
                                .ifPresentOrElse(
                                        between ->
                                                gazetteer.interpolated(
                                                        house.street(),
                                                        house.number(),
                                                        house.point(),
                                                        house.city(),
                                                        between.low(),
                                                        between.high(),
                                                        between.uncertaintyMeters()),
                                        () ->
                                                gazetteer.house(
                                                        house.street(),
                                                        house.number(),
                                                        house.point(),
                                                        house.city()));
                    }

                    @Override
                    public void place(MapPlace place) {
                        if (place.reachMeters() > 0) {
                            gazetteer.locality(
                                    place.names(),
                                    place.about(),
                                    place.point(),
                                    place.reachMeters());
                        } else {
                            gazetteer.place(
                                    place.kind(), place.names(), place.about(), place.point());
                        }
                    }

                    @Override
                    public void milestone(MapMilestone mark) {
                        gazetteer.milestone(mark.ref(), mark.kilometer(), mark.point());
                    }
                });
        return gazetteer.close();
    }
}
