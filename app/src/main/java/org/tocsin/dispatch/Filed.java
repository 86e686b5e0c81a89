package org.tocsin.dispatch;

import org.jspecify.annotations.Nullable;
import org.tocsin.incident.Incident;

import java.util.function.Supplier;

/**
 * A closed incident. From one snapshot on it stays in its stored form until somebody looks at it:
 * few are looked at, reading thousands of them was most of a start, and the form takes a third of
 * the memory. On a board of the past it lies with the checkpoints. Immutable to all who use it; any
 * thread.
 */
public final class Filed {
    private volatile Object form;

    private Filed(Object form) {
        this.form = form;
    }

    static Filed of(Incident incident) {
        return new Filed(incident);
    }

    /**
     * @param stored as {@link BoardForm} writes an incident; not copied
     */
    static Filed stored(byte[] stored) {
        return new Filed(stored);
    }

    /**
     * @param stored finds the stored form when somebody looks at it; may be asked more than once
     */
    static Filed elsewhere(Supplier<byte[]> stored) {
        return new Filed(stored);
    }

    /** Forgets what is at hand: from now on it is had from there. */
    void leaveTo(Supplier<byte[]> stored) {
        form = stored;
    }

    /**
     * The incident.
     *
     * @throws tools.jackson.core.JacksonException if its stored form is not an incident's
     */
    public Incident incident() {
        return switch (form) {
            case Incident incident -> incident;
            case byte[] stored -> {
                // Two threads may both read it: they get equal incidents.
                Incident incident = BoardForm.readIncident(stored);
                form = incident;
                yield incident;
            }
            case Supplier<?> elsewhere -> {
                Incident incident = BoardForm.readIncident((byte[]) elsewhere.get());
                form = incident;
                yield incident;
            }
            case Object other -> throw new IllegalStateException(other.toString());
        };
    }

    /** Its stored form, in which it is kept from now on. */
    byte[] store() {
        return switch (form) {
            case Incident incident -> {
                byte[] stored = BoardForm.writeIncident(incident);
                form = stored;
                yield stored;
            }
            case byte[] stored -> stored;
            case Supplier<?> elsewhere -> (byte[]) elsewhere.get();
            case Object other -> throw new IllegalStateException(other.toString());
        };
    }

    /** Whether nobody has looked at it since it was last stored. */
    boolean isStored() {
        return form instanceof byte[];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Filed filed && incident().equals(filed.incident());
    }

    @Override
    public int hashCode() {
        return incident().hashCode();
    }

    @Override
    public String toString() {
        return incident().toString();
    }
}
