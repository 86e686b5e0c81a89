package org.tocsin.simulate.result;

import org.tocsin.place.Point;
import org.tocsin.simulate.demand.Goal;
import org.tocsin.simulate.table.Csv;
import org.tocsin.simulate.table.Table;

import java.util.ArrayList;
import java.util.List;

/** The results as tables, for who goes on with them. */
final class Tables {
    private final Findings findings;

    Tables(Findings findings) {
        this.findings = findings;
    }

    List<Table> all() {
        return List.of(
                policies(), differences(), goals(), runs(), hours(), units(), squares(), curve());
    }

    private Table policies() {
        var rows = new ArrayList<List<Object>>();
        for (String policy : findings.policies()) {
            for (String group : findings.groups()) {
                for (Findings.Measure measure : Findings.measures()) {
                    rows.add(
                            row(
                                    policy,
                                    group,
                                    measure.name(),
                                    measure.unit(),
                                    findings.estimate(policy, group, measure)));
                }
            }
            for (Findings.Whole whole : Findings.WHOLES) {
                rows.add(
                        row(
                                policy,
                                "run",
                                whole.name(),
                                whole.unit(),
                                findings.estimate(policy, whole)));
            }
        }
        return new Table(
                "policies",
                List.of(
                        "policy",
                        "calls",
                        "measure",
                        "unit",
                        "mean",
                        "low95",
                        "high95",
                        "replications"),
                rows);
    }

    private static List<Object> row(
            String policy, String group, String measure, String unit, Estimate estimate) {
        return List.of(
                policy,
                group,
                measure,
                unit,
                estimate.mean(),
                low(estimate),
                high(estimate),
                (long) estimate.replications());
    }

    /** Empty where one replication cannot say how far it is off. */
    private static Object low(Estimate estimate) {
        return estimate.replications() < 2 ? "" : estimate.low();
    }

    private static Object high(Estimate estimate) {
        return estimate.replications() < 2 ? "" : estimate.high();
    }

    private Table goals() {
        var rows = new ArrayList<List<Object>>();
        for (String policy : findings.policies()) {
            for (int i = 0; i < findings.goals.size(); i++) {
                Goal goal = findings.goals.get(i);
                Estimate seconds = findings.estimate(policy, i, false);
                Estimate share = findings.estimate(policy, i, true);
                rows.add(
                        List.of(
                                policy,
                                goal.name(),
                                goal.words(),
                                goal.limitSeconds(),
                                seconds.mean(),
                                low(seconds),
                                high(seconds),
                                share.mean(),
                                (long) seconds.replications()));
            }
        }
        return new Table(
                "goals",
                List.of(
                        "policy",
                        "standard",
                        "goal",
                        "limit_s",
                        "found_s",
                        "low95",
                        "high95",
                        "in_time_percent",
                        "replications"),
                rows);
    }

    private Table hours() {
        var rows = new ArrayList<List<Object>>();
        for (String policy : findings.policies()) {
            for (int hour = 0; hour < Hour.OF_WEEK; hour++) {
                int at = hour;
                Hour stood = findings.hour(policy, each -> each == at);
                if (stood.looks() == 0) continue;
                rows.add(
                        List.of(
                                policy,
                                (long) hour,
                                100 * stood.covered(),
                                stood.idle(),
                                stood.waiting(),
                                (long) stood.mostWaiting()));
            }
        }
        return new Table(
                "hours",
                List.of(
                        "policy",
                        "hour_of_week",
                        "covered_percent",
                        "idle_units",
                        "calls_waiting",
                        "most_waiting"),
                rows);
    }

    /** Each policy with every earlier one. */
    private Table differences() {
        var rows = new ArrayList<List<Object>>();
        List<String> policies = findings.policies();
        for (int second = 1; second < policies.size(); second++) {
            for (int first = 0; first < second; first++) {
                for (String group : findings.groups()) {
                    for (Findings.Measure measure : Findings.measures()) {
                        Estimate estimate =
                                findings.difference(
                                        policies.get(first), policies.get(second), group, measure);
                        rows.add(
                                List.of(
                                        policies.get(first),
                                        policies.get(second),
                                        group,
                                        measure.name(),
                                        measure.unit(),
                                        estimate.mean(),
                                        low(estimate),
                                        high(estimate),
                                        (long) estimate.replications()));
                    }
                }
            }
        }
        return new Table(
                "differences",
                List.of(
                        "from",
                        "to",
                        "calls",
                        "measure",
                        "unit",
                        "change",
                        "low95",
                        "high95",
                        "replications"),
                rows);
    }

