package org.tocsin.simulate;

import org.tocsin.recommend.Inputs;

import java.util.List;

/**
 * How a dispatcher decides, where the lab is to compare that: a few lines over the engine, which
 * keeps all the rules. It puts the question to the recommendation in its own way, says whether less
 * urgent work may be broken off, and where idle units should wait. One object serves one simulation
 * at a time; it may remember.
 *
 * <p>To compare one of your own, implement this with a constructor without parameters and name its
 * source file to {@code ./tocsin simulate --policy} (docs/lab/policies.md).
 */
public interface Policy {
    /** One word for tables and the command line. */
    String name();

    /** What it does, in a sentence for the report. */
    String words();

    /**
     * The question as this policy asks it. The engine's own question has the driving time by road
     * of every unit from where it is; another measure goes in its place.
     *
     * @param inputs all candidates with times by road
     * @param now how things stand; expected times only
     */
    default Inputs ask(Inputs inputs, Situation now) {
        return inputs;
    }

    /** Whether units are taken from less urgent work where that gains something. */
    default boolean preempts() {
        return false;
    }

    /**
     * Where idle units are sent, after a unit has become free or was sent out.
     *
     * @return orders, carried out one after the other; those the rules refuse are left out
     */
    default List<Move> moves(Situation now, Occasion occasion) {
        return List.of();
    }

    /** An idle unit is to wait at another station. */
    record Move(String unit, String station) {}

    /** Why it is asked. */
    sealed interface Occasion {
        /** This unit has become free and has not set off yet. */
        record Freed(String unit) implements Occasion {}

        /** Units were sent out. */
        record Sent() implements Occasion {}
    }
}
