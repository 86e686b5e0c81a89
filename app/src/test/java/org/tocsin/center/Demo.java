package org.tocsin.center;

import java.nio.file.Path;

/** The demonstration's configuration, as it lies in the repository. */
final class Demo {
    static final Path FOLDER = Path.of("../demo/center");

    private Demo() {}
}
