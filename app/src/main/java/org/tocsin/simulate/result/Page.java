package org.tocsin.simulate.result;

import org.tocsin.simulate.demand.Demand;
import org.tocsin.simulate.demand.Goal;
import org.tocsin.simulate.demand.Plan;
import org.tocsin.simulate.table.Html;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The results as one page that opens without a network: tables, curves and maps drawn in SVG. */
final class Page {
    private static final String STYLE =
            """
            :root{color-scheme:light dark;--ink:#222;--paper:#fff;--line:#ddd;--soft:#666;--mark:#f4f6f8}
            @media (prefers-color-scheme:dark){:root{--ink:#e4e4e4;--paper:#16181b;--line:#3a3f45;--soft:#a0a6ad;--mark:#20242a}}
            body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:80rem;padding:0 1rem;color:var(--ink);background:var(--paper)}
            .wide{overflow-x:auto}
            table{border-collapse:collapse;margin:.5rem 0 1.5rem}
            th,td{padding:.15rem .5rem;text-align:right;border-bottom:1px solid var(--line);font-variant-numeric:tabular-nums}
            td{white-space:nowrap}
            .dense{font-size:11.5px} .dense th,.dense td{padding:.1rem .25rem}
            th{vertical-align:bottom}
            th:first-child,td:first-child,.left{text-align:left}
            tr.first td{border-top:2px solid var(--line)}
            .interval{color:var(--soft);font-size:85%} .clear{font-weight:600} .missed{font-weight:600}
            dt{font-weight:600} dd{margin:0 0 .3rem 1.2rem}
            figure{margin:1rem 1rem 1rem 0;display:inline-block;vertical-align:top} figcaption{font-size:90%}
            svg text{fill:currentColor} svg .grid{stroke:var(--line)}
            .key{display:inline-block;width:1.6em;border-top:3px solid;vertical-align:middle;margin:0 .3em 0 1em}
            .dot{display:inline-block;width:.8em;height:.8em;border-radius:50%;vertical-align:middle;margin:0 .3em 0 1em}
            @media print{:root{--ink:#000;--paper:#fff;--line:#bbb;--soft:#333;--mark:#fff}body{font-size:11px;margin:0;padding:0;max-width:none}
            .dense{font-size:8px}.many{font-size:6px}.dense .words{white-space:normal}.dense th,.dense td{padding:.1rem .15rem}.wide{overflow:visible}
            @page{size:A4 landscape;margin:12mm}figure,tr{break-inside:avoid}h2,h2+p{break-after:avoid}.key,.dot{print-color-adjust:exact}}
            """;

    private final Findings findings;
    private final StringBuilder html = new StringBuilder();

    Page(Findings findings) {
        this.findings = findings;
    }

    String html() {
        String name = Html.escaped(findings.setting.center().name());
        html.append(
                """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><title>%1$s</title>
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <style>
                %2$s</style></head><body>
                <h1>%1$s</h1>
                """
                        .formatted(name, STYLE));
        if (findings.runs().isEmpty()) {
            html.append("<p>No run was finished before it was stopped.</p></body></html>\n");
            return html.toString();
        }
        what();
        policies();
        differences();
        goals();
        groups("Response, from the ring to the first unit on scene", Findings.MEASURES);
        var legs = new ArrayList<Findings.Measure>();
        if (findings.setting.demand().callTakers().isPresent()) legs.addAll(Findings.RINGING);
        legs.addAll(Findings.LEGS);
        groups("Each leg, and waiting for a unit", legs);
        line(
                "<p>Dispatching: from the ring to the sending of the unit that came first; waiting"
                    + " is the part of it in which no unit was sent though the dispatcher was"
                    + " ready. Turnout, driving and time on scene are of the same unit, the last"
                    + " two of the one that took somebody to a hospital.</p>");
        work();
        var charts = new Charts(findings, html);
        charts.curve();
        charts.hours();
        charts.maps();
        units();
        assumptions();
        html.append("</body></html>\n");
        return html.toString();
    }

