package org.tocsin.app;

import org.tocsin.client.Api;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.Optional;

/** Looking back: the board as it was, and what another policy would have sent. */
final class ReplayCommands {
    private ReplayCommands() {}

    @Command(
            name = "replay",
            description = "Looks back at the record; only for supervisors.",
            subcommands = {AtMoment.class, Differences.class},
            footer = {
                "",
                "It is played on the page /replay, with map, queues, log and a time slider.",
                "",
                "Examples:",
                "  ./tocsin replay board --at 2026-11-22T09:30:00Z",
                "  ./tocsin replay differences --policy fastest"
            })
    static final class Group implements Runnable {
        @Spec CommandSpec spec = CommandSpec.create();

        @Override
        public void run() {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
    }

    @Command(
            name = "board",
            description = "The open incidents and the units at work as they were.",
            footer = {"", "Example:", "  ./tocsin replay board --at 2026-11-22T09:30:00Z"})
    static final class AtMoment extends ClientCommand {
        @Option(names = "--at", required = true, paramLabel = "TIME", description = "ISO 8601.")
        String at = "";

        @Override
        int run() {
            JsonNode answer = api().get(path("replay", "board") + "?at=" + Api.encode(at));
            if (printed(answer)) return ExitCode.OK;
            out().println(
                            "REPLAY of %s, after entry %d of the record."
                                    .formatted(at, answer.path("position").asLong()));
            var incidents = new Table("INCIDENT", "PRIO", "TYPE", "PLACE", "STATE", "UNITS");
            for (JsonNode row : answer.path("board").path("incidents")) {
                incidents.row(
                        row.path("id").asString(""),
                        row.path("priority").asInt(),
                        row.path("typeName").asString(""),
                        row.path("place").asString(""),
                        row.path("state").asString(""),
                        names(row.path("units"), ""));
            }
            out().print(incidents.isEmpty() ? "Nothing was open.\n" : incidents);
            var units = new Table("UNIT", "STATUS", "INCIDENT", "STATION");
            for (JsonNode row : answer.path("board").path("units")) {
                if (row.path("status").asString("").equals("OFF_DUTY")) continue;
                units.row(
                        row.path("callSign").asString(""),
                        row.path("status").asString(""),
                        row.path("incident").asString(""),
                        row.path("station").asString(""));
            }
            out().print(units);
            return ExitCode.OK;
        }
    }

    @Command(
            name = "differences",
            description = "Whom another policy would have sent, decision by decision.",
            footer = {
                "",
                "Policies: fastest, home, crow, coverage, recommended (docs/lab). The whole record"
                        + " when no",
                "times are given. Each decision is put again by itself, on the board as it was.",
                "",
                "Example:",
                "  ./tocsin replay differences --from 2026-11-22T06:00:00Z --policy fastest"
            })
    static final class Differences extends ClientCommand {
        @Option(names = "--from", paramLabel = "TIME", description = "ISO 8601.")
        Optional<String> from = Optional.empty();

        @Option(names = "--until", paramLabel = "TIME", description = "ISO 8601.")
        Optional<String> until = Optional.empty();

        @Option(names = "--policy", paramLabel = "NAME", description = "${DEFAULT-VALUE}")
        String policy = "fastest";

        @Override
        int run() {
            JsonNode span = api().get(path("replay"));
            JsonNode answer =
                    api().get(
                                    "%s?policy=%s&from=%s&until=%s"
                                            .formatted(
                                                    path("replay", "differences"),
                                                    Api.encode(policy),
                                                    Api.encode(end(span, from, "from")),
                                                    Api.encode(end(span, until, "until"))));
            if (printed(answer)) return ExitCode.OK;
            out().println(answer.path("words").asString(""));
            var table = new Table("TIME", "INCIDENT", "PRIO", "SENT", "WOULD HAVE SENT", "FIRST");
            for (JsonNode each : answer.path("differences")) {
                table.row(
                        each.path("at").asString("").replaceAll("\\.\\d+Z", "Z"),
                        each.path("incident").asString(""),
                        each.path("priority").asInt(),
                        sent(each.path("sent")),
                        sent(each.path("would")),
                        sooner(each.path("sentFirst"), each.path("wouldFirst")));
            }
            if (!table.isEmpty()) out().print(table);
            out().println(summary(answer));
            if (!answer.path("whole").asBoolean()) {
                out().println(
                                "Compared until %s; ask on with --from."
                                        .formatted(answer.path("through").asString("")));
            }
            out().println(answer.path("caveat").asString(""));
            return ExitCode.OK;
        }

        /** What it came to; where nothing differs there is nothing to reckon. */
        private static String summary(JsonNode answer) {
            int decisions = answer.path("decisions").asInt();
            int others = decisions - answer.path("same").asInt();
            if (decisions == 0) return "No decision in that time.";
            if (others == 0)
                return "%d decisions; it would have sent the same each time.".formatted(decisions);
            int compared = answer.path("compared").asInt();
            String counted =
                    "%d decisions; in %d it would have sent others.".formatted(decisions, others);
            if (compared == 0) return counted + " For none of these is a drive known either way.";
            return counted
                    + " Of the %d whose drives are known either way, added up: the first unit %s, the last %s."
                            .formatted(
                                    compared,
                                    words(answer.path("firstSeconds").asLong()),
                                    words(answer.path("lastSeconds").asLong()));
        }

        private static String end(JsonNode span, Optional<String> given, String name) {
            return given.orElseGet(() -> span.path(name).asString(""));
        }

        private static String sent(JsonNode all) {
            var parts = new ArrayList<String>();
            for (JsonNode each : all) {
                JsonNode seconds = each.path("seconds");
                parts.add(
                        each.path("unit").asString("")
                                + (seconds.isNumber() ? " " + time(seconds.asLong()) : ""));
            }
            return parts.isEmpty() ? "nobody was free" : String.join(", ", parts);
        }

        private static String sooner(JsonNode sent, JsonNode would) {
            if (!sent.isNumber() || !would.isNumber()) return "-";
            long seconds = would.asLong() - sent.asLong();
            return "%s%d s".formatted(seconds > 0 ? "+" : "", seconds);
        }

        private static String words(long seconds) {
            if (seconds == 0) return "as soon";
            return "%s %s".formatted(time(Math.abs(seconds)), seconds > 0 ? "sooner" : "later");
        }

        private static String time(long seconds) {
            return "%d:%02d".formatted(seconds / 60, seconds % 60);
        }
    }

    private static String names(JsonNode all, String none) {
        var names = new ArrayList<String>();
        all.forEach(each -> names.add(each.asString("")));
        return names.isEmpty() ? none : String.join(", ", names);
    }
}
