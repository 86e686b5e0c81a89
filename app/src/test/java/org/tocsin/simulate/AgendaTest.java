package org.tocsin.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class AgendaTest {
    private static final Instant START = Instant.parse("2025-01-06T00:00:00Z");

    private final Agenda agenda = new Agenda(START);
    private final List<String> heard = new ArrayList<>();

    private void all() {
        while (!agenda.isEmpty()) agenda.step();
    }

    private void say(String what) {
        heard.add(what + " " + agenda.now());
    }

    @Test
    void ofEqualTimesWhatWasPutFirstComesFirst() {
        agenda.at(7, () -> say("c"));
        agenda.at(5, () -> say("a"));
        agenda.at(5, () -> say("b"));
        agenda.at(7, () -> say("d"));

        assertThat(agenda.next()).isEqualTo(5);
        all();

        assertThat(heard).containsExactly("a 5", "b 5", "c 7", "d 7");
        assertThat(agenda.instant()).isEqualTo(START.plusMillis(7));
    }

    @Test
    void whatFollowsAtOnceComesBeforeAllElseInTheOrderItWasPut() {
        agenda.at(
                5,
                () -> {
                    agenda.in(0, () -> say("later"));
                    agenda.afterwards(
                            () -> {
                                say("first");
                                agenda.afterwards(() -> say("third"));
                            });
                    agenda.afterwards(() -> say("second"));
                });
        agenda.at(5, () -> say("same time"));

        all();

        assertThat(heard)
                .containsExactly("first 5", "second 5", "third 5", "same time 5", "later 5");
    }
}
