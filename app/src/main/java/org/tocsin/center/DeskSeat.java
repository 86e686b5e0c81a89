package org.tocsin.center;

import java.util.List;

/**
 * A dispatcher's seat.
 *
 * @param agencies ids of the agencies it dispatches; empty: all
 */
public record DeskSeat(String id, String name, List<String> agencies) {
    public DeskSeat {
        agencies = List.copyOf(agencies);
    }
}
