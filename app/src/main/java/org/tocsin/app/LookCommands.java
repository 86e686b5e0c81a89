package org.tocsin.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looking: the board, units, incidents, recommendations, the record. */
final class LookCommands {
    private LookCommands() {}

    @Command(
            name = "board",
            description = "The open incidents, and what needs attention.",
            footer = {
                "",
                "Examples:",
                "  ./tocsin board",
                "  ./tocsin board --json | jq .position"
            })
    static final class Board extends ClientCommand {
        @Override
        int run() {
            JsonNode board = api().get(path("board"));
            if (printed(board)) return ExitCode.OK;
            int available = 0;
            for (JsonNode unit : board.path("units")) {
                if (unit.path("status").asString("").equals("AVAILABLE")) available++;
            }
            out().println(
                            "%s · %d open · %d of %d units available · %d roads closed · entry %d"
                                    .formatted(
                                            Read.day(board.path("at")),
                                            board.path("incidents").size(),
                                            available,
                                            board.path("units").size(),
                                            board.path("closures").size(),
                                            board.path("position").asLong()));
            out().print(incidents(board.path("incidents"), board.path("at")));
            alarms(board);
            return ExitCode.OK;
        }

        private void alarms(JsonNode board) {
            for (JsonNode alarm : board.path("alarms")) {
                if (!alarm.path("acknowledgedAt").isNull()) continue;
                out().println("! " + Read.text(alarm.path("text")));
            }
        }
    }

    static Table incidents(JsonNode rows, JsonNode now) {
        var table = new Table("P", "INCIDENT", "TYPE", "PLACE", "STATE", "AGE", "UNITS");
        for (JsonNode row : rows) {
            String state = Read.words(row.path("state"));
            table.row(
                    row.path("priority").asInt(),
                    Read.text(row.path("id")),
                    Read.text(row.path("typeName")),
                    Read.text(row.path("place")),
                    row.path("overdue").asBoolean(false) ? state + " OVERDUE" : state,
                    Read.age(row.path("openedAt"), now),
                    Read.list(row.path("units")));
        }
        return table;
    }

    @Command(name = "units", description = "All units and what they do.")
    static final class Units extends ClientCommand {
        @Option(names = "--available", description = "Only those that are.")
        boolean available;

        @Override
        int run() {
            JsonNode board = api().get(path("board"));
            if (printed(board.path("units"))) return ExitCode.OK;
            var table =
                    new Table(
                            "UNIT",
                            "STATUS",
                            "TIME",
                            "INCIDENT",
                            "STACKED",
                            "ETA",
                            "STATION",
                            "AT");
            for (JsonNode row : board.path("units")) {
                String status = row.path("status").asString("");
                if (available && !status.equals("AVAILABLE")) continue;
                String busy = Read.text(row.path("crewBusyWith"));
                table.row(
                        Read.text(row.path("callSign")),
                        busy.equals("-") ? Read.words(row.path("status")) : "crew with " + busy,
                        Read.age(row.path("since"), board.path("at")),
                        Read.text(row.path("incident")),
                        Read.list(row.path("queue")),
                        Read.clock(row.path("eta")),
                        Read.text(row.path("station")),
                        Read.point(row.path("point")));
            }
            out().print(table);
            return ExitCode.OK;
        }
    }

    @Command(
            name = "incident",
            description = "One incident, or a search for several.",
            footer = {
                "",
                "Examples:",
                "  ./tocsin incident 26-17",
                "  ./tocsin incident --find \"high street\" --state all"
            })
    static final class Incident extends ClientCommand {
        @Parameters(arity = "0..1", paramLabel = "INCIDENT")
        Optional<String> incident = Optional.empty();

        @Option(
                names = "--find",
                paramLabel = "TEXT",
                description = "Number, type or place. Never a person: there is no such search.")
        Optional<String> find = Optional.empty();

