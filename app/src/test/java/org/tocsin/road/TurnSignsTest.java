package org.tocsin.road;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.Shared;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;

/** Small drawn cases: which drives signs forbid, and to whom. */
class TurnSignsTest {
    /**
     * Two crossings X and Y side by side, and M between two carriageways:
     *
     * <pre>
     *      N   O
     *      |   |
     *  W - X - Y - E
     *      |   |
     *      S   T
     * </pre>
     */
    private static Drawn crossings() {
        return new Drawn()
                .node('X', 0, 0)
                .node('Y', 50, 0)
                .node('N', 0, 100)
                .node('O', 50, 100)
                .node('E', 150, 0)
                .node('S', 0, -100)
                .node('T', 50, -100)
                .node('W', -100, 0)
                .road("WX")
                .road("XY")
                .road("YE")
                .road("NX")
                .road("XS")
                .road("OY")
                .road("YT");
    }

    @ParameterizedTest
    @CsvSource({
        // members; tags; drive; whether crews may; whether everybody may
        "WX X XS, restriction=no_right_turn, WXS, no, no",
        "WX X XS, restriction=no_right_turn, WXN, yes, yes",
        "WX X XS, restriction=no_right_turn, YXS, yes, yes",
        "WX X XS, restriction=no_right_turn except=emergency, WXS, yes, no",
        "WX X XS, restriction=no_right_turn except=bicycle;emergency, WXS, yes, no",
        "WX X XS, restriction=no_right_turn except=psv, WXS, no, no",
        "WX X XS, restriction:hgv=no_right_turn, WXS, yes, yes",
        "WX X XS, restriction:bicycle=no_right_turn, WXS, yes, yes",
        "WX X XS, restriction:motorcar=no_right_turn, WXS, yes, no",
        "WX X XS, restriction:conditional=no_right_turn@(wet), WXS, no, no",
        // By the hour: see HoursOnRoadsTest.
        "WX X XS, restriction:conditional=no_right_turn@(07:00-19:00), WXS, yes, yes",
        "WX X XS, restriction=give_way, WXS, yes, yes",
        "WX X XY, restriction=only_straight_on, WXY, yes, yes",
        "WX X XY, restriction=only_straight_on, WXN, no, no",
        "WX X XY, restriction=only_straight_on, WXS, no, no",
        "WX X XY, restriction=only_straight_on, WXW, no, no",
        "WX X XY, restriction=only_straight_on, NXS, yes, yes",
        "WX X XY, restriction=only_straight_on except=emergency, WXN, yes, no",
        "WX X WX, restriction=no_u_turn, WXW, no, no",
        "WX X WX, restriction=no_u_turn, WXY, yes, yes",
        "XY X XY, restriction=no_u_turn, YXY, no, no",
        "XY X XY, restriction=no_u_turn, XYX, yes, yes",
        // Round by the way between two crossings.
        "OY XY NX, restriction=no_u_turn, OYXN, no, no",
        "OY XY NX, restriction=no_u_turn, OYXW, yes, yes",
        "OY XY NX, restriction=no_u_turn, EYXN, yes, yes",
        "OY XY NX, restriction=no_u_turn, TYXN, yes, yes",
        "OY XY NX, restriction=no_u_turn except=emergency, OYXN, yes, no",
        "WX XY YE, restriction=only_straight_on, WXYE, yes, yes",
        "WX XY YE, restriction=only_straight_on, WXYO, no, no",
        "WX XY YE, restriction=only_straight_on, WXYX, no, no",
        "WX XY YE, restriction=only_straight_on, WXN, yes, yes",
        "WX XY YE, restriction=only_straight_on, SXYO, yes, yes",
        "WX XY YE, restriction=only_straight_on except=emergency, WXYO, yes, no"
    })
    void whoMayDriveHow(String members, String tags, String drive, String crews, String everybody) {
        Drawn drawn = crossings().sign(members, tags.split("[= ](?!@|\\()"));

        assertThat(may(drawn, drive, Profile.EMERGENCY)).isEqualTo(crews.equals("yes"));
        assertThat(may(drawn, drive, Profile.NORMAL)).isEqualTo(everybody.equals("yes"));
    }

    private static boolean may(Drawn drawn, String nodes, Profile profile) {
        RoadGraph graph = graph(drawn);
        Turns turns = Turns.of(graph);
        int[] path = new int[nodes.length() - 1];
        for (int i = 0; i < path.length; i++) {
            path[i] = TurnsTest.arc(graph, drawn, nodes.substring(i, i + 2));
        }
        return drives(turns, turns.deciseconds(profile), path);
    }

    private static RoadGraph graph(Drawn drawn) {
        try {
            return drawn.builder().graph("drawn");
        } catch (NoRoads e) {
            throw new AssertionError(e);
        }
    }

    private static boolean drives(Turns turns, int[] delays, int[] path) {
        int state = path[0];
        for (int i = 1; i < path.length; i++) {
            int next = -1;
            for (int turn = turns.start[state]; turn < turns.start[state + 1]; turn++) {
                boolean open = delays[turn] != RoadGraph.CLOSED;
                if (open && turns.arcOf(turns.head[turn]) == path[i]) next = turns.head[turn];
            }
            if (next < 0) return false;
            state = next;
        }
        return true;
    }

