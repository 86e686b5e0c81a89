package org.tocsin.simulate.siting;

import org.tocsin.simulate.Town;
import org.tocsin.simulate.demand.Plan;
import org.tocsin.simulate.result.Estimate;
import org.tocsin.simulate.result.Findings;
import org.tocsin.simulate.table.Html;
import org.tocsin.simulate.table.Table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where units should wait, how that was found, and how far it is from the bound. */
public final class Sited {
    private final Town town;
    private final Plan plan;
    private final Siting.Goal goal;
    private final double erlangs;
    private final List<Mexclp.Solved> solved;
    private final Layout first;
    final Layout best;
    final List<Siting.Tried> tried;
    private final double[] before;
    private final double[] after;
    private final double[] calls;

    Sited(
            Town town,
            Plan plan,
            Siting.Goal goal,
            double erlangs,
            List<Mexclp.Solved> solved,
            Layout first,
            Layout best,
            List<Siting.Tried> tried,
            double[] before,
            double[] after,
            double[] calls) {
        this.town = town;
        this.plan = plan;
        this.goal = goal;
        this.erlangs = erlangs;
        this.solved = solved;
        this.first = first;
        this.best = best;
        this.tried = tried;
        this.before = before;
        this.after = after;
        this.calls = calls;
    }

    /** No layout covers more, as MEXCLP reckons: the share of calls reached in time, 0 to 1. */
    public double bound() {
        double sum = 0;
        double weight = 0;
        for (int part = 0; part < solved.size(); part++) {
            sum += calls[part] * solved.get(part).bound();
            weight += calls[part];
        }
        return weight == 0 ? solved.getFirst().bound() : sum / weight;
    }

    /** The same of the best layout in the simulation, on calls the search did not see. */
    public double reached() {
        return after.length == 0 ? searched() : Estimate.of(after).mean();
    }

    /** Whether it was stopped before its answer was checked on other calls. */
    public boolean unchecked() {
        return after.length == 0 || before.length == 0;
    }

    /** On the calls of the search. */
    private double searched() {
        return tried.stream()
                .filter(Siting.Tried::better)
                .mapToDouble(Siting.Tried::share)
                .max()
                .orElse(0);
    }

    /** How far the simulation stays below the bound, in points. */
    public double gapPoints() {
        return 100 * (bound() - reached());
    }

    /** What it came to, in a sentence or two. */
    public String words() {
        String check =
                unchecked()
                        ? " (on the calls of the search: it was stopped before the check)"
                        : String.format(
                                Locale.ROOT,
                                " (± %.1f; MEXCLP's own layout %.1f ± %.1f %%)",
                                100 * Estimate.of(after).half(),
                                100 * Estimate.of(before).mean(),
                                100 * Estimate.of(before).half());
        return String.format(
                Locale.ROOT,
                "%d layouts judged; the best reaches %.1f %% of the most urgent calls in time%s."
                        + " The bound by MEXCLP is %.1f %%, the gap %.1f points.",
                tried.size(),
                100 * reached(),
                check,
                100 * bound(),
                gapPoints());
    }

    /**
     * Writes {@code posts.csv}, {@code search.csv}, {@code summary.csv} and {@code posts.html}.
     *
     * @throws LabInput if the folder holds a center's record
     * @throws IOException if it cannot be written
     */
    public void write(Path folder) throws IOException {
        Findings.refuseRecords(folder);
        Files.createDirectories(folder);
        for (Table table : List.of(posts(), search(), summary())) {
            Findings.writeWhole(folder.resolve(table.name() + ".csv"), table.csv());
        }
        Findings.writeWhole(folder.resolve("posts.html"), html());
    }

    private Table posts() {
        var rows = new ArrayList<List<Object>>();
        for (int part = 0; part < best.parts(); part++) {
            for (int post = 0; post < town.posts().size(); post++) {
                int units = best.units().get(part).get(post);
                int mexclp = first.units().get(part).get(post);
                if (units == 0 && mexclp == 0) continue;
                rows.add(
                        List.of(
                                best.hours(part),
                                town.center().stations().get(post).id(),
                                town.center().stations().get(post).name(),
                                (long) units,
                                (long) mexclp));
            }
        }
        return new Table(
                "posts", List.of("hours", "station", "name", "units", "units_by_mexclp"), rows);
    }