        @Option(
                names = "--state",
                paramLabel = "STATE",
                description = "open, closed or all (${DEFAULT-VALUE}).",
                defaultValue = "open")
        String state = "open";

        @Option(
                names = "--calls",
                paramLabel = "REASON",
                description = "Also show what callers said; the record keeps who looked, and why.")
        Optional<String> reason = Optional.empty();

        @Override
        int run() {
            if (incident.isEmpty()) return search();
            String id = incident(incident.get());
            JsonNode detail = api().get(path("incidents", id));
            if (json && reason.isEmpty()) {
                printed(detail);
                return ExitCode.OK;
            }
            if (!json) print(detail);
            if (reason.isPresent()) calls(id);
            return ExitCode.OK;
        }

        private int search() {
            JsonNode found =
                    api().get(
                                    path("incidents"),
                                    "state",
                                    state,
                                    "q",
                                    find.orElse(""),
                                    "limit",
                                    "50");
            if (printed(found)) return ExitCode.OK;
            Table table = new Table("P", "INCIDENT", "TYPE", "PLACE", "STATE", "OPENED", "UNITS");
            for (JsonNode row : found.path("incidents")) {
                table.row(
                        row.path("priority").asInt(),
                        Read.text(row.path("id")),
                        Read.text(row.path("typeName")),
                        Read.text(row.path("place")),
                        Read.words(row.path("state")),
                        Read.day(row.path("openedAt")),
                        Read.list(row.path("units")));
            }
            out().print(table.isEmpty() ? "No incident is like that.\n" : table);
            return ExitCode.OK;
        }

        private void print(JsonNode detail) {
            out().println(
                            "%s  %s  priority %d  %s"
                                    .formatted(
                                            Read.text(detail.path("id")),
                                            Read.text(detail.path("typeName")),
                                            detail.path("priority").asInt(),
                                            Read.words(detail.path("state"))));
            out().println(
                            "at %s (%s), opened %s, desk %s, alarm level %d"
                                    .formatted(
                                            Read.text(detail.path("place")),
                                            Read.point(detail.path("point")),
                                            Read.day(detail.path("openedAt")),
                                            Read.text(detail.path("desk")),
                                            detail.path("alarmLevel").asInt()));
            var table = new Table("UNIT", "STATE", "FOR", "TIMES");
            for (JsonNode each : detail.path("assignments")) {
                var times = new StringBuilder();
                for (JsonNode time : each.path("times")) {
                    times.append(Read.words(time.path("state")))
                            .append(' ')
                            .append(Read.clock(time.path("at")))
                            .append("  ");
                }
                table.row(
                        Read.text(each.path("unit")),
                        Read.words(each.path("state")),
                        Read.text(each.path("slot")),
                        times.toString().strip());
            }
            if (!table.isEmpty()) out().print(table);
            for (JsonNode line : detail.path("log")) out().println(logLine(line));
        }

        private void calls(String id) {
            JsonNode sealed =
                    api().get(path("incidents", id, "sealed"), "reason", reason.orElseThrow());
            if (printed(sealed)) return;
            for (JsonNode call : sealed.path("calls")) {
                out().println(
                                "call %s, %s, %s: %s"
                                        .formatted(
                                                call.path("call").asString(),
                                                Read.text(call.path("name")),
                                                Read.text(call.path("number")),
                                                Read.text(call.path("text"))));
            }
            for (JsonNode note : sealed.path("notes")) {
                out().println(
                                "note by %s: %s"
                                        .formatted(
                                                Read.text(note.path("by")),
                                                Read.text(note.path("text"))));
            }
        }
    }

    static String logLine(JsonNode line) {
        return "%7d  %s  %-14s %-8s %s"
                .formatted(
                        line.path("position").asLong(),
                        Read.clock(line.path("at")),
                        Read.text(line.path("actor")),
                        Read.text(line.path("incident")),
                        Read.text(line.path("text")));
    }