    @Test
    void severalSignsOverTheSameWayAreAllHeeded() {
        Drawn drawn =
                crossings()
                        .sign("OY XY NX", "restriction", "no_u_turn")
                        .sign("OY XY XS", "restriction", "no_left_turn")
                        .sign("XY X WX", "restriction", "no_straight_on");

        assertThat(may(drawn, "OYXN", Profile.NORMAL)).isFalse();
        assertThat(may(drawn, "OYXS", Profile.NORMAL)).isFalse();
        assertThat(may(drawn, "OYXW", Profile.NORMAL)).isFalse();
        assertThat(may(drawn, "EYXS", Profile.NORMAL)).isTrue();
        assertThat(graph(drawn).stored.signs().unclear()).isZero();
    }

    @Test
    void whatIsUnclearIsCountedAndLeftOut() {
        Drawn drawn =
                crossings()
                        .road("SXN")
                        .sign("SXN X XY", "restriction", "no_right_turn")
                        .sign("WX Y YE", "restriction", "no_straight_on")
                        .sign("WX X XY", "restriction:conditional", "no_straight_on @ (PH)");

        RoadGraph.Signs signs = graph(drawn).stored.signs();

        assertThat(signs.read()).isEqualTo(3);
        assertThat(signs.unclear()).isEqualTo(2);
        assertThat(signs.sometimes()).isEqualTo(1);
    }

    /** Random signs on random maps: drives are forbidden exactly if a sign's path is in them. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void equalsReadingTheWholeDrive(long seed) throws NoRoads {
        var random = new Random(seed);
        RoadGraph graph = withRandomSigns(new RandomRoads(seed).builder().graph("random"), random);
        Turns turns = Turns.of(graph);
        Turns free = Turns.of(new RoadGraph(graph.stored.withSigns(RoadGraph.Signs.NONE)));
        for (Profile profile : RoadGraph.DRIVEN) {
            int[] delays = turns.deciseconds(profile);
            int user = profile.user().bit();
            for (int i = 0; i < 2_000; i++) {
                int[] path = randomDrive(free, random);
                assertThat(drives(turns, delays, path))
                        .as("seed %d, %s, drive %s", seed, profile, Arrays.toString(path))
                        .isEqualTo(!isForbidden(graph.stored.signs(), path, user));
            }
        }
    }

    private static RoadGraph withRandomSigns(RoadGraph signed, Random random) {
        var graph = new RoadGraph(signed.stored.withSigns(RoadGraph.Signs.NONE));
        Turns free = Turns.of(graph);
        var start = new Ints();
        var arcs = new Ints();
        start.add(0);
        int count = random.nextInt(30);
        byte[] users = new byte[count];
        for (int i = 0; i < count; i++) {
            int[] path = new int[0];
            for (int tries = 0; path.length < 2 && tries < 100; tries++) {
                path = Arrays.copyOf(randomDrive(free, random), 2 + random.nextInt(3));
                if (path[path.length - 1] == 0) path = new int[0];
            }
            if (path.length < 2) return graph;
            for (int arc : path) arcs.add(arc);
            start.add(arcs.size());
            users[i] = (byte) (1 + random.nextInt(3) | (random.nextBoolean() ? RoadGraph.ONLY : 0));
        }
        var signs =
                new RoadGraph.Signs(
                        start.toArray(), arcs.toArray(), users, new int[count], count, 0, 0);
        return new RoadGraph(graph.stored.withSigns(signs));
    }

    private static int[] randomDrive(Turns turns, Random random) {
        var path = new Ints();
        int state = random.nextInt(turns.states());
        path.add(state);
        for (int i = random.nextInt(8); i >= 0; i--) {
            int exits = turns.start[state + 1] - turns.start[state];
            if (exits == 0) break;
            state = turns.head[turns.start[state] + random.nextInt(exits)];
            path.add(state);
        }
        return path.toArray();
    }

    private static boolean isForbidden(RoadGraph.Signs signs, int[] drive, int user) {
        for (int sign = 0; sign < signs.count(); sign++) {
            if ((signs.users()[sign] & user) == 0) continue;
            int[] path =
                    Arrays.copyOfRange(signs.arcs(), signs.start()[sign], signs.start()[sign + 1]);
            boolean only = (signs.users()[sign] & RoadGraph.ONLY) != 0;
            for (int at = 0; at < drive.length; at++) {
                int same = Arrays.mismatch(path, Arrays.copyOfRange(drive, at, drive.length));
                if (same < 0) same = path.length;
                boolean ended = at + same == drive.length;
                if (!only && same == path.length) return true;
                // An only-sign binds from the second arc on, or at once where there is no third.
                boolean bound = same >= (path.length == 2 ? 1 : 2);
                if (only && bound && same < path.length && !ended) return true;
            }
        }
        return false;
    }

    /** What is not clear in these extracts lost a member when they were cut out. */
    @ParameterizedTest
    @CsvSource({"helsinki, 45, 1, 0", "columbus, 30, 21, 0", "porto, 357, 20, 1"})
    void signsOfRealMapsArePlaced(String name, int read, int unclear, int copies)
            throws IOException {
        RoadGraph graph =
                ExtractRoads.builder(Shared.path("maps/" + name + ".osm.pbf")).graph(name);
        RoadGraph.Signs signs = graph.stored.signs();

        assertThat(signs.read()).isEqualTo(read);
        assertThat(signs.unclear()).isEqualTo(unclear);
        assertThat(Turns.of(graph).states() - 2 * graph.segments).isEqualTo(copies);
    }
}
