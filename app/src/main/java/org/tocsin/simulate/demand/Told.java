package org.tocsin.simulate.demand;

import org.tocsin.center.Center;
import org.tocsin.center.DrivingProfiles;
import org.tocsin.center.MoveUpLimits;
import org.tocsin.center.WholeCenter;
import org.tocsin.road.Closure;
import org.tocsin.road.RoadNetwork;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a lab is told, read before a map is built so that its faults are known early; it has no
 * roads yet. Immutable.
 */
public final class Told {
    private final Center center;
    private final DrivingProfiles profiles;
    private final Optional<MoveUpLimits> moveUps;
    private final DemandFile.Whole demand;
    private final List<Closure> closures;
    private final List<String> skipped;
    private final DemandFile.BadRows bad;

    private Told(
            Center center,
            DrivingProfiles profiles,
            Optional<MoveUpLimits> moveUps,
            DemandFile.Whole demand,
            List<Closure> closures,
            List<String> skipped,
            DemandFile.BadRows bad) {
        this.center = center;
        this.profiles = profiles;
        this.moveUps = moveUps;
        this.demand = demand;
        this.closures = List.copyOf(closures);
        this.skipped = List.copyOf(skipped);
        this.bad = bad;
    }

    /**
     * Reads all of it.
     *
     * @throws LabInput with everything that is wrong in the sources
     * @throws IOException if one cannot be read
     */
    public static Told read(WholeCenter whole, Sources sources) throws IOException {
        return read(whole.center(), whole.profiles(), whole.moveUps(), sources);
    }

    /** As the other, without all that a center's folder says. */
    public static Told read(
            Center center,
            DrivingProfiles profiles,
            Optional<MoveUpLimits> moveUps,
            Sources sources)
            throws IOException {
        var bad = sources.skipBadRows() ? DemandFile.BadRows.SKIP : DemandFile.BadRows.STOP;
        DemandFile.Whole demand =
                sources.calls().isPresent()
                        ? DemandFile.read(
                                sources.calls().get(), sources.demand(), center, profiles, bad)
                        : DemandFile.read(sources.demand().orElseThrow(), center, profiles, bad);
        var closures = new ArrayList<Closure>();
        var skipped = new ArrayList<>(demand.skipped());
        sources.closed().ifPresent(record -> closures.addAll(record.closures()));
        if (sources.closures().isPresent()) {
            ClosureFile.Whole file = ClosureFile.read(sources.closures().get(), center, bad);
            closures.addAll(file.closures());
            skipped.addAll(file.skipped());
        }
        return new Told(center, profiles, moveUps, demand, closures, skipped, bad);
    }

    /** When the first past call came; empty where calls come at random. */
    public Optional<Instant> first() {
        return demand.demand().arrivals() instanceof Demand.Arrivals.AsBefore(var past)
                ? past.stream().map(Demand.Past::at).findFirst()
                : Optional.empty();
    }

    /**
     * The demand as far as roads reach it.
     *
     * @param skipped rows and incidents that were left out, each with where it stands and the
     *     reason
     */
    public record Reached(Demand demand, List<String> skipped) {}

    /**
     * @throws LabInput if past calls have no road near
     */
    public Reached on(RoadNetwork roads) {
        var all = new ArrayList<>(skipped);
        Demand reached = demand.onRoads(center, profiles, roads, bad, all);
        return new Reached(reached, List.copyOf(all));
    }

    public Center center() {
        return center;
    }

    public DrivingProfiles profiles() {
        return profiles;
    }

    /** How often crews may be moved, if that is limited. */
    public Optional<MoveUpLimits> moveUps() {
        return moveUps;
    }

    /** Roads that are closed for a time. */
    public List<Closure> closures() {
        return closures;
    }
}
