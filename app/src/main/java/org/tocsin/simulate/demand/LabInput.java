package org.tocsin.simulate.demand;

import java.io.Serial;

/** A file given to the lab cannot be used; the message says which, what was found and expected. */
public final class LabInput extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    public LabInput(String message) {
        super(message);
    }

    public LabInput(String message, Throwable cause) {
        super(message, cause);
    }
}
