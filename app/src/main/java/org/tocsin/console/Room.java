package org.tocsin.console;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tocsin.center.AgencyStatus;
import org.tocsin.center.Center;
import org.tocsin.center.DrivingProfiles;
import org.tocsin.center.LocalPlace;
import org.tocsin.center.MoveUpLimits;
import org.tocsin.center.Paces;
import org.tocsin.center.Premises;
import org.tocsin.center.VerbName;
import org.tocsin.center.WholeCenter;
import org.tocsin.dispatch.Advice;
import org.tocsin.dispatch.Basis;
import org.tocsin.dispatch.Board;
import org.tocsin.dispatch.Desk;
import org.tocsin.dispatch.Envelope;
import org.tocsin.dispatch.Fleet;
import org.tocsin.dispatch.Outcome;
import org.tocsin.dispatch.Recording;
import org.tocsin.dispatch.Request;
import org.tocsin.drill.Drill;
import org.tocsin.journal.Journal;
import org.tocsin.journal.Photos;
import org.tocsin.journal.Vault;
import org.tocsin.map.CityMap;
import org.tocsin.place.OwnPlace;
import org.tocsin.place.PlaceSearch;
import org.tocsin.plan.Keywords;
import org.tocsin.road.Profile;
import org.tocsin.road.RoadNetwork;
import org.tocsin.road.StraightLine;
import org.tocsin.road.TravelTime;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** One center as the console serves it: its desk and all that is looked at beside it. */
public final class Room implements AutoCloseable {
    /** A desk that does not answer in this time is said to be unavailable. */
    static final Duration MAX_WAIT = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Room.class);

    private final Center center;
    private final DrivingProfiles profiles;
    private final boolean drill;
    private final Optional<Drill> exercise;
    private final Desk desk;
    private final Journal journal;
    private final Optional<CityMap> map;
    private final Fleet fleet;
    private final TravelTime travel;
    private final Advice advice;
    private final Requesters requesters;
    private final Proposals proposals = new Proposals();
    private final Dismissals dismissals = new Dismissals();
    private final Standbys standbys = new Standbys(this);
    private final Moves moves = new Moves();
    private final Optional<MoveUpLimits> moveUpLimits;
    private final Keywords keywords;
    private final Live live;
    private final RowMaker maker;
    private final SealedWords sealed;
    private final Recording recording;
    private final AtomicBoolean keepingUp = new AtomicBoolean();
    private final ScenePhotos photos;
    private final List<VerbName> verbs;
    private final List<AgencyStatus> statuses;
    private final Paces paces;
    private final List<OwnPlace> ownPlaces;
    private volatile Optional<Drills> drills = Optional.empty();

    /** Kept as long as there is room: those who look back ask again and again. */
    private SoftReference<RoadsThen> roadsThen = new SoftReference<>(null);

    private Optional<PlaceSearch> places = Optional.empty();
    private final List<Premises> premises;

    /** Roads opened for profiles that are no longer in force. */
    private record RoadsThen(List<Profile> profiles, RoadNetwork roads) {}

    /**
     * @param whole the center as {@code desk} was opened with; the map was opened for its profiles
     * @param map where it works; without one, travel times are by straight line and say so
     * @param drill whether this is practice
     * @param exercise what is practised, if a scenario is played
     */
    public Room(
            WholeCenter whole,
            boolean drill,
            Optional<Drill> exercise,
            Desk desk,
            Journal journal,
            Vault vault,
            Photos photos,
            Optional<CityMap> map,
            InstantSource clock) {
        center = whole.center();
        profiles = whole.profiles();
        verbs = whole.verbs();
        statuses = whole.statuses();
        paces = whole.paces();
        ownPlaces = whole.ownPlaces();
        premises =
                Stream.concat(
                                center.premises().stream(),
                                whole.gazetteer().stream()
                                        .map(LocalPlace::premises)
                                        .flatMap(Optional::stream))
                        .toList();
        this.drill = drill;
        this.exercise = exercise;
        this.desk = desk;
        this.journal = journal;
        this.map = map;
        fleet = new Fleet(center);
        Optional<RoadNetwork> roads = map.map(CityMap::roads);
        travel = roads.isPresent() ? roads.get() : StraightLine.CITY;
        advice = new Advice(center, fleet, travel, profiles);
        requesters = new Requesters(journal, center.id());
        Lately.read(journal, center.id(), List.of(dismissals, moves));
        moveUpLimits = whole.moveUps();
        keywords = new Keywords(center.keywords(), center.types());
        var etas = new Etas(center, fleet, travel, profiles);
        maker = new RowMaker(center, fleet, roads, etas);
        live =
                new Live(
                        desk,
                        fleet,
                        maker,
                        etas,
                        clock,
                        () -> exercise.map(each -> each.clock().pace()).orElse(1.0));
        sealed = new SealedWords(vault);
        recording = new Recording(center, journal);
        this.photos = new ScenePhotos(desk, vault, photos, this::ask);
        desk.listen(requesters);
        desk.listen(dismissals);
        desk.listen(moves);
        live.start();
    }

    Paces paces() {
        return paces;
    }

    DrivingProfiles profiles() {
        return profiles;
    }

    public Center center() {
        return center;
    }

    public Desk desk() {
        return desk;
    }

    /** Where the units are: a source of positions inside this process hands them over here. */
    public Fleet fleet() {
        return fleet;
    }

    public Advice advice() {
        return advice;
    }

    public TravelTime travel() {
        return travel;
    }

    Standbys standbys() {
        return standbys;
    }

    boolean drill() {
        return drill;
    }

    Optional<Drill> exercise() {
        return exercise;
    }

    Journal journal() {
        return journal;
    }

    Optional<CityMap> map() {
        return map;
    }

    /**
     * The search over the map and the center's own places; nothing without a map. Made when it is
     * first asked for: no start waits for it.
     */
    public synchronized Optional<PlaceSearch> places() {
        if (places.isEmpty()) {
            places = map.map(each -> each.places().with(ownPlaces));
        }
        return places;
    }

    /** Places with something to know, of the configuration and the gazetteer. */
    List<Premises> premises() {
        return premises;
    }

    /** Lets supervisors start these from here. */
    public void offer(Drills offered) {
        drills = Optional.of(offered);
    }

    Optional<Drills> drills() {
        return drills;
    }

    Dismissals dismissals() {
        return dismissals;
    }

    Moves moves() {
        return moves;
    }

    /** How often crews may be asked to wait elsewhere, if that is limited. */
    Optional<MoveUpLimits> moveUpLimits() {
        return moveUpLimits;
    }

    Requesters requesters() {
        return requesters;
    }

    Proposals proposals() {
        return proposals;
    }

    Keywords keywords() {
        return keywords;
    }

    Live live() {
        return live;
    }

    RowMaker maker() {
        return maker;
    }

    Recording recording() {
        return recording;
    }

    /** Makes the record ready for replay, in the background. */
    public void keepUp() {
        if (!keepingUp.compareAndSet(false, true)) return;
        Thread.ofPlatform().daemon().name("recording-" + center.id()).start(this::makeUp);
    }

    private void makeUp() {
        try {
            recording.keepUp();
        } catch (RuntimeException e) {
            LOG.warn("The record of {} cannot be made ready for replay", center.id(), e);
        } finally {
            keepingUp.set(false);
        }
    }

    /** What makes rows as on a board of the past, where units are as far as the record says. */
    RowMaker makerOf(Board past) {
        var then = new Fleet(past.center());
        return new RowMaker(
                past.center(),
                then,
                map.map(CityMap::roads),
                new Etas(past.center(), then, travel, profiles));
    }

    /** Advice by the configuration of a board of the past. */
    Advice adviceOf(Board past) {
        return new Advice(past.center(), new Fleet(past.center()), travel, profilesOf(past));
    }

    /** How units drove on a board of the past; as now where its record does not say. */
    DrivingProfiles profilesOf(Board past) {
        return past.driving().map(Board.Driving::profiles).orElse(profiles);
    }

    /**
     * The roads for whoever drove on a board of the past, opened anew where that was by other
     * profiles than now; nothing without a map.
     *
     * @throws Problem if they cannot be opened beside those of now
     */
    synchronized Optional<RoadNetwork> roadsOf(Board past) {
        List<Profile> then = profilesOf(past).asked();
        if (map.isEmpty() || profiles.asked().containsAll(then)) return map.map(CityMap::roads);
        RoadsThen known = roadsThen.get();
        if (known == null || !known.profiles().equals(then)) {
            known = new RoadsThen(then, openFor(then, map.get()));
            roadsThen = new SoftReference<>(known);
        }
        return Optional.of(known.roads());
    }

    private static RoadNetwork openFor(List<Profile> profiles, CityMap map) {
        try {
            return map.roadsFor(profiles);
        } catch (IOException e) {
            throw Problem.refused(
                    "The roads cannot be opened for the driving profiles of then: "
                            + e.getMessage());
        }
    }

    List<VerbName> verbs() {
        return verbs;
    }

    List<AgencyStatus> statuses() {
        return statuses;
    }

    SealedWords sealed() {
        return sealed;
    }

    ScenePhotos photos() {
        return photos;
    }

    /** Puts on record that somebody reads what is sealed: nothing is shown before it is there. */
    void recordReading(String id, String who, String incident, String reason) {
        ask(new Envelope("read-" + id, who, new Request.ReadSealed(incident, reason)));
    }

    /**
     * Asks the desk and waits until the answer is on disk.
     *
     * @throws Problem if the answer is not {@code Done}
     */
    Outcome.Done ask(Envelope envelope) {
        return switch (answer(envelope)) {
            case Outcome.Done done -> done;
            case Outcome.Rejected rejected -> throw Problem.refused(rejected.sentence());
            case Outcome.Unavailable no -> throw Problem.unavailable(no.sentence());
            case Outcome.Failed _ -> throw Problem.failed();
        };
    }

    private Outcome answer(Envelope envelope) {
        try {
            return desk.submit(envelope).get(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new Outcome.Unavailable("The desk did not answer in time; send it again.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Unavailable("The server is closing down.");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** A dispatch with the recommendation it names, if that is still at hand. */
    Request withBasis(Forms.DispatchAsked asked, InstantSource clock) {
        Optional<Basis> basis =
                asked.recommendation().flatMap(token -> proposals.find(token, clock.instant()));
        if (basis.isPresent() && !basis.get().inputs().incident().equals(asked.incident())) {
            throw Problem.badInput(
                    "request.recommendation",
                    "one for incident " + basis.get().inputs().incident(),
                    "one for incident " + Shown.of(asked.incident()));
        }
        return new Request.Dispatch(asked.incident(), asked.units(), basis);
    }

    /** Ends the streams; the desk is its owner's to close. */
    @Override
    public void close() {
        desk.unlisten(requesters);
        desk.unlisten(dismissals);
        desk.unlisten(moves);
        live.close();
    }
}
