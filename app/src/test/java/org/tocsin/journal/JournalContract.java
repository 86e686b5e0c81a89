package org.tocsin.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;

/** What every journal does. */
abstract class JournalContract {
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    Journal journal;

    abstract Journal open();

    @BeforeEach
    void openJournal() {
        journal = open();
    }

    @AfterEach
    void closeJournal() {
        journal.close();
    }

    static Draft draft(String id) {
        return new Draft(NOON, "desk-1", id, "{\"type\":\"Noted\",\"text\":\"%s\"}".formatted(id));
    }

    static List<Draft> drafts(String prefix, int count) {
        var drafts = new ArrayList<Draft>();
        for (int i = 0; i < count; i++) drafts.add(draft(prefix + i));
        return drafts;
    }

    static Appended append(Writer writer, Draft... drafts) {
        return writer.append(List.of(drafts), writer.head());
    }

    @Test
    void whatWasAppendedIsReadInOrder() {
        Writer writer = journal.open("porto");
        Appended first = append(writer, draft("a"), draft("b"));
        Appended second = append(writer, draft("c"));

        assertThat(first).isEqualTo(new Appended.Committed(1, ((Appended.Committed) first).head()));
        assertThat(second).isEqualTo(new Appended.Committed(3, writer.head()));
        assertThat(writer.head()).isEqualTo(journal.head("porto"));
        List<Entry> entries = journal.read("porto", 1, 10);
        assertThat(entries).extracting(Entry::requestId).containsExactly("a", "b", "c");
        assertThat(entries).extracting(Entry::position).containsExactly(1L, 2L, 3L);
        assertThat(entries.getFirst())
                .isEqualTo(
                        new Entry(
                                "porto",
                                1,
                                NOON,
                                "desk-1",
                                "a",
                                OptionalLong.empty(),
                                "{\"type\":\"Noted\",\"text\":\"a\"}"));
    }

    @Test
    void centersAreKeptApart() {
        Writer porto = journal.open("porto");
        Writer braga = journal.open("braga");
        append(porto, draft("p"));
        append(braga, draft("b"), draft("c"));

        assertThat(journal.centers()).containsExactly("braga", "porto");
        assertThat(journal.read("braga", 1, 10))
                .extracting(Entry::requestId)
                .containsExactly("b", "c");
        assertThat(journal.head("porto").position()).isEqualTo(1);
        assertThat(journal.head("nowhere")).isEqualTo(Head.START);
        assertThat(journal.read("nowhere", 1, 10)).isEmpty();
    }

    @Test
    void aNewWriterFencesTheOlder() {
        Writer older = journal.open("porto");
        append(older, draft("a"));

        Writer newer = journal.open("porto");

        assertThat(newer.head()).isEqualTo(older.head());
        assertThat(newer.epoch()).isGreaterThan(older.epoch());
        assertThat(append(older, draft("b"))).isEqualTo(new Appended.Fenced(newer.epoch()));
        assertThat(append(newer, draft("c"))).isInstanceOf(Appended.Committed.class);
        assertThat(append(older, draft("d"))).isEqualTo(new Appended.Fenced(newer.epoch()));
        assertThat(journal.read("porto", 1, 10))
                .extracting(Entry::requestId)
                .containsExactly("a", "c");
    }

    @Test
    void anUnexpectedHeadIsACallersBug() {
        Writer writer = journal.open("porto");
        append(writer, draft("a"));

        assertThatThrownBy(() -> writer.append(List.of(draft("b")), Head.START))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected head of porto is 0 0000")
                .hasMessageContaining("the writer's is 1 ");
        assertThat(append(writer, draft("b"))).isInstanceOf(Appended.Committed.class);
    }

