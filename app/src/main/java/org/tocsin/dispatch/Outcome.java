package org.tocsin.dispatch;

import org.tocsin.incident.IncidentEvent;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What became of a request. */
public sealed interface Outcome {
    /**
     * It was done, and is on disk.
     *
     * @param first the position of its first entry
     * @param last of its last
     * @param incident the one it opened, or its call joined
     */
    record Done(
            long first,
            long last,
            Optional<String> incident,
            OptionalLong call,
            Optional<String> closure,
            Optional<String> hazard)
            implements Outcome {

        static Done of(long first, List<Event> events) {
            Optional<String> incident = Optional.empty();
            OptionalLong call = OptionalLong.empty();
            Optional<String> closure = Optional.empty();
            Optional<String> hazard = Optional.empty();
            for (Event event : events) {
                switch (event) {
                    case Event.OfIncident(IncidentEvent.IncidentOpened e) ->
                            incident = Optional.of(e.incident());
                    case Event.OfIncident(IncidentEvent.CallTaken e) -> {
                        incident = Optional.of(e.incident());
                        call = OptionalLong.of(e.call());
                    }
                    case Event.OfRoom(DispatchEvent.RoadClosed e) ->
                            closure = Optional.of(e.closure().id());
                    case Event.OfRoom(DispatchEvent.RoadLimited e) ->
                            closure = Optional.of(e.closure().id());
                    case Event.OfRoom(DispatchEvent.HazardNoted e) ->
                            hazard = Optional.of(e.hazard().id());
                    case Event.OfIncident _, Event.OfUnit _, Event.OfRoom _ -> {}
                }
            }
            return new Done(first, first + events.size() - 1, incident, call, closure, hazard);
        }
    }

    /** The rules said no; nothing was changed. */
    record Rejected(String sentence) implements Outcome {}

    /**
     * The desk does not take requests, or does not know whether this one is on disk. Send it again
     * with the same id.
     */
    record Unavailable(String sentence) implements Outcome {}

    /** A fault of this program; nothing was changed. */
    record Failed(String sentence) implements Outcome {}
}
