package org.tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.dispatch.Forgetting;
import org.tocsin.incident.Incident;
import org.tocsin.journal.Photos;

import tools.jackson.databind.JsonNode;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

import javax.imageio.ImageIO;

/** Photos of the scene over HTTP: what is kept, who sees it, and that it goes. */
class PhotosTest {
    private static final String LENS = "Seven Lens Street, 41.14961 N";

    @TempDir Path folder;
    private Served served;
    private Served.Person dora;
    private Served.Person crew;
    private String incident;

    @BeforeEach
    void aCrewIsOnAnIncident() {
        served = new Served(folder);
        dora = served.signIn("dora");
        crew = served.signIn("crew-m1");
        incident = dora.done(ConsoleTest.CALL).get("incident").stringValue();
        dora.done(
                "{\"verb\":\"dispatch\",\"incident\":\"%s\",\"units\":[\"M1\"]}"
                        .formatted(incident));
    }

    @AfterEach
    void stop() {
        served.close();
    }

    @Test
    void aCrewsPhotoIsKeptSealedAndShownForAReason() throws Exception {
        byte[] taken = withExif(picture(320, 200));

        assertThat(send(crew, "p1", taken).status()).isEqualTo(200);

        JsonNode listed = dora.in("/incidents/" + incident).json().get("photos");
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).get("by").stringValue()).isEqualTo("crew-m1");
        assertThat(dora.in("/incidents/" + incident + "/photos/1").status()).isEqualTo(400);
        byte[] seen = look(dora, 1, "which side burns");
        assertThat(ImageIO.read(new java.io.ByteArrayInputStream(seen)).getWidth()).isEqualTo(320);
        assertThat(text(seen)).doesNotContain(LENS, "Exif");
        assertThat(look(crew, 1, "on the scene")).isEqualTo(seen);
        assertThat(dora.in("/log?incident=" + incident).text())
                .contains("photo 1 of the scene added", "photo 1 seen: which side burns");
        assertThat(crew.in("/units/M1/work").json().get("work").get(0).get("photos")).hasSize(1);
        // Neither the picture nor its maker's words lie open on the disk.
        String scan = text(Arrays.copyOfRange(seen, seen.length / 2, seen.length / 2 + 64));
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(text(Files.readAllBytes(file))).doesNotContain(LENS, scan);
            }
        }
    }

    @Test
    void aPhotoSentAgainIsThereOnce() throws Exception {
        byte[] taken = picture(100, 100);

        Served.Answer first = send(crew, "same", taken);
        Served.Answer again = send(crew, "same", taken);

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(dora.in("/incidents/" + incident).json().get("photos")).hasSize(1);
        assertThat(send(crew, "same", picture(90, 90)).status()).isEqualTo(409);
        assertThat(look(dora, 1, "still there")).isNotEmpty();
    }

    @Test
    void aPhotoOutlivesTheServer() throws Exception {
        send(crew, "p1", picture(100, 100));
        served.close();
        served = new Served(folder);
        dora = served.signIn("dora");
        crew = served.signIn("crew-m1");

        assertThat(look(dora, 1, "after the restart")).isNotEmpty();
        assertThat(send(crew, "p1", picture(100, 100)).status()).isEqualTo(200);
        assertThat(dora.in("/incidents/" + incident).json().get("photos")).hasSize(1);
    }

    @Test
    void onlyTheRoomAndTheCrewOnItSeeIt() throws Exception {
        send(crew, "p1", picture(100, 100));
        String path = "/incidents/" + incident + "/photos/1?reason=curious";

        assertThat(served.signIn("vic").in(path).status()).isEqualTo(403);
        assertThat(served.signIn("carl").in(path).status()).isEqualTo(200);
        dora.done(
                "{\"verb\":\"cancel\",\"incident\":\"%s\",\"unit\":\"M1\",\"reason\":\"enough\"}"
                        .formatted(incident));
        assertThat(crew.in(path).status()).isEqualTo(403);
        assertThat(send(crew, "p2", picture(100, 100)).status()).isEqualTo(403);
        assertThat(dora.in("/incidents/" + incident + "/photos/2?reason=none").status())
                .isEqualTo(404);
        Served.Answer byVerb =
                dora.ask(
                        "{\"verb\":\"addPhoto\",\"incident\":\"%s\",\"sha256\":\"x\",\"bytes\":1}"
                                .formatted(incident));
        assertThat(byVerb.status()).isEqualTo(400);
    }

    @Test
    void whatIsNoPhotoIsRefused() throws Exception {
        byte[] good = picture(100, 100);
        byte[] cut = Arrays.copyOf(good, good.length / 2);

        assertThat(send(crew, "a", "GIF89a, not a photo".getBytes(StandardCharsets.UTF_8)).text())
                .contains("\"found\":\"other bytes\",\"expected\":\"a JPEG photo\"");
        assertThat(send(crew, "b", cut).text()).contains("a photo cut off");
        assertThat(send(crew, "c", picture(Jpeg.MAX_PIXELS_A_SIDE + 1, 20)).text())
                .contains("2049 x 20 points", "1 to 2048 a side");
        assertThat(send(crew, "d", picture(Jpeg.MAX_PIXELS_A_SIDE, 20)).status()).isEqualTo(200);
        assertThat(send(crew, "e", new byte[Jpeg.MAX_BYTES + 1]).status()).isEqualTo(413);
        assertThat(
                        crew.send(
                                        HttpRequest.newBuilder(served.uri(path("f")))
                                                .header("Content-Type", "image/png")
                                                .POST(HttpRequest.BodyPublishers.ofByteArray(good)))
                                .status())
                .isEqualTo(415);
        for (int end = 0; end < good.length; end += 7) {
            byte[] part = Arrays.copyOf(good, end);
            assertThat(send(crew, "part" + end, part).status()).isEqualTo(400);
        }
        assertThat(dora.in("/incidents/" + incident).json().get("photos")).hasSize(1);
    }

    @Test
    void anIncidentHasSoManyPhotosAndNoMore() throws Exception {
        byte[] taken = picture(20, 20);
        for (int i = 0; i < Incident.MAX_PHOTOS; i++) {
            assertThat(send(crew, "p" + i, taken).status()).isEqualTo(200);
        }

        Served.Answer more = send(crew, "more", taken);

        assertThat(more.status()).isEqualTo(409);
        assertThat(more.text()).contains("has 40 photos, the most one may have");
        assertThat(served.photos.of("town")).hasSize(Incident.MAX_PHOTOS);
    }

    @Test
    void aForgottenIncidentHasNoPhotos() throws Exception {
        send(crew, "p1", picture(100, 100));
        var forgetting = forgetting(Duration.ofDays(1), InstantSource.system());
        forgetting.round();
        assertThat(look(dora, 1, "not closed yet")).isNotEmpty();
        dora.done(
                "{\"verb\":\"cancel\",\"incident\":\"%s\",\"unit\":\"M1\",\"reason\":\"enough\"}"
                        .formatted(incident));
        dora.done(
                "{\"verb\":\"close\",\"incident\":\"%s\",\"disposition\":\"DONE\"}"
                        .formatted(incident));
        forgetting.round();
        assertThat(look(dora, 1, "closed just now")).isNotEmpty();
        assertThat(send(crew, "late", picture(100, 100)).status()).isEqualTo(403);

        var later = InstantSource.offset(InstantSource.system(), Duration.ofDays(2));
        forgetting(Duration.ofDays(1), later).round();

        String path = "/incidents/" + incident;
        assertThat(dora.in(path + "/photos/1?reason=gone").text()).contains("is forgotten");
        assertThat(dora.in(path + "/sealed?reason=gone").text()).doesNotContain("Ann", "bakery");
        assertThat(dora.in(path).json().get("forgotten").booleanValue()).isTrue();
        assertThat(served.photos.of("town")).isEmpty();
        assertThat(dora.ask(verb("reopen", "\"reason\":\"again\"")).text())
                .contains("is forgotten; open a new one");
        assertThat(dora.ask(verb("addNote", "\"text\":\"again\"")).status()).isEqualTo(409);
        long position = served.desk.board().position();
        forgetting(Duration.ofDays(1), later).round();
        assertThat(served.desk.board().position()).isEqualTo(position);
    }

    @Test
    void aPhotoWhoseRequestNeverReachedTheRecordIsDroppedAtTheStart() throws Exception {
        send(crew, "p1", picture(100, 100));
        byte[] sealed = served.vault.sealBytes(incident, picture(50, 50));
        served.photos.keep("town", incident, "lost", sealed);

        forgetting(Duration.ofDays(1), InstantSource.system()).dropStrays();

        assertThat(served.photos.of("town").stream().map(Photos.Kept::request))
                .containsExactly("p1");
    }

    private String verb(String verb, String more) {
        return "{\"verb\":\"%s\",\"incident\":\"%s\",%s}".formatted(verb, incident, more);
    }

    private Forgetting forgetting(Duration after, InstantSource clock) {
        return new Forgetting(
                served.desk,
                served.journal,
                served.vault,
                served.photos,
                Optional.of(after),
                clock);
    }

    private String path(String id) {
        return "/api/centers/town/incidents/%s/photos?id=%s".formatted(incident, id);
    }

    private Served.Answer send(Served.Person who, String id, byte[] photo) {
        return who.send(
                HttpRequest.newBuilder(served.uri(path(id)))
                        .header("Content-Type", "image/jpeg")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(photo)));
    }

    private byte[] look(Served.Person who, int photo, String reason) throws Exception {
        var request =
                HttpRequest.newBuilder(
                                served.uri(
                                        "/api/centers/town/incidents/%s/photos/%d?reason=%s"
                                                .formatted(
                                                        incident,
                                                        photo,
                                                        reason.replace(" ", "%20"))))
                        .build();
        HttpResponse<byte[]> answer =
                who.client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as(text(answer.body())).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("image/jpeg");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        return answer.body();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] picture(int width, int height) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var random = new Random(7);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) image.setRGB(x, y, random.nextInt(1 << 24));
        }
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", out);
        return out.toByteArray();
    }

    /**
     * With a segment such as cameras write, right behind the start, and something behind the end.
     */
    private static byte[] withExif(byte[] jpeg) {
        byte[] told = ("Exif\0\0" + LENS).getBytes(StandardCharsets.ISO_8859_1);
        var out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.write(0xFF);
        out.write(0xE1);
        out.write((told.length + 2) >> 8);
        out.write((told.length + 2) & 0xFF);
        out.writeBytes(told);
        out.write(jpeg, 2, jpeg.length - 2);
        out.writeBytes(told);
        return out.toByteArray();
    }
}