    @Test
    void aBatchHoldsAtMost1024() {
        Writer writer = journal.open("porto");
        List<Draft> full = drafts("r", Writer.MAX_BATCH);
        List<Draft> tooMany = drafts("r", Writer.MAX_BATCH + 1);

        assertThat(writer.append(full, writer.head())).isInstanceOf(Appended.Committed.class);
        assertThatThrownBy(() -> writer.append(tooMany, writer.head()))
                .hasMessage("batch has 1025 drafts, expected 1 to 1024");
        assertThatThrownBy(() -> writer.append(List.of(), writer.head()))
                .hasMessage("batch has 0 drafts, expected 1 to 1024");
        assertThat(journal.head("porto").position()).isEqualTo(1024);
    }

    @Test
    void aCauseIsEarlierThanItsEffect() {
        Writer writer = journal.open("porto");
        Draft first = draft("a");
        Draft second = new Draft(NOON, "desk-1", "a", OptionalLong.of(1), "{}");
        Draft ownCause = new Draft(NOON, "desk-1", "b", OptionalLong.of(3), "{}");

        append(writer, first, second);

        assertThat(journal.read("porto", 2, 1).getFirst().cause()).hasValue(1);
        assertThatThrownBy(() -> append(writer, ownCause))
                .hasMessage("the draft for position 3 has cause 3, expected an earlier position");
    }

    @Test
    void aPageHoldsAtMost10000() {
        Writer writer = journal.open("porto");
        for (int i = 0; i < 10; i++) writer.append(drafts(i + "-", 1_001), writer.head());

        assertThat(journal.read("porto", 1, Journal.MAX_PAGE)).hasSize(10_000);
        assertThat(journal.read("porto", 9_999, Journal.MAX_PAGE)).hasSize(12);
        assertThat(journal.read("porto", 10_011, 1)).isEmpty();
        assertThatThrownBy(() -> journal.read("porto", 1, Journal.MAX_PAGE + 1))
                .hasMessage("limit is 10001, expected 1 to 10000");
        assertThatThrownBy(() -> journal.read("porto", 0, 1))
                .hasMessage("fromPosition is 0, expected 1 or more");
    }

    @Test
    void equalEntriesHaveEqualHeads() {
        Writer writer = journal.open("porto");
        append(writer, draft("a"));

        // printf '{"center":"porto","position":1,…}' after 32 zero bytes through sha256sum
        assertThat(writer.head().hash())
                .isEqualTo(
                        sha256(
                                new byte[32],
                                "{\"center\":\"porto\",\"position\":1,\"at\":\"2026-11-21T12:00:00Z\","
                                    + "\"actor\":\"desk-1\",\"requestId\":\"a\","
                                    + "\"event\":{\"type\":\"Noted\",\"text\":\"a\"}}"));
    }

    private static String sha256(byte[] before, String line) {
        var chain = new Chain(before);
        byte[] bytes = line.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        chain.add(bytes, 0, bytes.length);
        return java.util.HexFormat.of().formatHex(chain.hash());
    }

    @Test
    void anyTextIsReadAsItWasWritten() {
        Writer writer = journal.open("porto");
        String odd = "\" \\ \n\r\t\0 é 漢 😀 \ud800 \udc00x \u2028 {} /";
        var given =
                new Draft(
                        NOON.plusNanos(123_456_789),
                        odd,
                        odd,
                        OptionalLong.empty(),
                        "{\"text\":\"é 漢 😀 \\u2028\"}");

        append(writer, given);

        Entry read = journal.read("porto", 1, 1).getFirst();
        assertThat(read.actor()).isEqualTo(odd);
        assertThat(read.requestId()).isEqualTo(odd);
        assertThat(read.event()).isEqualTo(given.event());
        assertThat(read.at()).isEqualTo(given.at());
    }

    @Test
    void halfASurrogatePairInAnEventIsEscaped() {
        Writer writer = journal.open("porto");

        append(writer, new Draft(NOON, "desk-1", "a", "{\"text\":\"\ud83d 😀 \ude00\"}"));

        assertThat(journal.read("porto", 1, 1).getFirst().event())
                .isEqualTo("{\"text\":\"\\ud83d 😀 \\ude00\"}");
    }

