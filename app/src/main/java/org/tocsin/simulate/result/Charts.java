package org.tocsin.simulate.result;

import org.tocsin.place.Point;
import org.tocsin.simulate.demand.Ground;
import org.tocsin.simulate.table.Html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;

/** The drawings of the results' page, as SVG, which goes into the page itself. */
final class Charts {
    /** Seen on white and on black. */
    private static final List<String> COLORS =
            List.of(
                    "#808080", "#b5762a", "#2f8fd0", "#a05fc0", "#1f9d55", "#e0405a", "#a08a1a",
                    "#3a9fb0", "#d05a95");

    private static final int WIDTH = 760;
    private static final int HEIGHT = 320;

    private final Findings findings;
    private final StringBuilder html;

    /**
     * @param html what it is drawn on
     */
    Charts(Findings findings, StringBuilder html) {
        this.findings = findings;
        this.html = html;
    }

    @SuppressWarnings("AnnotateFormatMethod") // All texts stand in this class.
    private void line(String text, Object... values) {
        html.append(String.format(Locale.ROOT, text, values)).append('\n');
    }

    /** By hour of the day: what was covered, and what waited. */
    void hours() {
        line("<h2>Through the day</h2>");
        byHour("demand covered by idle units, %", 100, hour -> 100 * hour.covered());
        byHour("idle units", most(Hour::idle), Hour::idle);
        byHour("calls that wait for a unit", most(Hour::waiting), Hour::waiting);
    }

    private double most(ToDoubleFunction<Hour> of) {
        double most = 0;
        for (String policy : findings.policies()) {
            for (int hour = 0; hour < 24; hour++) most = Math.max(most, at(policy, hour, of));
        }
        // A scale that people can read: 1, 2 or 5 with zeros.
        for (double scale = 0.01; ; scale *= 10) {
            for (int step : List.of(1, 2, 5)) if (step * scale >= most) return step * scale;
        }
    }

    private double at(String policy, int hourOfDay, ToDoubleFunction<Hour> of) {
        return of.applyAsDouble(findings.hour(policy, hour -> hour % 24 == hourOfDay));
    }

    private void byHour(String title, double most, ToDoubleFunction<Hour> of) {
        int width = 380;
        int height = 200;
        line(
                "<figure><svg viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\" aria-label=\"%s by"
                        + " hour of the day\">",
                width, height, width, title);
        line("<text x=\"44\" y=\"14\" font-size=\"12\">%s</text>", title);
        for (int part = 0; part <= 4; part++) {
            double y = height - 30 - (height - 60.0) * part / 4;
            line(
                    "<line x1=\"44\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" class=\"grid\"/>",
                    width - 10, y, y);
            line(
                    "<text x=\"40\" y=\"%.1f\" font-size=\"11\" text-anchor=\"end\">%s</text>",
                    y + 4, number(most * part / 4));
        }
        for (int hour = 0; hour <= 24; hour += 6) {
            line(
                    "<text x=\"%.1f\" y=\"%d\" font-size=\"11\" text-anchor=\"middle\">%d</text>",
                    44 + (width - 54) * hour / 24.0, height - 12, hour);
        }
        List<String> policies = findings.policies();
        for (int i = 0; i < policies.size(); i++) {
            var points = new ArrayList<String>();
            for (int hour = 0; hour < 24; hour++) {
                points.add(
                        String.format(
                                Locale.ROOT,
                                "%.1f,%.1f",
                                44 + (width - 54) * (hour + 0.5) / 24,
                                height
                                        - 30
                                        - (height - 60) * at(policies.get(i), hour, of) / most));
            }
            curve(i, points);
        }
        keys(policies);
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.3f", value);
        return text.replaceFirst("\\.?0+$", "");
    }

    private void curve(int policy, List<String> points) {
        line(
                "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s points=\"%s\"/>",
                color(policy),
                policy % 2 == 0 ? "" : " stroke-dasharray=\"6 3\"",
                String.join(" ", points));
    }

    void curve() {
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
                    "<line x1=\"50\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" class=\"grid\"/>",
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
            curve(i, points);
        }
        keys(policies);
    }

    private void keys(List<String> policies) {
        html.append("</svg><figcaption>");
        for (int i = 0; i < policies.size(); i++) {
            line(
                    "<span class=\"key\""
                            + " style=\"border-top-color:%s;border-top-style:%s\"></span>%s",
                    color(i), i % 2 == 0 ? "solid" : "dashed", Html.escaped(policies.get(i)));
        }
        line("</figcaption></figure>");
    }

    private static String color(int index) {
        return COLORS.get(index % COLORS.size());
    }

    void maps() {
        if (findings.setting.extent().isEmpty()) return;
        line(
                "<h2>Where calls were late</h2><p>Each dot is a square of the ground: its size is"
                    + " its calls, its colour how many of them were late: <span class=\"dot\""
                    + " style=\"background:%s\"></span>none <span class=\"dot\""
                    + " style=\"background:%s\"></span>a quarter <span class=\"dot\""
                    + " style=\"background:%s\"></span>half and more. Crosses are stations.</p>",
                heat(0), heat(0.25), heat(0.5));
        for (String policy : findings.policies()) map(policy);
    }

    private void map(String policy) {
        Ground.Box extent = findings.setting.extent().orElseThrow();
        Grid grid = Grid.over(extent);
        double narrow = Math.cos(Math.toRadians(extent.south() + extent.height() / 2));
        double scale = 340 / Math.max(0.001, Math.max(extent.height(), extent.width() * narrow));
        double width = extent.width() * narrow * scale + 30;
        double height = extent.height() * scale + 30;
        double north = extent.south() + extent.height();
        ToDoubleFunction<Point> x = at -> 15 + (at.longitude() - extent.west()) * narrow * scale;
        ToDoubleFunction<Point> y = at -> 15 + (north - at.latitude()) * scale;
        line(
                "<figure><svg viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" role=\"img\""
                        + " aria-label=\"late calls by place\">",
                width, height, width);
        int runs = findings.of(policy).size();
        findings.squares(policy)
                .forEach(
                        (square, calls) -> {
                            Point at = grid.middle(square);
                            double share = calls.late() / (double) calls.calls();
                            double size = Math.sqrt(calls.calls() / (double) runs) / 2;
                            line(
                                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\""
                                            + " fill=\"%s\"><title>%d calls, %.0f %%"
                                            + " late</title></circle>",
                                    x.applyAsDouble(at),
                                    y.applyAsDouble(at),
                                    1 + Math.min(6, size),
                                    heat(share),
                                    calls.calls(),
                                    100 * share);
                        });
        for (Point post : findings.setting.posts()) {
            line(
                    "<path d=\"M%.1f %.1fh8m-4 -4v8\" stroke=\"currentColor\""
                            + " stroke-width=\"1.5\"/>",
                    x.applyAsDouble(post) - 4, y.applyAsDouble(post));
        }
        line("</svg><figcaption>%s</figcaption></figure>", Html.escaped(policy));
    }

    /** From grey (none late) over yellow to red (half and more). */
    private static String heat(double share) {
        double at = Math.min(1, share * 2);
        int red = (int) Math.round(200 + 2 * at);
        int green = (int) Math.round(at < 0.5 ? 200 - 20 * at : 190 - 380 * (at - 0.5));
        int blue = (int) Math.round(200 * (1 - at));
        return "#%02x%02x%02x".formatted(red, Math.max(0, green), blue);
    }
}
