package org.tocsin.dispatch;

import org.jspecify.annotations.Nullable;
import org.tocsin.incident.Incident;

/**
 * A closed incident. One that comes from a snapshot stays in its stored form until somebody looks
 * at it: few are looked at, and reading thousands of them was most of a start. Immutable to all who
 * use it.
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
            case Object other -> throw new IllegalStateException(other.toString());
        };
    }

    /** Its stored form, if it still is in it. */
    byte @Nullable [] stored() {
        return form instanceof byte[] stored ? stored : null;
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