    @Command(
            name = "recommend",
            description = "Who should go, how long each takes, and why.",
            footer = {
                "",
                "Examples:",
                "  ./tocsin recommend 26-17",
                "  ./tocsin recommend 17 --without A2,E1"
            })
    static final class Recommend extends ClientCommand {
        @Parameters(paramLabel = "INCIDENT")
        String incident = "";

        @Option(names = "--without", paramLabel = "UNITS", description = "As if these were busy.")
        List<String> without = new ArrayList<>();

        @Option(names = "--all", description = "Every unit, not the first twelve.")
        boolean all;

        @Override
        int run() {
            String id = incident(incident);
            JsonNode answer =
                    api().get(
                                    path("incidents", id, "recommendation"),
                                    "exclude",
                                    String.join(",", callSigns(without)));
            if (printed(answer)) return ExitCode.OK;
            out().print(recommendation(answer, all ? Integer.MAX_VALUE : 12));
            out().println("Send them: ./tocsin dispatch %s --recommended".formatted(id));
            return ExitCode.OK;
        }
    }

    static String recommendation(JsonNode answer, int most) {
        var text = new StringBuilder();
        var needs = new ArrayList<String>();
        for (JsonNode each : answer.path("need").path("requirements")) {
            needs.add(Read.text(each.path("options")));
        }
        text.append(
                "Needed (plan %s): %s\n"
                        .formatted(
                                Read.text(answer.path("need").path("rule")),
                                String.join("; ", needs)));
        var chosen = new Table("SEND", "FOR", "TIME", "WHY", "LEAVES");
        for (JsonNode pick : answer.path("chosen")) {
            chosen.row(
                    Read.text(pick.path("unit")),
                    Read.text(pick.path("slot")),
                    Read.duration(pick.path("seconds")),
                    Read.text(pick.path("reason")),
                    Read.text(pick.path("leaves")));
        }
        text.append(chosen);
        for (String lack : Read.texts(answer.path("shortfall"))) {
            text.append("Short: ").append(lack).append('\n');
        }
        for (JsonNode each : answer.path("preemptable")) {
            text.append("Could be taken: ").append(Read.text(each.path("reason"))).append('\n');
        }
        var ranked = new Table("UNIT", "TIME", "", "WHY");
        int shown = 0;
        for (JsonNode each : answer.path("ranked")) {
            if (shown++ >= most) break;
            ranked.row(
                    Read.text(each.path("unit")),
                    Read.duration(each.path("seconds")),
                    each.path("chosen").asBoolean(false) ? "*" : "",
                    Read.text(each.path("reason")));
        }
        text.append(ranked);
        text.append("Times by ").append(Read.text(answer.path("source"))).append(".\n");
        return text.toString();
    }

    @Command(
            name = "explain",
            description =
                    "What was decided at an incident, on what information, and whether it holds.",
            footer = {
                "",
                "Each decision is ranked again from the recorded inputs; it must come out the"
                        + " same.",
                "",
                "Example:",
                "  ./tocsin explain 26-17"
            })
    static final class Explain extends ClientCommand {
        @Parameters(paramLabel = "INCIDENT")
        String incident = "";

        @Override
        int run() {
            String id = incident(incident);
            JsonNode answer = api().get(path("incidents", id, "explain"));
            if (printed(answer)) return ExitCode.OK;
            if (answer.path("decisions").isEmpty()) out().println("Nothing was decided yet.");
            for (JsonNode decision : answer.path("decisions")) print(decision);
            return ExitCode.OK;
        }

