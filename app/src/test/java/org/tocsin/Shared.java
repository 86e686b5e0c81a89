package org.tocsin;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Test material kept outside the repository: beside it in {@code ../shared}, or where the
 * environment variable {@code TOCSIN_SHARED} says. Where it is missing the test is skipped, except
 * in CI.
 */
public final class Shared {
    private Shared() {}

    /** A file or folder of the shared material. */
    public static Path path(String relative) {
        String folder = System.getenv().getOrDefault("TOCSIN_SHARED", "../../shared");
        Path path = Path.of(folder).resolve(relative);
        if ("true".equals(System.getenv("CI")) && !Files.exists(path)) {
            throw new AssertionError(path + " is missing, and CI does not skip");
        }
        assumeTrue(Files.exists(path), path + " is missing; set TOCSIN_SHARED");
        return path;
    }
}
