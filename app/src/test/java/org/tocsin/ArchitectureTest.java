package org.tocsin;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The house: which room may know which. {@code ARCHITECTURE.md} has the same table. */
class ArchitectureTest {
    private static final String HOUSE = "org.tocsin";

    /** What each room may know by itself; what those know comes with them. */
    private static final Map<String, Set<String>> MAY_KNOW = new LinkedHashMap<>();

    static {
        MAY_KNOW.put("place", Set.of());
        MAY_KNOW.put("journal", Set.of());
        MAY_KNOW.put("client", Set.of());
        MAY_KNOW.put("incident", Set.of("place"));
        MAY_KNOW.put("unit", Set.of("place"));
        MAY_KNOW.put("path", Set.of());
        MAY_KNOW.put("road", Set.of("place", "path"));
        MAY_KNOW.put("map", Set.of("place", "road"));
        MAY_KNOW.put("plan", Set.of("place", "incident", "unit"));
        MAY_KNOW.put("center", Set.of("place", "incident", "unit", "plan", "road"));
        MAY_KNOW.put("coverage", Set.of("unit", "road"));
        MAY_KNOW.put("recommend", Set.of("plan", "coverage", "road"));
        MAY_KNOW.put("dispatch", Set.of("journal", "center", "recommend"));
        MAY_KNOW.put("access", Set.of("journal", "center", "dispatch"));
        MAY_KNOW.put("drill", Set.of("center"));
        MAY_KNOW.put("console", Set.of("dispatch", "access", "map", "drill", "simulate"));
        // An outside program that happens to be shipped with the others: it has the API, and in a
        // drill the trainer's cues, no more.
        MAY_KNOW.put("demo", Set.of("client", "place", "drill"));
        MAY_KNOW.put("simulate", Set.of("dispatch", "map"));
        MAY_KNOW.put("app", Set.of("console", "map", "client", "demo", "simulate"));
    }

    /** The same of the lab's own rooms; its engine, with the policies, is {@code simulate}. */
    private static final Map<String, Set<String>> LAB_MAY_KNOW = new LinkedHashMap<>();

    static {
        LAB_MAY_KNOW.put("simulate.table", Set.of());
        LAB_MAY_KNOW.put("simulate.demand", Set.of("simulate.table"));
        LAB_MAY_KNOW.put("simulate.city", Set.of("simulate.demand"));
        LAB_MAY_KNOW.put("simulate.result", Set.of("simulate.demand"));
        LAB_MAY_KNOW.put("simulate", Set.of("simulate.result"));
        LAB_MAY_KNOW.put("simulate.siting", Set.of("simulate"));
    }

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(HOUSE);

    @Test
    void everyRoomIsInTheTable() {
        var rooms = new TreeSet<String>();
        for (JavaClass each : CLASSES) rooms.add(room(each));

        assertThat(MAY_KNOW.keySet()).containsAll(rooms);
    }

    @Test
    void aRoomKnowsOnlyWhatTheTableSays() {
        assertThat(offences(MAY_KNOW, ArchitectureTest::room)).isEmpty();
    }

    @Test
    void everyRoomOfTheLabIsInItsTable() {
        var rooms = new TreeSet<String>();
        for (JavaClass each : CLASSES) if (room(each).equals("simulate")) rooms.add(whole(each));

        assertThat(rooms).isEqualTo(new TreeSet<>(LAB_MAY_KNOW.keySet()));
    }

    @Test
    void aRoomOfTheLabKnowsOnlyThoseBeforeIt() {
        assertThat(offences(LAB_MAY_KNOW, ArchitectureTest::whole)).isEmpty();
    }

    /** Who decides, ranks and drives is the production's; the engine alone asks them. */
    @Test
    void onlyTheEngineOfTheLabAsksTheDesk() {
        var askers = new TreeSet<String>();
        for (JavaClass from : CLASSES) {
            if (!room(from).equals("simulate")) continue;
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                String to = dependency.getTargetClass().getSimpleName();
                if (THE_RULES.contains(to)) askers.add(whole(from));
            }
        }

        assertThat(askers).containsExactly("simulate");
    }

    private static final Set<String> THE_RULES =
            Set.of("Desk", "Decide", "Request", "Advice", "Fleet", "Recommend", "Journal");

    /** Of those rooms only that are in the table. */
    private static Set<String> offences(
            Map<String, Set<String>> mayKnow, Function<JavaClass, String> room) {
        var known = new HashMap<String, Set<String>>();
        for (String each : mayKnow.keySet()) known.put(each, reach(each, mayKnow));
        var offences = new TreeSet<String>();
        for (JavaClass from : CLASSES) {
            if (!mayKnow.containsKey(room.apply(from))) continue;
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                JavaClass to = dependency.getTargetClass();
                if (!mayKnow.containsKey(room.apply(to))) continue;
                if (room.apply(to).equals(room.apply(from))) continue;
                if (known.getOrDefault(room.apply(from), Set.of()).contains(room.apply(to)))
                    continue;
                offences.add("%s knows %s".formatted(from.getName(), to.getName()));
            }
        }
        return offences;
    }

    @Test
    void noRoomsKnowEachOtherInACircle() {
        slices().matching(HOUSE + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyTheDeskRoomsAndTheAppUseTheJournal() {
        var users = new TreeSet<String>();
        for (JavaClass from : CLASSES) {
            boolean uses =
                    from.getDirectDependenciesFromSelf().stream()
                            .map(each -> each.getTargetClass().getPackageName())
                            .anyMatch(each -> each.equals(HOUSE + ".journal"));
            if (uses && !room(from).equals("journal")) users.add(room(from));
        }

        assertThat(Set.of("dispatch", "access", "console", "simulate", "app")).containsAll(users);
    }

    /** A simulated fact must never reach a record: the lab knows no journal that lasts. */
    @Test
    void theLabKnowsOnlyJournalsThatDoNotLast() {
        var journals = new TreeSet<String>();
        for (JavaClass from : CLASSES) {
            if (!room(from).equals("simulate")) continue;
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                JavaClass to = dependency.getTargetClass();
                if (to.getPackageName().equals(HOUSE + ".journal"))
                    journals.add(to.getSimpleName());
            }
        }

        assertThat(
                        Set.of(
                                "Journal",
                                "CountingJournal",
                                "MemoryJournal",
                                "MemoryVault",
                                "Vault",
                                "Head",
                                "Entry"))
                .containsAll(journals);
    }

    private static Set<String> reach(String room, Map<String, Set<String>> mayKnow) {
        var all = new LinkedHashSet<String>();
        for (String next : mayKnow.getOrDefault(room, Set.of())) {
            all.add(next);
            all.addAll(reach(next, mayKnow));
        }
        return all;
    }

    private static String room(JavaClass each) {
        String whole = whole(each);
        int end = whole.indexOf('.');
        return end < 0 ? whole : whole.substring(0, end);
    }

    /** With the rooms within it; empty outside the house. */
    private static String whole(JavaClass each) {
        String name = each.getPackageName();
        return name.startsWith(HOUSE + ".") ? name.substring(HOUSE.length() + 1) : "";
    }
}
