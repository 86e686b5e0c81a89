package org.tocsin.console;

import org.tocsin.dispatch.Desk;
import org.tocsin.dispatch.Envelope;
import org.tocsin.dispatch.Outcome;
import org.tocsin.dispatch.Request;
import org.tocsin.incident.Incident;
import org.tocsin.incident.Refused;
import org.tocsin.journal.Photos;
import org.tocsin.journal.Vault;
import org.tocsin.journal.VaultUnavailable;

import java.util.function.Function;

/**
 * Photos of the scene of one incident: sealed under its key and on disk before the desk is asked to
 * put their hash into the record, shown only after the look is in the record.
 */
final class ScenePhotos {
    private final Desk desk;
    private final Vault vault;
    private final Photos photos;
    private final Function<Envelope, Outcome.Done> ask;

    /**
     * @param ask asks the desk and waits for its answer
     */
    ScenePhotos(Desk desk, Vault vault, Photos photos, Function<Envelope, Outcome.Done> ask) {
        this.desk = desk;
        this.vault = vault;
        this.photos = photos;
        this.ask = ask;
    }

    /**
     * @param request its id: the same again adds nothing
     * @throws Problem if the desk refuses; then nothing is kept
     */
    Outcome.Done add(String actor, String request, Incident incident, byte[] jpeg) {
        Photos.Kept kept = keep(request, incident, jpeg);
        if (!kept.incident().equals(incident.id())) {
            throw Problem.badInput("id", "that of a photo of " + kept.incident(), "another");
        }
        try {
            return ask.apply(
                    new Envelope(
                            request,
                            actor,
                            new Request.AddPhoto(incident.id(), kept.sha256(), jpeg.length)));
        } catch (Problem refused) {
            if (refused.status() == 409 && !isRecorded(kept)) photos.drop(kept);
            throw refused;
        }
    }

    private Photos.Kept keep(String request, Incident incident, byte[] jpeg) {
        var known = photos.findRequest(desk.center(), request);
        if (known.isPresent()) return known.get();
        try {
            incident.requireOpen();
            byte[] sealed = vault.sealBytes(incident.id(), jpeg);
            return photos.keep(desk.center(), incident.id(), request, sealed);
        } catch (Refused e) {
            throw Problem.refused(e.sentence());
        } catch (VaultUnavailable e) {
            throw Problem.unavailable(String.valueOf(e.getMessage()));
        }
    }

    private boolean isRecorded(Photos.Kept kept) {
        return desk.board().findIncident(kept.incident()).stream()
                .flatMap(incident -> incident.photos().stream())
                .anyMatch(photo -> photo.sha256().equals(kept.sha256()));
    }

    /**
     * @param request its id in the record
     * @throws Problem if there is none, or it is forgotten
     */
    byte[] show(String actor, String request, Incident incident, int number, String reason) {
        Incident.Photo photo =
                incident.findPhoto(number)
                        .orElseThrow(
                                () ->
                                        Problem.notFound(
                                                "Incident %s has no photo %d."
                                                        .formatted(incident.id(), number)));
        var look = new Request.ReadPhoto(incident.id(), number, reason);
        if (!incident.forgotten()) {
            var _ = ask.apply(new Envelope(request, actor, look));
        }
        return photos.find(desk.center(), incident.id(), photo.sha256())
                .flatMap(kept -> vault.openBytes(incident.id(), kept))
                .orElseThrow(
                        () ->
                                Problem.notFound(
                                        "Photo %d of %s is forgotten."
                                                .formatted(number, incident.id())));
    }
}
