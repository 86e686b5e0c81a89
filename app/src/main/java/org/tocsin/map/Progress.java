package org.tocsin.map;

/**
 * Hears how far a long work is. Called on the thread that works, often: do little here. An
 * exception thrown from it ends the work, which then leaves nothing behind.
 */
@FunctionalInterface
public interface Progress {
    /** Hears nothing. */
    Progress SILENT = (step, done) -> {};

    /**
     * @param step what is being done, for a person: "reading roads"
     * @param done 0 to 1 of this step
     */
    void at(String step, double done);
}
