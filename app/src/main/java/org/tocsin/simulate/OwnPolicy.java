package org.tocsin.simulate;

import org.tocsin.recommend.Inputs;
import org.tocsin.simulate.demand.LabInput;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/**
 * Policies that a center wrote: a source file, a class in a jar or folder, or on the class path.
 */
final class OwnPolicy {
    private OwnPolicy() {}

    /**
     * @param asked {@code Mine.java}, {@code org.us.Mine@ours.jar}, {@code org.us.Mine@classes/} or
     *     {@code org.us.Mine}
     * @throws LabInput if that is no policy
     */
    static Supplier<Policy> of(String asked) {
        Class<? extends Policy> found = asked.endsWith(".java") ? compiled(asked) : loaded(asked);
        return () -> new Guarded(made(found));
    }

    private static Policy made(Class<? extends Policy> found) {
        try {
            var constructor = found.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LabInput(
                    "%s cannot be made: it needs a constructor without parameters (%s)"
                            .formatted(
                                    found.getName(), Optional.ofNullable(e.getCause()).orElse(e)),
                    e);
        }
    }

    private static Class<? extends Policy> loaded(String asked) {
        int at = asked.indexOf('@');
        String name = at < 0 ? asked : asked.substring(0, at);
        try {
            ClassLoader loader =
                    at < 0
                            ? OwnPolicy.class.getClassLoader()
                            : from(Path.of(asked.substring(at + 1)));
            return policy(name, loader);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new LabInput(
                    "there is no policy %s, expected one of %s, a file such as Mine.java, or a class such as org.us.Mine@ours.jar"
                            .formatted(asked, Policies.names()),
                    e);
        }
    }

    private static Class<? extends Policy> policy(String name, ClassLoader loader)
            throws ClassNotFoundException {
        Class<?> found = Class.forName(name, true, loader);
        if (!Policy.class.isAssignableFrom(found)) {
            throw new LabInput(
                    "%s is no policy, expected a class that implements %s"
                            .formatted(name, Policy.class.getName()));
        }
        return found.asSubclass(Policy.class);
    }

    private static ClassLoader from(Path place) {
        if (!Files.exists(place)) {
            throw new LabInput(
                    "%s is not there, expected a jar or a folder of classes".formatted(place));
        }
        try {
            return new URLClassLoader(
                    new URL[] {place.toUri().toURL()}, OwnPolicy.class.getClassLoader());
        } catch (IOException e) {
            throw new LabInput("%s cannot be read: %s".formatted(place, e.getMessage()), e);
        }
    }

    // --- from source ---

    private static Class<? extends Policy> compiled(String file) {
        Path source = Path.of(file);
        if (!Files.isRegularFile(source)) {
            throw new LabInput("%s is not a file, expected the source of a policy".formatted(file));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new LabInput(
                    "%s cannot be compiled: this Java is no JDK, expected one".formatted(file));
        }
        try {
            Path classes = Files.createTempDirectory("tocsin-policy");
            try {
                compile(compiler, source, classes);
                return policy(className(source, classes), from(classes));
            } finally {
                delete(classes);
            }
        } catch (IOException | ReflectiveOperationException e) {
            throw new LabInput("%s cannot be compiled: %s".formatted(file, e), e);
        }
    }

    private static void compile(JavaCompiler compiler, Path source, Path classes)
            throws IOException {
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        try (var files = compiler.getStandardFileManager(diagnostics, null, null)) {
            boolean good =
                    compiler.getTask(
                                    new StringWriter(),
                                    files,
                                    diagnostics,
                                    List.of(
                                            "-d",
                                            classes.toString(),
                                            "-proc:none",
                                            "-g",
                                            "-cp",
                                            System.getProperty("java.class.path")),
                                    null,
                                    files.getJavaFileObjects(source))
                            .call();
            if (good) return;
            throw new LabInput(
                    diagnostics.getDiagnostics().stream()
                            .filter(each -> each.getLineNumber() > 0)
                            .map(
                                    each ->
                                            "%s:%d: %s"
                                                    .formatted(
                                                            source,
                                                            each.getLineNumber(),
                                                            each.getMessage(null)))
                            .collect(Collectors.joining(System.lineSeparator())));
        }
    }

    /** The class is called as its file; its package is the folder it was written to. */
    private static String className(Path source, Path classes) throws IOException {
        String name = source.getFileName().toString().replaceFirst("\\.java$", ".class");
        try (Stream<Path> all = Files.walk(classes)) {
            return all.filter(path -> path.getFileName().toString().equals(name))
                    .map(path -> classes.relativize(path).toString())
                    .map(path -> path.replaceFirst("\\.class$", "").replaceAll("[/\\\\]", "."))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new LabInput(
                                            "%s holds no class of its name, expected one"
                                                    .formatted(source)));
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(each);
        }
    }

    /** What goes wrong inside is the policy's, not this program's, and is told so. */
    private record Guarded(Policy of) implements Policy {
        @Override
        public String name() {
            return call(of::name);
        }

        @Override
        public String words() {
            return call(of::words);
        }

        @Override
        public Inputs ask(Inputs inputs, Situation now) {
            return call(() -> of.ask(inputs, now));
        }

        @Override
        public boolean preempts() {
            return call(of::preempts);
        }

        @Override
        public List<Move> moves(Situation now, Occasion occasion) {
            return call(() -> of.moves(now, occasion));
        }

        private <T> T call(Supplier<T> what) {
            try {
                return what.get();
            } catch (RuntimeException | LinkageError e) {
                StackTraceElement[] trace = e.getStackTrace();
                String where =
                        Stream.of(trace)
                                .filter(
                                        each ->
                                                each.getClassName()
                                                        .startsWith(of.getClass().getName()))
                                .findFirst()
                                .map(each -> " at " + each)
                                .orElse("");
                throw new LabInput(
                        "the policy %s failed: %s%s".formatted(of.getClass().getName(), e, where),
                        e);
            }
        }
    }
}
