package org.tocsin.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tocsin.recommend.Town.need;
import static org.tocsin.recommend.Town.option;
import static org.tocsin.recommend.Town.rank;
import static org.tocsin.recommend.Town.requirement;
import static org.tocsin.recommend.Town.unit;

import org.junit.jupiter.api.Test;
import org.tocsin.plan.Need;

class RecommendTest {
    private static final Need ONE_ENGINE = engines(1);

    private static Need engines(int count) {
        return need(requirement("engines", option("ENGINE", count)));
    }

    private static String why(Recommendation recommendation, String unit) {
        return recommendation.findRanked(unit).orElseThrow().reason().sentence();
    }

    @Test
    void theClosestUnitGoes() {
        var answer =
                rank(
                        ONE_ENGINE,
                        unit("E1", "ENGINE").away(300),
                        unit("E2", "ENGINE").away(214),
                        unit("E3", "ENGINE").away(215));

        assertThat(answer.toDispatch()).containsExactly("E2");
        assertThat(why(answer, "E2")).isEqualTo("closest ENGINE by road, 03:34");
        assertThat(why(answer, "E3")).isEqualTo("03:35 as ENGINE, 00:01 after E2");
        assertThat(answer.ranked().stream().map(Ranked::unit)).containsExactly("E2", "E3", "E1");
        assertThat(answer.met()).isTrue();
    }

    @Test
    void equalTimesAreDecidedByTheGapThenByCallSign() {
        var answer =
                rank(
                        ONE_ENGINE,
                        unit("E1", "ENGINE").at("ST1"),
                        unit("E2", "ENGINE").at("ST2"),
                        unit("E3", "ENGINE").at("ST2"));

        assertThat(answer.toDispatch()).containsExactly("E2");
        assertThat(why(answer, "E1"))
                .isEqualTo(
                        "05:00 as ENGINE, as fast as E2; it is the last of its kind at its"
                                + " station");
        assertThat(why(answer, "E3"))
                .isEqualTo("05:00 as ENGINE, as fast as E2; nothing else tells them apart");
    }
}
