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
        var known = new HashMap<String, Set<String>>();
        for (String room : MAY_KNOW.keySet()) known.put(room, reach(room));

        var offences = new TreeSet<String>();
        for (JavaClass from : CLASSES) {
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                JavaClass to = dependency.getTargetClass();
                if (!to.getPackageName().startsWith(HOUSE + ".")) continue;
                if (room(to).equals(room(from))) continue;
                if (known.getOrDefault(room(from), Set.of()).contains(room(to))) continue;
                offences.add("%s knows %s".formatted(from.getName(), to.getName()));
            }
        }

        assertThat(offences).isEmpty();
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

    private static Set<String> reach(String room) {
        var all = new LinkedHashSet<String>();
        for (String next : MAY_KNOW.getOrDefault(room, Set.of())) {
            all.add(next);
            all.addAll(reach(next));
        }
        return all;
    }

    private static String room(JavaClass each) {
        String rest = each.getPackageName().substring(HOUSE.length());
        if (rest.isEmpty()) return "";
        int end = rest.indexOf('.', 1);
        return end < 0 ? rest.substring(1) : rest.substring(1, end);
    }
}