    @SuppressWarnings("AnnotateFormatMethod") // All texts stand in this class.
    private void line(String text, Object... values) {
        html.append(String.format(Locale.ROOT, text, values)).append('\n');
    }

    private void what() {
        Plan plan = findings.plan;
        line(
                "<p>%d of %d runs of %d days each, from %s, after %d day of warm-up; seed %d. Every"
                        + " policy met the same calls. %s%s</p>",
                findings.runs().size(),
                plan.policies().size() * plan.replications(),
                plan.days(),
                plan.start().atZone(findings.setting.center().zone()).toLocalDate(),
                Plan.WARM_UP_DAYS,
                plan.seed(),
                plan.replications() < 2
                        ? "With one replication nothing can be said of chance: no intervals."
                        : "Intervals (±) are 95 % over replications.",
                findings.stopped ? " <strong>It was stopped before the end.</strong>" : "");
    }

    private void policies() {
        line("<h2>Policies</h2><dl>");
        for (String policy : findings.policies()) {
            line(
                    "<dt>%s</dt><dd>%s</dd>",
                    Html.escaped(policy), Html.escaped(findings.words(policy)));
        }
        line("</dl>");
    }

    private static String heading(String name, String unit) {
        return Html.escaped(unit.isEmpty() ? name : name + ", " + unit);
    }

    /** Columns from which on a table is set narrower. */
    private static final int MANY = 8;

    /** Columns from which on it would not go on a sheet of paper so either. */
    private static final int VERY_MANY = 15;

    private void begin(List<String> left, List<String> headings) {
        String dense =
                headings.size() > VERY_MANY
                        ? " class=\"dense many\""
                        : headings.size() > MANY ? " class=\"dense\"" : "";
        // Browsers print a table's head again on each sheet.
        html.append("<div class=\"wide\"><table%s><thead><tr>".formatted(dense));
        for (String each : left) html.append("<th class=\"left\">").append(each).append("</th>");
        for (String each : headings) html.append("<th>").append(each).append("</th>");
        html.append("</tr></thead><tbody>\n");
    }

    private void end() {
        html.append("</tbody></table></div>\n");
    }

    /** One row for each group and policy. */
    private void groups(String title, List<Findings.Measure> measures) {
        line("<h2>%s</h2>", title);
        var headings = new ArrayList<String>(List.of("calls"));
        for (Findings.Measure each : measures) headings.add(heading(each.name(), each.unit()));
        begin(List.of("calls", "policy"), headings);

        for (String group : findings.groups()) {
            boolean first = true;
            for (String policy : findings.policies()) {
                line(
                        "<tr%s><td>%s</td><td class=\"left\">%s</td>",
                        first ? " class=\"first\"" : "",
                        first ? Html.escaped(group) : "",
                        Html.escaped(policy));
                cell(findings.estimate(policy, group, Findings.CALLS), false);
                for (Findings.Measure each : measures) {
                    cell(findings.estimate(policy, group, each), false);
                }
                html.append("</tr>\n");
                first = false;
            }
        }
        end();
    }

    private void work() {
        line("<h2>Work</h2>");
        begin(
                List.of("policy"),
                Findings.WHOLES.stream().map(w -> heading(w.name(), w.unit())).toList());
        for (String policy : findings.policies()) {
            line("<tr><td>%s</td>", Html.escaped(policy));
            for (Findings.Whole whole : Findings.WHOLES) {
                cell(findings.estimate(policy, whole), false);
            }
            html.append("</tr>\n");
        }
        end();
    }

    /** Nothing where there was no call; no interval where one replication gives none. */
    private void cell(Estimate estimate, boolean change) {
        if (estimate.replications() == 0) {
            html.append("<td>–</td>");
            return;
        }
        String sign = change ? "+" : "";
        html.append(
                String.format(
                        Locale.ROOT,
                        "<td%s>%" + sign + ".1f%s</td>",
                        change && estimate.isClear() ? " class=\"clear\"" : "",
                        Math.rint(estimate.mean() * 10) / 10 + 0.0, // No "-0.0".
                        interval(estimate)));
    }

