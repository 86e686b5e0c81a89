package org.tocsin.console;

import org.tocsin.center.Center;
import org.tocsin.dispatch.Board;
import org.tocsin.incident.Call;
import org.tocsin.incident.Incident;
import org.tocsin.place.Point;
import org.tocsin.plan.IncidentType;

import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Open incidents that a new call may be about: at the same place within the center's window, or in
 * similar words. Only suggested; the dispatcher joins them. Words are compared as folded sets
 * (Jaccard); sealed ones are opened in memory, never shown, and forgotten with their incident.
 */
final class Related {
    /** Shown at most. */
    static final int MAX = 5;

    /** Incidents whose words are compared, the latest first. */
    static final int MAX_COMPARED = 500;

    /** Calls of one incident whose words are compared. */
    static final int MAX_CALLS = 5;

    /** Words of one call that count. */
    static final int MAX_WORDS = 200;

    /** Sets alike by a quarter; two short sentences that share a place and a thing are. */
    static final double ALIKE = 0.25;

    private static final Pattern NOT_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private final Room room;
    private final Map<Long, Set<String>> wordsByCall =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Set<String>> eldest) {
                    return size() > MAX_COMPARED * MAX_CALLS;
                }
            };

    Related(Room room) {
        this.room = room;
    }

    /** One incident that may be the same. */
    record Match(
            String incident,
            String type,
            String place,
            long ageSeconds,
            @org.jspecify.annotations.Nullable Long meters,
            int calls,
            String reason) {}

    List<Match> find(Optional<String> text, Optional<Point> point, Instant now) {
        Center center = room.center();
        Board board = room.desk().board();
        Set<String> said = text.map(Related::words).orElse(Set.of());
        Duration within = center.related().within();
        List<Incident> recent =
                board.open().values().stream()
                        .filter(each -> each.openedAt().plus(within).isAfter(now))
                        .sorted(Comparator.comparing(Incident::openedAt).reversed())
                        .limit(MAX_COMPARED)
                        .toList();
        forgetAllBut(board);
        var found = new ArrayList<Scored>();
        for (Incident incident : recent) score(incident, said, point, now).ifPresent(found::add);
        return found.stream()
                .sorted(Comparator.comparingDouble(Scored::score).reversed())
                .limit(MAX)
                .map(Scored::match)
                .toList();
    }

    private record Scored(Match match, double score) {}

    private Optional<Scored> score(
            Incident incident, Set<String> said, Optional<Point> point, Instant now) {
        Center center = room.center();
        Optional<Double> meters = point.map(p -> p.metersTo(incident.location().point()));
        boolean near = meters.filter(m -> m <= center.related().meters()).isPresent();
        double alike = said.isEmpty() ? 0 : alike(incident, said);
        if (!near && alike < ALIKE) return Optional.empty();
        String reason =
                near && alike >= ALIKE
                        ? "same place, similar words"
                        : near ? "same place" : "similar words";
        long age = Math.max(0, Duration.between(incident.openedAt(), now).toSeconds());
        var match =
                new Match(
                        incident.id(),
                        center.findType(incident.type())
                                .map(IncidentType::name)
                                .orElse(incident.type()),
                        incident.location().name(),
                        age,
                        meters.map(Math::round).orElse(null),
                        incident.calls().size(),
                        reason);
        double nearness =
                near ? 1 - meters.orElse(0.0) / Math.max(1, center.related().meters()) : 0;
        return Optional.of(new Scored(match, (near ? 1 : 0) + nearness + alike));
    }

    private synchronized double alike(Incident incident, Set<String> said) {
        double most = 0;
        int from = Math.max(0, incident.calls().size() - MAX_CALLS);
        for (Call call : incident.calls().subList(from, incident.calls().size())) {
            Set<String> words =
                    wordsByCall.computeIfAbsent(
                            call.id(),
                            _ -> room.sealed().saidIn(call).map(Related::words).orElse(Set.of()));
            most = Math.max(most, jaccard(said, words));
        }
        return most;
    }

    /** Words of closed incidents are dropped from memory. */
    private synchronized void forgetAllBut(Board board) {
        wordsByCall
                .keySet()
                .removeIf(
                        call -> {
                            String incident = board.calls().get(call);
                            return incident == null || !board.open().containsKey(incident);
                        });
    }

    /** How alike two sets are: what they share, of all they have. 0 to 1. */
    static double jaccard(Set<String> one, Set<String> other) {
        if (one.isEmpty() || other.isEmpty()) return 0;
        long shared = one.stream().filter(other::contains).count();
        return (double) shared / (one.size() + other.size() - shared);
    }

    /** The words of a text: lower case, without accents, of three letters or more. */
    static Set<String> words(String text) {
        String folded =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD))
                        .replaceAll("")
                        .toLowerCase(Locale.ROOT);
        var words = new HashSet<String>();
        for (String word : NOT_LETTERS.split(folded)) {
            if (word.length() >= 3 && words.size() < MAX_WORDS) words.add(word);
        }
        return words;
    }
}
