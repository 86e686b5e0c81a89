package org.tocsin.simulate;

import org.tocsin.place.Point;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/** The results as one page that opens without a network: tables, curves and maps drawn in SVG. */
final class Page {
    private static final List<String> COLORS =
            List.of(
                    "#4d4d4d", "#a6611a", "#0571b0", "#7b3294", "#008837", "#ca0020", "#80650b",
                    "#2d7f8f", "#b2357d");
    private static final int WIDTH = 760;
    private static final int HEIGHT = 320;

    private final Findings findings;
    private final StringBuilder html = new StringBuilder();

    Page(Findings findings) {
        this.findings = findings;
    }

    String html() {
        String name = escaped(findings.town.center.name());
        html.append(
                """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><title>%1$s</title>
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <style>
                body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:64rem;padding:0 1rem;color:#222;background:#fff}
                table{border-collapse:collapse;margin:.5rem 0 1.5rem}
                th,td{padding:.2rem .7rem;text-align:right;border-bottom:1px solid #ddd;font-variant-numeric:tabular-nums}
                th:first-child,td:first-child{text-align:left}
                .interval{color:#666;font-size:85%%} .clear{font-weight:600}
                figure{margin:1rem 0;display:inline-block} figcaption{font-size:90%%}
                .key{display:inline-block;width:1.6em;border-top:3px solid;vertical-align:middle;margin:0 .3em 0 1em}
                </style></head><body>
                <h1>%1$s</h1>
                """
                        .formatted(name));
        if (findings.runs.isEmpty()) {
            html.append("<p>No run was finished before it was stopped.</p></body></html>\n");
            return html.toString();
        }
        what();
        policies();
        responses();
        differences();
        curve();
        maps();
        units();
        assumptions();
        html.append("</body></html>\n");
        return html.toString();
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    @SuppressWarnings("AnnotateFormatMethod") // All texts stand in this class.
    private void line(String text, Object... values) {
        html.append(String.format(Locale.ROOT, text, values)).append('\n');
    }

    private void what() {
        Lab.Plan plan = findings.plan;
        line(
                "<p>%d of %d runs of %d days each, after %d day of warm-up; seed %d. Intervals are"
                        + " 95 %% over replications; every policy met the same calls.%s</p>",
                findings.runs.size(),
                plan.policies().size() * plan.replications(),
                plan.days(),
                Lab.WARM_UP_DAYS,
                plan.seed(),
                findings.stopped ? " <strong>It was stopped before the end.</strong>" : "");
    }

    private void policies() {
        line("<h2>Policies</h2><dl>");
        for (String policy : findings.policies()) {
            line(
                    "<dt><strong>%s</strong></dt><dd>%s</dd>",
                    escaped(policy), escaped(Policies.named(policy).words()));
        }
        line("</dl>");
    }

    private void responses() {
        for (String group : findings.groups()) {
            line("<h2>Response, %s</h2>", escaped(group.equals("all") ? "all calls" : group));
            tableOf(
                    Findings.MEASURES.stream().map(m -> heading(m.name(), m.unit())).toList(),
                    (policy, column) ->
                            findings.estimate(policy, group, Findings.MEASURES.get(column)));
        }
        line("<h2>Work</h2>");
        tableOf(
                Findings.WHOLES.stream().map(w -> heading(w.name(), w.unit())).toList(),
                (policy, column) -> findings.estimate(policy, Findings.WHOLES.get(column)));
    }

    private static String heading(String name, String unit) {
        return unit.isEmpty() ? name : name + ", " + unit;
    }

    private interface Cell {
        Estimate at(String policy, int column);
    }

    private void tableOf(List<String> headings, Cell cells) {
        html.append("<table><tr><th>policy</th>");
        for (String heading : headings)
            html.append("<th>").append(escaped(heading)).append("</th>");
        html.append("</tr>\n");
        for (String policy : findings.policies()) {
            html.append("<tr><td>").append(escaped(policy)).append("</td>");
            for (int i = 0; i < headings.size(); i++) cell(cells.at(policy, i), false);
            html.append("</tr>\n");
        }
        html.append("</table>\n");
    }

    private void cell(Estimate estimate, boolean change) {
        String sign = change ? "+" : "";
        html.append(
                String.format(
                        Locale.ROOT,
                        "<td%s>%" + sign + ".1f <span class=\"interval\">±%.1f</span></td>",
                        change && estimate.isClear() ? " class=\"clear\"" : "",
                        estimate.mean(),
                        estimate.half()));
    }

    private void differences() {
        List<String> policies = findings.policies();
        if (policies.size() < 2) return;
        line("<h2>Changes from one policy to the next, all calls</h2>");
        line("<p>Paired by replication. In bold: the interval leaves out 0.</p>");
        List<Findings.Measure> measures = Findings.MEASURES.subList(0, 5);
        html.append("<table><tr><th>from → to</th>");
        for (Findings.Measure measure : measures) {
            html.append("<th>").append(heading(measure.name(), measure.unit())).append("</th>");
        }
        html.append("</tr>\n");
        for (int i = 1; i < policies.size(); i++) {
            change(policies.get(i - 1), policies.get(i), measures);
        }
        if (policies.size() > 2) change(policies.getFirst(), policies.getLast(), measures);
        html.append("</table>\n");
    }

    private void change(String from, String to, List<Findings.Measure> measures) {
        html.append("<tr><td>").append(escaped(from + " → " + to)).append("</td>");
        for (Findings.Measure measure : measures) {
            cell(findings.difference(from, to, "all", measure), true);
        }
        html.append("</tr>\n");
    }

    // --- drawings ---

    private void curve() {
        line("<h2>How soon the most urgent calls were reached</h2><figure>");
        line(
                "<svg viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\" aria-label=\"share of calls"
                        + " reached by time\">",
                WIDTH, HEIGHT, WIDTH);
        int most = 80;
        IntFunction<Double> x = step -> 50 + (WIDTH - 70.0) * step / most;
        for (int tenth = 0; tenth <= 10; tenth += 2) {
            double y = HEIGHT - 40 - (HEIGHT - 60.0) * tenth / 10;
            line(
                    "<line x1=\"50\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>",
                    WIDTH - 20, y, y);
            line(
                    "<text x=\"44\" y=\"%.1f\" font-size=\"12\" text-anchor=\"end\">%d %%</text>",
                    y + 4, tenth * 10);
        }
        for (int minute = 0; minute <= most * Run.STEP_SECONDS / 60; minute += 2) {
            line(
                    "<text x=\"%.1f\" y=\"%d\" font-size=\"12\" text-anchor=\"middle\">%d"
                            + " min</text>",
                    x.apply(minute * 60 / Run.STEP_SECONDS), HEIGHT - 20, minute);
        }
        List<String> policies = findings.policies();
        for (int i = 0; i < policies.size(); i++) {
            double[] shares = Tables.shares(findings.of(policies.get(i)));
            var points =
                    new ArrayList<String>(List.of("%.1f,%d".formatted(x.apply(0), HEIGHT - 40)));
            for (int step = 0; step < most; step++) {
                points.add(
                        String.format(
                                Locale.ROOT,
                                "%.1f,%.1f",
                                x.apply(step + 1),
                                HEIGHT - 40 - (HEIGHT - 60) * shares[step]));
            }
            line(
                    "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s points=\"%s\"/>",
                    color(i),
                    i % 2 == 0 ? "" : " stroke-dasharray=\"6 3\"",
                    String.join(" ", points));
        }
        html.append("</svg><figcaption>");
        for (int i = 0; i < policies.size(); i++) {
            line(
                    "<span class=\"key\""
                            + " style=\"border-top-color:%s;border-top-style:%s\"></span>%s",
                    color(i), i % 2 == 0 ? "solid" : "dashed", escaped(policies.get(i)));
        }
        line("</figcaption></figure>");
    }

    private static String color(int index) {
        return COLORS.get(index % COLORS.size());
    }

    private void maps() {
        if (findings.town.squares.isEmpty()) return;
        line(
                "<h2>Where calls were late</h2><p>Each dot is a part of the ground: its size is its"
                    + " calls, its colour how many of them were late. Crosses are stations.</p>");
        for (String policy : findings.policies()) map(policy);
    }

    private void map(String policy) {
        double south = 90;
        double north = -90;
        double west = 180;
        double east = -180;
        for (Ground.Spot square : findings.town.squares) {
            south = Math.min(south, square.point().latitude());
            north = Math.max(north, square.point().latitude());
            west = Math.min(west, square.point().longitude());
            east = Math.max(east, square.point().longitude());
        }
        double narrow = Math.cos(Math.toRadians((south + north) / 2));
        double scale = 340 / Math.max(north - south, (east - west) * narrow);
        double width = (east - west) * narrow * scale + 20;
        double height = (north - south) * scale + 20;
        line(
                "<figure><svg viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" role=\"img\""
                        + " aria-label=\"late calls by place\">",
                width, height, width);
        List<Run> runs = findings.of(policy);
        for (int i = 0; i < findings.town.squares.size(); i++) {
            long calls = 0;
            long late = 0;
            for (Run run : runs) {
                calls += run.squares().get(i).calls();
                late += run.squares().get(i).late();
            }
            if (calls == 0) continue;
            Point at = findings.town.squares.get(i).point();
            double share = late / (double) calls;
            line(
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\"><title>%d calls, %.0f"
                            + " %% late</title></circle>",
                    10 + (at.longitude() - west) * narrow * scale,
                    10 + (north - at.latitude()) * scale,
                    1.2 + Math.min(7, Math.sqrt(calls / (double) runs.size()) / 4),
                    heat(share),
                    calls,
                    100 * share);
        }
        for (Point post : findings.town.posts) {
            double x = 10 + (post.longitude() - west) * narrow * scale;
            double y = 10 + (north - post.latitude()) * scale;
            line(
                    "<path d=\"M%.1f %.1fh8m-4 -4v8\" stroke=\"#000\" stroke-width=\"1.5\"/>",
                    x - 4, y);
        }
        line("</svg><figcaption>%s</figcaption></figure>", escaped(policy));
    }

    /** From grey (none late) over yellow to red (half and more). */
    private static String heat(double share) {
        double at = Math.min(1, share * 2);
        int red = (int) Math.round(200 + 2 * at);
        int green = (int) Math.round(at < 0.5 ? 200 - 20 * at : 190 - 380 * (at - 0.5));
        int blue = (int) Math.round(200 * (1 - at));
        return "#%02x%02x%02x".formatted(red, Math.max(0, green), blue);
    }

    private void units() {
        line("<h2>Units</h2><table><tr><th>unit</th>");
        List<String> policies = findings.policies();
        for (String policy : policies) {
            line("<th>%1$s, busy %%</th><th>%1$s, km</th>", escaped(policy));
        }
        html.append("</tr>\n");
        for (String unit : findings.runs.getFirst().utilization().keySet()) {
            line("<tr><td>%s</td>", escaped(unit));
            for (String policy : policies) {
                cell(over(policy, run -> 100 * run.utilization().getOrDefault(unit, 0.0)), false);
                cell(over(policy, run -> run.kilometers().getOrDefault(unit, 0.0)), false);
            }
            html.append("</tr>\n");
        }
        html.append("</table>\n");
    }

    private Estimate over(String policy, java.util.function.ToDoubleFunction<Run> of) {
        return Estimate.of(findings.of(policy).stream().mapToDouble(of).toArray());
    }

    private void assumptions() {
        Demand demand = findings.town.demand;
        line("<h2>What was assumed</h2><ul>");
        String arrivals =
                switch (demand.arrivals()) {
                    case Demand.Arrivals.AtRandom(double perDay, _) ->
                            String.format(
                                    Locale.ROOT, "%.1f calls a day, at random (Poisson)", perDay);
                    case Demand.Arrivals.AsBefore(List<Demand.Past> calls) ->
                            "%d calls as they came".formatted(calls.size());
                };
        line("<li>%s.</li>", arrivals);
        if (!findings.town.closures.isEmpty()) {
            line(
                    "<li>%d closures of roads, each for its time.</li>",
                    findings.town.closures.size());
        }
        line(
                "<li>From the ring to the dispatch: %s; turnout by day: %s.</li>",
                escaped(demand.callToDispatch().toString()),
                escaped(demand.turnout().get(12).toString()));
        line(
                "<li>Drives take what the road engine expects, with a deviation of %.2f of the"
                        + " mean.</li>",
                demand.drivingVariation());
        line(
                "<li>Off the road: %s.</li>",
                demand.offRoadKmh() == 0
                        ? "no time"
                        : String.format(
                                Locale.ROOT, "%.0f km/h in a straight line", demand.offRoadKmh()));
        for (Demand.Kind kind : demand.kinds()) {
            line(
                    "<li>%s, priority %d: share %.3f; on scene %s; %.0f %% to the nearest hospital;"
                            + " handover %s; target %d s.</li>",
                    escaped(kind.type()),
                    kind.priority(),
                    kind.share(),
                    escaped(kind.onScene().toString()),
                    100 * kind.transport(),
                    escaped(kind.handover().toString()),
                    findings.town.center.targets().of(kind.priority()).arrival().toSeconds());
        }
        line(
                "<li>The dispatcher knows expected times only; timers run out up to a minute"
                        + " late.</li>");
        line(
                "<li>Kilometres of drives whose way was not looked at are 1.35 times the straight"
                        + " line.</li></ul>");
    }
}
