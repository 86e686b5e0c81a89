package org.tocsin.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tocsin.center.Role.ADMIN;
import static org.tocsin.center.Role.CALL_TAKER;
import static org.tocsin.center.Role.CREW;
import static org.tocsin.center.Role.DISPATCHER;
import static org.tocsin.center.Role.SUPERVISOR;
import static org.tocsin.center.Role.VIEWER;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tocsin.center.Role;
import org.tocsin.dispatch.Request;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

class PermissionsTest {
    /** The whole table, written out by hand: a row is a verb, its letters the roles that may. */
    private static final String TABLE =
            """
            takeCall         D C S A
            changeType       D C S A
            changePriority   D C S A
            correctLocation  D C S A
            answer           D C S A
            addNote          D C S A W
            joinCall         D C S A
            link             D C S A
            unlink           D C S A
            notify           D C S A
            readSealed       D C S A
            undo             D C S A
            selfInitiate     D S A
            setAlarmLevel    D S A
            split            D S A
            merge            D S A
            handOver         D S A
            close            D S A
            reopen           D S A
            dispatch         D S A
            queue            D S A
            preempt          D S A
            divert           D S A
            exchange         D S A
            cancel           D S A
            correctTime      D S A
            setDuty          D S A
            restrict         D S A
            unrestrict       D S A
            relocate         D S A
            dismissMoveUp    D S A
            closeRoad        D S A
            limitRoad        D S A
            amendClosure     D S A
            reopenRoad       D S A
            noteHazard       D S A
            liftHazard       D S A
            draw             D S A
            erase            D S A
            acknowledgeAlarm D S A
            status           D S A W
            checkIn          D S A W
            recordTrack
            addPhoto
            readPhoto
            forget
            """;

    private static final Map<String, Role> LETTERS =
            Map.of(
                    "D",
                    DISPATCHER,
                    "C",
                    CALL_TAKER,
                    "S",
                    SUPERVISOR,
                    "A",
                    ADMIN,
                    "W",
                    CREW,
                    "V",
                    VIEWER);

    private static Role role(String letter) {
        return java.util.Objects.requireNonNull(LETTERS.get(letter), letter);
    }

    private static Map<String, Set<Role>> table() {
        var table = new LinkedHashMap<String, Set<Role>>();
        TABLE.lines()
                .map(line -> line.split(" +"))
                .forEach(
                        words -> {
                            Set<Role> roles = EnumSet.noneOf(Role.class);
                            for (int i = 1; i < words.length; i++) roles.add(role(words[i]));
                            table.put(words[0], roles);
                        });
        return table;
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void aRoleMayAskExactlyWhatTheTableSays(Role role) {
        Map<String, Set<Role>> table = table();
        for (Class<?> verb : Request.class.getPermittedSubclasses()) {
            String name = verb.getSimpleName();
            String key = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
            assertThat(table).containsKey(key);
            assertThat(Permissions.rolesFor(verb.asSubclass(Request.class)).contains(role))
                    .as("%s %s", role, key)
                    .isEqualTo(table.getOrDefault(key, Set.of()).contains(role));
        }
        assertThat(table).hasSameSizeAs(Arrays.asList(Request.class.getPermittedSubclasses()));
    }

    @ParameterizedTest
    @EnumSource(
            value = Reading.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"DRILL", "REPLAY"})
    void aViewerLooksAndACrewSeesLittle(Reading what) {
        Set<Role> roles = Permissions.rolesFor(what);

        assertThat(roles).contains(DISPATCHER, CALL_TAKER, SUPERVISOR, ADMIN);
        boolean sealed =
                Set.of(Reading.SEALED, Reading.PHOTOS, Reading.ADVICE, Reading.TRIAGE)
                        .contains(what);
        assertThat(roles.contains(VIEWER)).isEqualTo(!sealed);
        boolean forCrews =
                Set.of(
                                Reading.CENTER,
                                Reading.INCIDENT,
                                Reading.PHOTOS,
                                Reading.ROUTE,
                                Reading.TILES,
                                Reading.PLACES)
                        .contains(what);
        assertThat(roles.contains(CREW)).isEqualTo(forCrews);
    }

    @Test
    void whatWillComeInADrillIsTheTrainersAlone() {
        assertThat(Permissions.rolesFor(Reading.DRILL)).containsExactly(SUPERVISOR, ADMIN);
        assertThat(Permissions.rolesFor(Reading.REPLAY)).containsExactly(SUPERVISOR, ADMIN);
    }

    @Test
    void everyUnitAVerbNamesCounts() {
        assertThat(Permissions.unitsOf(new Request.Exchange("26-1", "E1", "E2")))
                .containsExactly("E1", "E2");
        for (Class<?> verb : Request.class.getPermittedSubclasses()) {
            boolean namesUnits =
                    Arrays.stream(verb.getRecordComponents())
                            .anyMatch(
                                    each ->
                                            Set.of("unit", "units", "out", "in")
                                                    .contains(each.getName()));
            if (!namesUnits) continue;
            assertThat(Permissions.rolesFor(verb.asSubclass(Request.class)))
                    .as(verb.getSimpleName())
                    .doesNotContain(CALL_TAKER, VIEWER);
        }
    }
}
