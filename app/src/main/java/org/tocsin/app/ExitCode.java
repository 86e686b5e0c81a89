package org.tocsin.app;

import picocli.CommandLine;

/** What the command line answers its caller with; written into every command's help. */
final class ExitCode {
    static final int OK = CommandLine.ExitCode.OK;

    /** The rules of dispatch said no. */
    static final int REFUSED = 1;

    /** The command, a file or a value was wrong. */
    static final int BAD_INPUT = CommandLine.ExitCode.USAGE;

    /** No server answers, or it cannot take requests now. */
    static final int UNAVAILABLE = 3;

    /** Nobody is signed in, or not with the role for this. */
    static final int NOT_PERMITTED = 4;

    /** A fault of this program. */
    static final int FAULT = 5;

    private ExitCode() {}

    /** The exit code for an HTTP status of 400 or more. */
    static int of(int httpStatus) {
        return switch (httpStatus) {
            case 401, 403, 429 -> NOT_PERMITTED;
            case 409, 422 -> REFUSED;
            case 500, 501 -> FAULT;
            default -> httpStatus >= 500 ? UNAVAILABLE : BAD_INPUT;
        };
    }
}