    private Table runs() {
        var rows = new ArrayList<List<Object>>();
        for (Run run : findings.runs()) {
            for (Group group : run.groups()) {
                rows.add(
                        List.of(
                                run.policy(),
                                (long) run.replication() + 1,
                                group.name(),
                                (long) group.calls(),
                                (long) group.unserved(),
                                (long) group.late(),
                                group.response().mean(),
                                group.response().median(),
                                group.response().ninetieth(),
                                group.response().ninetyFifth(),
                                group.answering().mean(),
                                group.dispatching().mean(),
                                group.turnout().mean(),
                                group.driving().mean(),
                                (long) group.waited(),
                                group.waiting().mean(),
                                group.waiting().longest(),
                                group.onScene().mean(),
                                group.transport().mean(),
                                group.handover().mean()));
            }
        }
        return new Table(
                "runs",
                List.of(
                        "policy",
                        "replication",
                        "group",
                        "calls",
                        "unserved",
                        "late",
                        "mean_s",
                        "median_s",
                        "p90_s",
                        "p95_s",
                        "answering_s",
                        "dispatching_s",
                        "turnout_s",
                        "driving_s",
                        "waited",
                        "wait_s",
                        "longest_wait_s",
                        "on_scene_s",
                        "to_hospital_s",
                        "handover_s"),
                rows);
    }

    private Table units() {
        var rows = new ArrayList<List<Object>>();
        for (Run run : findings.runs()) {
            run.utilization()
                    .forEach(
                            (unit, share) ->
                                    rows.add(
                                            List.of(
                                                    run.policy(),
                                                    (long) run.replication() + 1,
                                                    unit,
                                                    share,
                                                    run.kilometers().getOrDefault(unit, 0.0))));
        }
        return new Table(
                "units",
                List.of("policy", "replication", "unit", "utilization", "kilometres"),
                rows);
    }

    private Table squares() {
        var rows = new ArrayList<List<Object>>();
        for (String policy : findings.policies()) {
            if (findings.setting.extent().isEmpty()) continue;
            Grid grid = Grid.over(findings.setting.extent().get());
            findings.squares(policy)
                    .forEach(
                            (square, calls) -> {
                                Point at = grid.middle(square);
                                // As texts: degrees want five decimals.
                                rows.add(
                                        List.of(
                                                policy,
                                                degrees(at.latitude()),
                                                degrees(at.longitude()),
                                                (long) calls.calls(),
                                                (long) calls.late()));
                            });
        }
        return new Table(
                "squares", List.of("policy", "latitude", "longitude", "calls", "late"), rows);
    }

    private static String degrees(double value) {
        return Csv.number(value, 5);
    }

    private Table curve() {
        var rows = new ArrayList<List<Object>>();
        for (String policy : findings.policies()) {
            double[] shares = shares(findings.of(policy));
            for (int step = 0; step < shares.length; step++) {
                rows.add(List.of(policy, (long) (step + 1) * Run.STEP_SECONDS, shares[step]));
            }
        }
        return new Table("curve", List.of("policy", "within_s", "share_of_most_urgent"), rows);
    }

    /** The share of the most urgent calls reached by the end of each step. */
    static double[] shares(List<Run> runs) {
        long[] counts = new long[Run.STEPS];
        long total = 0;
        for (Run run : runs) {
            for (int step = 0; step < Run.STEPS; step++) {
                counts[step] += run.histogram().get(step);
                total += run.histogram().get(step);
            }
        }
        double[] shares = new double[Run.STEPS];
        long sum = 0;
        for (int step = 0; step < Run.STEPS; step++) {
            sum += counts[step];
            shares[step] = total == 0 ? 0 : sum / (double) total;
        }
        return shares;
    }
}