    @Test
    void replayGivesEveryEntryFromAPositionOn() {
        Writer writer = journal.open("porto");
        for (int i = 0; i < 30; i++) writer.append(drafts(i + "-", 1 + i * 30), writer.head());
        long last = writer.head().position();
        var positions = new ArrayList<Long>();

        Head head = journal.replay("porto", 31, entry -> positions.add(entry.position()));

        assertThat(head).isEqualTo(writer.head());
        assertThat(positions).isEqualTo(LongStream.rangeClosed(31, last).boxed().toList());
        assertThat(journal.replay("porto", last + 1, entry -> positions.clear())).isEqualTo(head);
        assertThat(positions).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void readingAnywhereGivesWhatWasAppended(long seed) {
        var random = new Random(seed);
        Writer writer = journal.open("porto");
        var all = new ArrayList<String>();
        for (int i = 0; i < 40; i++) {
            List<Draft> batch = drafts(i + "-", 1 + random.nextInt(random.nextInt(1, 300)));
            writer.append(batch, writer.head());
            batch.forEach(draft -> all.add(draft.requestId()));
        }

        for (int i = 0; i < 40; i++) {
            int from = random.nextInt(all.size());
            int limit = 1 + random.nextInt(all.size());
            assertThat(journal.read("porto", from + 1, limit))
                    .extracting(Entry::requestId)
                    .isEqualTo(all.subList(from, Math.min(all.size(), from + limit)));
        }
    }

    @Test
    void aSnapshotIsKeptUntilTheNext() {
        Writer writer = journal.open("porto");
        append(writer, draft("a"));
        journal.save(new Snapshot("porto", Head.START, "1", new byte[] {1}));

        journal.save(new Snapshot("porto", writer.head(), "1", new byte[] {2, 3}));

        Snapshot found = journal.snapshot("porto").orElseThrow();
        assertThat(found.head()).isEqualTo(writer.head());
        assertThat(found.codeVersion()).isEqualTo("1");
        assertThat(found.state()).containsExactly(2, 3);
        assertThat(journal.snapshot("braga")).isEmpty();
    }

    @Test
    void aCentersNameIsPlain() {
        for (String name : List.of("", "a/b", "a b", "x".repeat(65), "Évora")) {
            assertThatThrownBy(() -> journal.open(name)).hasMessageContaining("expected 1 to 64");
        }
        journal.open("x".repeat(64));
    }

    @Test
    void aDraftHasLimits() {
        String longest = "{" + " ".repeat(Draft.MAX_EVENT_CHARACTERS - 2) + "}";
        Writer writer = journal.open("porto");
        append(writer, new Draft(NOON, "a".repeat(200), "r".repeat(200), longest));
        assertThat(journal.read("porto", 1, 1).getFirst().event()).isEqualTo(longest);

        assertThatThrownBy(() -> new Draft(NOON, "a", "r", longest + "}"))
                .hasMessage("event has 2097153 characters, expected 1 to 2097152");
        var tooMuch = Collections.nCopies(33, new Draft(NOON, "a", "r", longest));
        assertThatThrownBy(() -> writer.append(tooMuch, writer.head()))
                .hasMessage("batch has 69206016 characters of events, expected at most 67108864");
        assertThatThrownBy(() -> new Draft(NOON, "a".repeat(201), "r", "{}"))
                .hasMessage("actor has 201 characters, expected 1 to 200");
        assertThatThrownBy(() -> new Draft(NOON, "a", "", "{}"))
                .hasMessage("requestId has 0 characters, expected 1 to 200");
        assertThatThrownBy(() -> new Draft(NOON, "a", "r", "{\n}"))
                .hasMessage("event holds a line break, expected JSON on one line");
        assertThatThrownBy(() -> new Draft(NOON, "a", "r", "[1]"))
                .hasMessage("event begins with \"[1]\", expected a JSON object in braces");
        assertThatThrownBy(() -> new Draft(Instant.MAX, "a", "r", "{}"))
                .hasMessageContaining("expected 1970-01-01T00:00:00Z to 9999-");
    }
}
