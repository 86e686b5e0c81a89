package org.tocsin.simulate.siting;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;

import org.tocsin.coverage.Reach;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The maximum expected covering location problem, solved to proof: where so many units cover most
 * demand if each is busy a share of its time, whatever the others do. By SCIP through OR-Tools; one
 * thread at a time asks.
 *
 * @see <a href="https://doi.org/10.1287/trsc.17.1.48">M. S. Daskin, "A maximum expected covering
 *     location model", Transportation Science 17, 1983</a>
 */
final class Mexclp {
    /** Longer is not looked for a better one; the bound is then what is proved by then. */
    static final Duration MAX_TIME = Duration.ofSeconds(30);

    private final Reach reach;
    private final List<Reach.Part> parts;
    private final IntPredicate usable;

    /**
     * @param expected the share of demand expected to find a unit in reach, 0 to 1
     * @param bound no placing of so many units has more
     */
    record Solved(List<Integer> unitsAtPost, double expected, double bound) {}

    /**
     * @param usable which posts units may wait at
     */
    Mexclp(Reach reach, IntPredicate usable) {
        this.reach = reach;
        this.usable = usable;
        parts = reach.parts();
    }

    /**
     * @param units how many there are, 1 or more
     * @param busy how much of its time each is busy, 0 to 1
     * @throws IllegalStateException if the solver finds nothing in time
     */
    Solved solve(int units, double busy) {
        Loader.loadNativeLibraries();
        MPSolver solver = MPSolver.createSolver("SCIP");
        if (solver == null) throw new IllegalStateException("OR-Tools has no SCIP");
        try {
            return solve(solver, units, busy);
        } finally {
            solver.delete();
        }
    }

    private Solved solve(MPSolver solver, int units, double busy) {
        MPVariable[] at = new MPVariable[reach.posts()];
        MPConstraint all = solver.makeConstraint(units, units, "units");
        for (int post = 0; post < at.length; post++) {
            at[post] = solver.makeIntVar(0, usable.test(post) ? units : 0, "post" + post);
            all.setCoefficient(at[post], 1);
        }
        MPObjective objective = solver.objective();
        objective.setMaximization();
        for (int i = 0; i < parts.size(); i++) {
            Reach.Part part = parts.get(i);
            // The k-th unit in reach counts less than the one before it: they are used in order
            // without being told to, and need not be whole numbers.
            MPConstraint within = solver.makeConstraint(Double.NEGATIVE_INFINITY, 0, "part" + i);
            for (int post : part.posts()) within.setCoefficient(at[post], -1);
            double worth = part.share() * (1 - busy);
            for (int k = 1; k <= units; k++) {
                MPVariable covered = solver.makeNumVar(0, 1, "");
                within.setCoefficient(covered, 1);
                objective.setCoefficient(covered, worth);
                worth *= busy;
            }
        }
        solver.setTimeLimit(MAX_TIME.toMillis());
        MPSolver.ResultStatus status = solver.solve();
        if (status != MPSolver.ResultStatus.OPTIMAL && status != MPSolver.ResultStatus.FEASIBLE) {
            throw new IllegalStateException(
                    "the solver found no place for %d units: %s".formatted(units, status));
        }
        int[] unitsAtPost = new int[at.length];
        for (int post = 0; post < at.length; post++) {
            unitsAtPost[post] = (int) Math.round(at[post].solutionValue());
        }
        double expected = reach.expected(unitsAtPost, busy);
        return new Solved(
                Arrays.stream(unitsAtPost).boxed().toList(),
                expected,
                Math.max(expected, objective.bestBound()));
    }
}
