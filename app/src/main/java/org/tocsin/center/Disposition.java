package org.tocsin.center;

import java.util.List;

/** How an incident ended, chosen when it is closed. */
public record Disposition(String code, String name) {
    /** Those of a center that names none. */
    static List<Disposition> usual() {
        return List.of(
                new Disposition("COMPLETED", "Completed"),
                new Disposition("NOTHING_FOUND", "Nothing found"),
                new Disposition("FALSE_ALARM", "False alarm"),
                new Disposition("NOT_NEEDED", "Called off, not needed any more"),
                new Disposition("HANDED_OVER", "Handed over to another service"));
    }
}
