package org.tocsin.simulate;

import static org.tocsin.simulate.Agenda.millis;

import org.tocsin.dispatch.Desk;
import org.tocsin.dispatch.Request;
import org.tocsin.simulate.demand.Spread;
import org.tocsin.unit.Duty;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** Vehicles that fail: out of service as soon as they are free, until repaired. */
final class Failures {
    private static final int STREAM = 100;

    private final Town town;
    private final Desk desk;
    private final Requests requests;
    private final Agenda agenda;
    private final RandomGenerator random;

    Failures(Town town, Desk desk, Requests requests, Agenda agenda, RandomGenerator random) {
        this.town = town;
        this.desk = desk;
        this.requests = requests;
        this.agenda = agenda;
        this.random = random;
    }

    /** Where failures draw from, apart from all that calls draw from. */
    static RandomGenerator stream(long seed, int replication) {
        return Calls.stream(seed, replication, STREAM);
    }

    void begin(Iterable<Crew> crews) {
        if (town.demand.failuresPerUnitDay() > 0) for (Crew crew : crews) next(crew);
    }

    private void next(Crew crew) {
        var next = new Spread.Exponential(86_400 / town.demand.failuresPerUnitDay());
        double repair = town.demand.repair().draw(random);
        agenda.in(
                millis(next.draw(random)),
                () -> {
                    crew.fails = true;
                    freed(crew);
                    agenda.in(millis(repair), () -> repaired(crew));
                });
    }

    /** If the vehicle has failed, it goes out of service when it has no work. */
    void freed(Crew crew) {
        if (!crew.fails || desk.board().unit(crew.callSign()).active().isPresent()) return;
        crew.fails = false;
        var reason = Optional.of("vehicle failure");
        requests.done(new Request.SetDuty(crew.callSign(), Duty.OUT_OF_SERVICE, reason));
    }

    private void repaired(Crew crew) {
        crew.fails = false;
        if (desk.board().unit(crew.callSign()).duty() == Duty.OUT_OF_SERVICE) {
            requests.done(new Request.SetDuty(crew.callSign(), Duty.ON_DUTY, Optional.empty()));
        }
        next(crew);
    }
}
