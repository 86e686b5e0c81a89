package org.tocsin.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.tocsin.road.SpeedSurvey.Finding;
import org.tocsin.road.SpeedSurvey.Mark;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class SpeedSurveyTest {
    private static final Instant MONDAY = Instant.parse("2026-11-23T08:00:00Z");

    private final RoadNetwork roads =
            new Drawn()
                    .node('a', 0, 0)
                    .node('b', 5000, 0)
                    .node('c', 5000, 2000)
                    .road("ab", "highway", "primary")
                    .road("bc")
                    .network();

    /** Along the primary road at so many metres a second, a position every ten seconds. */
    private static List<Mark> drive(Instant begin, double metersPerSecond) {
        var marks = new ArrayList<Mark>();
        for (int i = 0; i * 10 * metersPerSecond < 4_500; i++) {
            marks.add(new Mark(begin.plusSeconds(10L * i), Drawn.at(i * 10 * metersPerSecond, 3)));
        }
        return marks;
    }

    private SpeedSurvey survey() {
        return new SpeedSurvey(
                roads,
                ZoneOffset.UTC,
                point -> point.longitude() < -7.97 ? Optional.of("west") : Optional.empty());
    }

    private static void look(SpeedSurvey survey, String unit, List<Mark> drive) {
        drive.forEach(mark -> survey.look(unit, Profile.NORMAL, mark));
    }

    @Test
    void drivesFasterThanTheProfileProposeAFactorWithTheEvidence() {
        var survey = survey();
        for (int day = 0; day < 4; day++) {
            Instant at = MONDAY.plus(Duration.ofDays(day));
            look(survey, "E1", drive(at, 15));
            look(survey, "E2", drive(at, 15));
        }

        SpeedSurvey.Report report = survey.report();

        Finding whole = report.findings().getFirst();
        assertThat(whole.cell().roadClass()).isEqualTo(RoadClass.PRIMARY);
        assertThat(whole.cell().area()).isEmpty();
        assertThat(whole.units()).isEqualTo(2);
        assertThat(whole.days()).isEqualTo(4);
        assertThat(whole.samples()).isEqualTo(report.samples()).isGreaterThan(100);
        // The profile says 36 km/h, they drove 54.
        assertThat(whole.median()).isCloseTo(1.5, within(0.02));
        assertThat(whole.proposed().orElseThrow()).isCloseTo(1.5, within(0.02));
        assertThat(report.findings())
                .anyMatch(each -> each.cell().area().equals(Optional.of("west")))
                .anyMatch(each -> each.cell().hour().equals(Optional.of(8)));
    }

    @Test
    void littleEvidenceProposesNothingAndSaysWhy() {
        var few = survey();
        look(few, "E1", drive(MONDAY, 60));
        assertThat(few.report().findings().getFirst().why()).isEqualTo("fewer than 30 samples");

        var one = survey();
        look(one, "E1", drive(MONDAY, 10));
        assertThat(one.report().findings().getFirst().why()).isEqualTo("one unit only");

        var same = survey();
        for (int day = 0; day < 4; day++) {
            Instant at = MONDAY.plus(Duration.ofDays(day));
            look(same, "E1", drive(at, 10));
            look(same, "E2", drive(at, 10));
        }
        Finding found = same.report().findings().getFirst();
        assertThat(found.why()).isEqualTo("as the profile says");
        assertThat(found.proposed()).isEmpty();
    }

    @Test
    void standingGapsAndOtherWaysAreNoSamples() {
        var survey = survey();
        look(
                survey,
                "E1",
                List.of(
                        new Mark(MONDAY, Drawn.at(100, 0)),
                        // Standing.
                        new Mark(MONDAY.plusSeconds(60), Drawn.at(110, 0)),
                        // Five minutes without a position.
                        new Mark(MONDAY.plusSeconds(360), Drawn.at(2_000, 0)),
                        // Round the corner: 3 km by road, 2.2 km as the crow flies, another class.
                        new Mark(MONDAY.plusSeconds(460), Drawn.at(5_000, 1_000))));

        assertThat(survey.report().pairs()).isEqualTo(3);
        assertThat(survey.report().samples()).isZero();
    }

    @Test
    void quartilesAreBetweenSamples() {
        List<Double> four = List.of(1.0, 2.0, 3.0, 4.0);

        assertThat(SpeedSurvey.quantile(four, 0.5)).isEqualTo(2.5);
        assertThat(SpeedSurvey.quantile(four, 0.25)).isEqualTo(1.75);
        assertThat(SpeedSurvey.quantile(List.of(7.0), 0.75)).isEqualTo(7);
    }
}
