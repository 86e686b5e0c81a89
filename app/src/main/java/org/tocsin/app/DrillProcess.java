package org.tocsin.app;

import org.tocsin.center.Center;
import org.tocsin.console.Drills;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a server plays a drill beside itself: {@code tocsin drill} in a process of its own. */
final class DrillProcess {
    private static final String HEAP = "-Xmx448m";

    private DrillProcess() {}

    /**
     * Drills of a center for its console.
     *
     * @param folder the center's files; its scenarios lie in {@code scenarios/}, or as given
     * @param extract of the map that the server has open
     * @param built where that map is built
     * @param data the server's data folder: drills have folders of their own in {@code drills/}
     * @param port the drill's; 0: any
     */
    static Drills of(
            Center center,
            Path folder,
            Path scenarios,
            Path extract,
            Path built,
            Path data,
            int port,
            Optional<Path> home) {
        return new Drills(
                center,
                scenarios,
                file -> {
                    var command = new ArrayList<String>();
                    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
                    command.addAll(List.of(HEAP, "-XX:+UseSerialGC"));
                    command.add("--enable-native-access=ALL-UNNAMED");
                    command.add("--sun-misc-unsafe-memory-access=allow");
                    Optional.ofNullable(System.getProperty("org.sqlite.lib.path"))
                            .ifPresent(path -> command.add("-Dorg.sqlite.lib.path=" + path));
                    home.ifPresent(path -> command.add("-Dtocsin.home=" + path));
                    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
                    command.add(Main.class.getName());
                    command.addAll(List.of("drill", "--attached", "--held"));
                    command.addAll(List.of("--scenario", file.toString()));
                    command.addAll(List.of("--center", folder.toString()));
                    command.addAll(List.of("--map", extract.toString()));
                    command.addAll(List.of("--map-data", built.toString()));
                    Path own =
                            data.resolve("drills")
                                    .resolve(DrillCommands.Play.folderName(file.toString()));
                    command.addAll(List.of("--data", own.toString()));
                    command.addAll(List.of("--port", Integer.toString(port)));
                    return command;
                });
    }
}