    private Table search() {
        var rows = new ArrayList<List<Object>>();
        for (Siting.Tried each : tried) {
            rows.add(
                    List.of(
                            (long) each.number(),
                            100 * each.share(),
                            (long) each.replications(),
                            each.better() ? "yes" : "no",
                            each.layout().units().toString()));
        }
        return new Table(
                "search",
                List.of("try", "in_time_percent", "replications", "better", "layout"),
                rows);
    }

    private Table summary() {
        var rows = new ArrayList<List<Object>>();
        rows.add(List.of("work there is, units busy on average", erlangs));
        for (int part = 0; part < best.parts(); part++) {
            rows.add(List.of("units " + best.hours(part), (double) best.count(part)));
        }
        rows.add(List.of("bound by MEXCLP, %", 100 * bound()));
        rows.add(List.of("best in the search, %", 100 * searched()));
        if (!unchecked()) {
            rows.add(
                    List.of("MEXCLP's layout on other calls, %", 100 * Estimate.of(before).mean()));
            rows.add(List.of("… half of its 95 % interval", 100 * Estimate.of(before).half()));
            rows.add(List.of("best layout on other calls, %", 100 * Estimate.of(after).mean()));
            rows.add(List.of("… half of its 95 % interval", 100 * Estimate.of(after).half()));
            Estimate gain = gain();
            rows.add(List.of("gained by the search, points", 100 * gain.mean()));
            rows.add(List.of("… half of its 95 % interval", 100 * gain.half()));
        }
        rows.add(List.of("gap between the bound and the simulation, points", gapPoints()));
        return new Table("summary", List.of("what", "value"), rows);
    }

    /** Paired: both met the same calls. */
    private Estimate gain() {
        double[] gain = new double[after.length];
        for (int i = 0; i < gain.length; i++) gain[i] = after[i] - before[i];
        return Estimate.of(gain);
    }

    private String html() {
        var html = new StringBuilder();
        html.append(
                """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><title>Posts for %1$s</title>
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <style>
                body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:56rem;padding:0 1rem;color:#222;background:#fff}
                table{border-collapse:collapse;margin:.5rem 0 1.5rem}
                th,td{padding:.2rem .7rem;text-align:left;border-bottom:1px solid #ddd}
                </style></head><body>
                <h1>Posts for %1$s</h1>
                <p>%2$s</p>
                <p>%3$d days in each of %4$d replications, seed %5$d; judged with the fastest unit by road. The bound
                takes units as busy independently of each other and at their posts, and counts no wait for a free one:
                what is between the bound and the simulation is that, and what no layout can gain.%6$s</p>
                """
                        .formatted(
                                Html.escaped(town.center().name()),
                                Html.escaped(words()),
                                plan.days(),
                                plan.replications(),
                                plan.seed(),
                                goal.units().isPresent()
                                        ? ""
                                        : " The numbers of units are the least that cover %.0f %% as MEXCLP reckons."
                                                .formatted(100 * goal.share())));
        for (Table table : List.of(posts(), summary(), search())) append(html, table);
        return html.append("</body></html>\n").toString();
    }

    private static void append(StringBuilder html, Table table) {
        html.append("<h2>").append(table.name()).append("</h2>\n<table><tr>");
        for (String column : table.columns()) {
            html.append("<th>").append(column.replace('_', ' ')).append("</th>");
        }
        html.append("</tr>\n");
        for (List<Object> row : table.rows()) {
            html.append("<tr>");
            for (Object value : row) {
                String text =
                        value instanceof Double number
                                ? String.format(Locale.ROOT, "%.1f", number)
                                : String.valueOf(value);
                html.append("<td>").append(Html.escaped(text)).append("</td>");
            }
            html.append("</tr>\n");
        }
        html.append("</table>\n");
    }
}