    private static String interval(Estimate estimate) {
        return estimate.replications() < 2
                ? ""
                : String.format(
                        Locale.ROOT, " <span class=\"interval\">±%.1f</span>", estimate.half());
    }

    private void goals() {
        line("<h2>Against targets</h2>");
        line(
                "<p>The percentile (or the mean) that was found, and what share was in time. In"
                    + " bold: over the limit. “center” are the center's own times to arrive, which"
                    + " do not say for how many calls: here for 90 %%.</p>");
        List<String> policies = findings.policies();
        var headings = new ArrayList<String>(List.of("limit, s"));
        for (String policy : policies) {
            headings.add(Html.escaped(policy) + ", s");
            headings.add("in time, %");
        }
        begin(List.of("standard", "goal"), headings);
        for (int i = 0; i < findings.goals.size(); i++) {
            Goal goal = findings.goals.get(i);
            line(
                    "<tr><td>%s</td><td class=\"left\">%s</td><td>%.0f</td>",
                    Html.escaped(goal.name()), Html.escaped(goal.words()), goal.limitSeconds());
            for (String policy : policies) {
                Estimate found = findings.estimate(policy, i, false);
                if (found.replications() == 0) {
                    html.append("<td>–</td><td>–</td>");
                    continue;
                }
                line(
                        "<td%s>%.1f%s</td>",
                        found.mean() > goal.limitSeconds() ? " class=\"missed\"" : "",
                        found.mean(),
                        interval(found));
                cell(findings.estimate(policy, i, true), false);
            }
            html.append("</tr>\n");
        }
        end();
    }

    private void differences() {
        List<String> policies = findings.policies();
        if (policies.size() < 2) return;
        line("<h2>Changes from one policy to the next</h2>");
        line("<p>Paired by replication. In bold: the interval leaves out 0.</p>");
        List<Findings.Measure> measures = Findings.MEASURES.subList(0, 5);
        begin(
                List.of("from → to", "calls"),
                measures.stream().map(m -> heading(m.name(), m.unit())).toList());
        for (int i = 1; i < policies.size(); i++) {
            change(policies.get(i - 1), policies.get(i), measures);
        }
        if (policies.size() > 2) change(policies.getFirst(), policies.getLast(), measures);
        end();
    }

    /** Of all calls, and of the most urgent, which stand next. */
    private void change(String from, String to, List<Findings.Measure> measures) {
        for (String group : findings.groups().stream().limit(2).toList()) {
            boolean all = group.equals(Findings.ALL);
            line(
                    "<tr%s><td>%s</td><td class=\"left\">%s</td>",
                    all ? " class=\"first\"" : "",
                    all ? Html.escaped(from + " → " + to) : "",
                    Html.escaped(group));
            for (Findings.Measure measure : measures) {
                cell(findings.difference(from, to, group, measure), true);
            }
            html.append("</tr>\n");
        }
    }

    private void units() {
        line("<h2>Units</h2>");
        List<String> policies = findings.policies();
        var headings = new ArrayList<String>();
        for (String policy : policies) {
            headings.add(Html.escaped(policy) + ", busy %");
            headings.add(Html.escaped(policy) + ", km");
        }
        begin(List.of("unit"), headings);
        for (String unit : findings.runs().getFirst().utilization().keySet()) {
            line("<tr><td>%s</td>", Html.escaped(unit));
            for (String policy : policies) {
                cell(over(policy, run -> 100 * run.utilization().getOrDefault(unit, 0.0)), false);
                cell(over(policy, run -> run.kilometers().getOrDefault(unit, 0.0)), false);
            }
            html.append("</tr>\n");
        }
        end();
    }

    private Estimate over(String policy, ToDoubleFunction<Run> of) {
        return Estimate.of(findings.of(policy).stream().mapToDouble(of).toArray());
    }

