import org.tocsin.recommend.Candidate;
import org.tocsin.recommend.Inputs;
import org.tocsin.simulate.Policies;
import org.tocsin.simulate.Policy;
import org.tocsin.simulate.Situation;

import java.time.Duration;

/** A policy of our own, as an example: the last idle unit of a station counts as farther away. */
public final class StationKept implements Policy {
    private static final Duration COSTS = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "station-kept";
    }

    @Override
    public String words() {
        return "The fastest by road; the last idle unit of a station counts as a minute farther.";
    }

    @Override
    public Inputs ask(Inputs inputs, Situation now) {
        int[] idle = now.idleAtPosts();
        return Policies.measured(inputs, each -> weighed(each, idle[now.post(each.station())]));
    }

    private static Duration weighed(Candidate unit, int idleThere) {
        Duration drive = unit.travel().orElseThrow();
        return idleThere == 1 ? drive.plus(COSTS) : drive;
    }
}