        private void print(JsonNode decision) {
            out().println(
                            "Entry %d, %s, %s sent %s."
                                    .formatted(
                                            decision.path("position").asLong(),
                                            Read.day(decision.path("at")),
                                            Read.text(decision.path("actor")),
                                            Read.list(decision.path("units"))));
            JsonNode recommendation = decision.path("recommendation");
            if (!recommendation.isObject()) {
                out().println("No recommendation was on the screen.");
                return;
            }
            out().print(recommendation(recommendation, 12));
            boolean same = decision.path("reproduces").asBoolean(false);
            out().println(
                            same
                                    ? "Ranked again from the recorded inputs: the same."
                                    : "Ranked again from the recorded inputs: NOT the same (a newer"
                                            + " version ranks differently).");
            JsonNode driving = decision.path("driving");
            if (!driving.isNumber()) return;
            out().println(
                            "Drives by the driving profiles of entry %d, %s."
                                    .formatted(
                                            driving.asLong(),
                                            decision.path("drivingInForce").asBoolean(false)
                                                    ? "in force today"
                                                    : "changed since"));
        }
    }

    @Command(
            name = "driving",
            description = "The driving profiles that units go by, or went by, as recorded.",
            footer = {
                "",
                "explain names the entry that a decision went by.",
                "",
                "Examples:",
                "  ./tocsin driving",
                "  ./tocsin driving --entry 2 --name heavy-appliance"
            })
    static final class Driving extends ClientCommand {
        @Option(names = "--entry", paramLabel = "ENTRY", description = "Of the record.")
        Optional<Long> entry = Optional.empty();

        @Option(names = "--name", paramLabel = "PROFILE", description = "All of this one.")
        Optional<String> name = Optional.empty();

        @Override
        int run() {
            String at = entry.map(each -> Long.toString(each)).orElse("");
            JsonNode answer = api().get(path("driving"), "entry", at);
            if (printed(answer)) return ExitCode.OK;
            out().println(
                            "Entry %d, %s; %s."
                                    .formatted(
                                            answer.path("entry").asLong(),
                                            Read.day(answer.path("at")),
                                            answer.path("inForce").asBoolean(false)
                                                    ? "in force"
                                                    : "changed since"));
            if (name.isPresent()) return print(answer, name.get());
            var table = new Table("PROFILE", "UNITS THAT NAME IT");
            for (JsonNode each : answer.path("profiles")) {
                table.row(Read.text(each.path("name")), Read.list(each.path("units")));
            }
            out().print(table);
            return ExitCode.OK;
        }

        private int print(JsonNode answer, String wanted) {
            for (JsonNode each : answer.path("profiles")) {
                if (!Read.text(each.path("name")).equals(wanted)) continue;
                out().println(each.path("values").toPrettyString());
                return ExitCode.OK;
            }
            throw new BadInput(
                    "--name is %s, expected a profile of entry %d; leave it out to see them"
                            .formatted(wanted, answer.path("entry").asLong()));
        }
    }

    @Command(
            name = "log",
            description = "The record, as sentences.",
            footer = {
                "",
                "Examples:",
                "  ./tocsin log",
                "  ./tocsin log --incident 26-17",
                "  ./tocsin log --from 1 --limit 500 --json"
            })
    static final class Log extends ClientCommand {
        @Option(names = "--incident", paramLabel = "INCIDENT", description = "Only of this one.")
        Optional<String> incident = Optional.empty();

        @Option(names = "--from", paramLabel = "ENTRY", description = "From this entry on.")
        Optional<Long> from = Optional.empty();

        @Option(names = "--limit", paramLabel = "N", defaultValue = "50")
        int limit = 50;

        @Override
        int run() {
            String of = incident.map(this::incident).orElse("");
            String start = "";
            if (of.isEmpty()) {
                long latest = api().get(path("board")).path("position").asLong();
                start = Long.toString(from.orElse(Math.max(1, latest - limit + 1)));
            }
            JsonNode answer =
                    api().get(
                                    path("log"),
                                    "incident",
                                    of,
                                    "from",
                                    start,
                                    "limit",
                                    Integer.toString(limit));
            if (printed(answer)) return ExitCode.OK;
            for (JsonNode line : answer.path("entries")) out().println(logLine(line));
            return ExitCode.OK;
        }
    }
}
