package org.tocsin.app;

import org.tocsin.client.Api;
import org.tocsin.client.Session;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The sessions that the command line keeps between commands: one file for each profile, readable by
 * its owner only.
 */
final class Profiles {
    /** The profile of a plain {@code login}. */
    static final String LOGIN = "session";

    /** The profile that a running demo keeps, and removes when it ends. */
    static final String DEMO = "demo";

    private final Path folder;

    Profiles(Path folder) {
        this.folder = folder;
    }

    /** A profile's name is part of a file's name. */
    static String checked(String profile) {
        if (profile.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,39}")) return profile;
        throw new BadInput(
                "the profile is \"%s\", expected 1 to 40 letters, digits, - or _"
                        .formatted(profile));
    }

    Path file(String profile) {
        return folder.resolve(checked(profile) + ".json");
    }

    /**
     * @throws BadInput if the file is not one of ours
     */
    Optional<Session> find(String profile) {
        Path file = file(profile);
        if (!Files.isRegularFile(file)) return Optional.empty();
        try {
            JsonNode json = Api.parse(Files.readString(file));
            List<String> centers = new ArrayList<>();
            for (JsonNode center : json.path("centers")) centers.add(center.asString(""));
            var session =
                    new Session(
                            json.path("url").asString(""),
                            json.path("user").asString(""),
                            json.path("name").asString(""),
                            json.path("cookie").asString(""),
                            json.path("csrf").asString(""),
                            centers);
            return Optional.of(session);
        } catch (IllegalArgumentException e) {
            throw new BadInput("%s is damaged; remove it and log in again".formatted(file), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void save(String profile, Session session) {
        var json =
                Api.object()
                        .put("url", session.url())
                        .put("user", session.user())
                        .put("name", session.name())
                        .put("cookie", session.cookie())
                        .put("csrf", session.csrf());
        var centers = json.putArray("centers");
        session.centers().forEach(centers::add);
        write(file(profile), json.toString());
    }

    void remove(String profile) {
        try {
            Files.deleteIfExists(file(profile));
            Files.deleteIfExists(lastRequestFile(profile));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code undo} takes back when it is not told what. */
    Optional<String> lastRequest(String profile) {
        try {
            Path file = lastRequestFile(profile);
            if (!Files.isRegularFile(file)) return Optional.empty();
            return Optional.of(Files.readString(file).strip()).filter(id -> !id.isEmpty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void rememberRequest(String profile, String id) {
        write(lastRequestFile(profile), id);
    }

    private Path lastRequestFile(String profile) {
        return folder.resolve(checked(profile) + ".last");
    }

    /** In one step, and never readable by others, not even for a moment. */
    private void write(Path file, String text) {
        try {
            Files.createDirectories(folder);
            boolean posix =
                    FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
            Path draft =
                    folder.resolve(file.getFileName() + ".part-" + ProcessHandle.current().pid());
            Files.deleteIfExists(draft);
            if (posix) {
                Files.createFile(
                        draft,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
            }
            Files.write(draft, text.getBytes(StandardCharsets.UTF_8));
            Files.move(
                    draft,
                    file,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