    private void assumptions() {
        Demand demand = findings.setting.demand();
        line("<h2>What was assumed</h2><ul>");
        String arrivals =
                switch (demand.arrivals()) {
                    case Demand.Arrivals.AtRandom(double perDay, _, List<List<Double>> ofKind) ->
                            String.format(
                                    Locale.ROOT,
                                    "%.1f calls a day, at random (Poisson), by the hour of the"
                                            + " week%s",
                                    perDay,
                                    ofKind.isEmpty() ? "" : " of each type");
                    case Demand.Arrivals.AsBefore(List<Demand.Past> calls) ->
                            "%d calls as they came".formatted(calls.size());
                };
        line("<li>%s.</li>", arrivals);
        line("<li>%s.</li>", callTakers(demand));
        if (!findings.setting.closures().isEmpty()) {
            line(
                    "<li>%d closures of roads, each for its time.</li>",
                    findings.setting.closures().size());
        }
        line(
                "<li>Drives take what the road engine expects, with a deviation of %.2f of the"
                        + " mean; back to the post by the profile %s.</li>",
                demand.drivingVariation(), Html.escaped(demand.returnDrive()));
        line(
                "<li>Off the road: %s.</li>",
                demand.offRoadKmh() == 0
                        ? "no time"
                        : String.format(
                                Locale.ROOT, "%.0f km/h in a straight line", demand.offRoadKmh()));
        line(
                "<li>Out of service: %s.</li>",
                demand.failuresPerUnitDay() == 0
                        ? "no unit"
                        : String.format(
                                Locale.ROOT,
                                "each unit %.3f times a day, for %s",
                                demand.failuresPerUnitDay(),
                                demand.repair().words()));
        findings.setting
                .moveUps()
                .ifPresent(
                        limits ->
                                line(
                                        "<li>No crew is moved more than %d times or %d min in %d"
                                                + " min.</li>",
                                        limits.most(),
                                        limits.driven().toMinutes(),
                                        limits.within().toMinutes()));
        line(
                "<li>The dispatcher knows expected times only; timers run out up to five minutes"
                        + " late.</li>");
        line(
                "<li>Kilometres of drives whose way was not looked at are 1.35 times the straight"
                        + " line.</li></ul>");
        kinds();
    }

    private static String callTakers(Demand demand) {
        if (demand.callTakers().isEmpty()) return "Every call is answered at once";
        List<Integer> hours = demand.callTakers().get();
        int least = Collections.min(hours);
        int most = Collections.max(hours);
        return "%s calls can be taken at once; one that finds all call takers at work rings until one is free"
                .formatted(least == most ? least : least + " to " + most + ", by the hour,");
    }

    private void kinds() {
        List<Demand.Kind> kinds = findings.setting.demand().kinds();
        double shares = kinds.stream().mapToDouble(Demand.Kind::share).sum();
        begin(
                List.of("type", "priority"),
                List.of(
                        "of all calls, %",
                        "target, s",
                        "call taking",
                        "dispatch delay",
                        "turnout at noon",
                        "turnout at midnight",
                        "drive",
                        "on scene",
                        "to hospital, %",
                        "drive there",
                        "handover",
                        "restock"));
        for (Demand.Kind kind : kinds) {
            line(
                    "<tr><td>%s</td><td class=\"left\">%d</td><td>%.1f</td><td>%d</td>",
                    Html.escaped(kind.type()),
                    kind.priority(),
                    100 * kind.share() / shares,
                    findings.setting.center().targets().of(kind.priority()).arrival().toSeconds());
            text(kind.callTaking().words());
            text(kind.dispatchDelay().words());
            text(kind.turnout().get(12).words());
            text(kind.turnout().getFirst().words());
            text(kind.drive());
            text(kind.onScene().words());
            text(
                    String.format(Locale.ROOT, "%.0f", 100 * kind.transport())
                            + kind.hospital().map(what -> " (" + what + ")").orElse(""));
            text(kind.driveToHospital());
            text(kind.handover().words());
            text(kind.restock().words());
            html.append("</tr>\n");
        }
        end();
    }

    private void text(String text) {
        html.append("<td class=\"words\">").append(Html.escaped(text)).append("</td>");
    }
}
