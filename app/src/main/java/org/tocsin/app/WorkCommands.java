package org.tocsin.app;

import org.tocsin.client.Api;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Working incidents: from the call to the close. */
final class WorkCommands {
    private WorkCommands() {}

    @Command(
            name = "call",
            description = "Takes a call: opens an incident, or joins one.",
            footer = {
                "",
                "Examples:",
                "  ./tocsin call --type CHEST_PAIN --at \"12 High Street\" --text \"Man, 61, pain"
                        + " in the chest\"",
                "  ./tocsin call --text \"there is a smell of gas\"       (suggests types)",
                "  ./tocsin call --join 26-17 --text \"I see the smoke too\"",
                "  ./tocsin call --type FALL --at 45.0021,-19.9987 --json"
            })
    static final class Call extends ClientCommand {
        @Option(names = "--type", paramLabel = "CODE", description = "The incident's type.")
        Optional<String> type = Optional.empty();

        @Option(
                names = "--at",
                paramLabel = "PLACE",
                description = "Where: an address, crossing or place, or latitude,longitude.")
        Optional<String> at = Optional.empty();

        @Option(
                names = "--datum",
                paramLabel = "NAME",
                description =
                        "Of the coordinates in --at: WGS84, GCJ02 or BD09; WGS84 if left out.")
        Optional<String> datum = Optional.empty();

        @Option(
                names = "--uncertainty",
                paramLabel = "METERS",
                description = "How far from there it may really be.")
        Optional<Double> uncertaintyMeters = Optional.empty();

        @Option(names = "--text", paramLabel = "TEXT", description = "What the caller says.")
        Optional<String> text = Optional.empty();

        @Option(names = "--caller", paramLabel = "NAME", description = "The caller's name.")
        Optional<String> caller = Optional.empty();

        @Option(names = "--number", paramLabel = "NUMBER", description = "The caller's number.")
        Optional<String> number = Optional.empty();

        @Option(
                names = "--priority",
                paramLabel = "1-5",
                description = "The type's own when left out.")
        Optional<Integer> priority = Optional.empty();

        @Option(
                names = "--join",
                paramLabel = "INCIDENT",
                description = "The incident it is about.")
        Optional<String> join = Optional.empty();

        @Option(
                names = "--source",
                paramLabel = "SOURCE",
                description = "phone, radio, sensor, partner, web or walk_in (${DEFAULT-VALUE}).",
                defaultValue = "phone")
        String source = "phone";

        @Option(names = "--desk", paramLabel = "ID", description = "The desk that works it.")
        Optional<String> desk = Optional.empty();

        @Option(
                names = "--booked-for",
                paramLabel = "TIME",
                description = "When the work is to begin, such as 2026-12-01T08:30:00Z.")
        Optional<String> bookedFor = Optional.empty();

        @Override
        int run() {
            if (type.isEmpty() && join.isEmpty()) return suggest();
            ObjectNode request = verb("takeCall").put("source", source.toUpperCase(Locale.ROOT));
            text.ifPresent(value -> request.put("text", value));
            caller.ifPresent(value -> request.put("callerName", value));
            number.ifPresent(value -> request.put("callerNumber", value));
            type.ifPresent(value -> request.put("type", value.toUpperCase(Locale.ROOT)));
            priority.ifPresent(value -> request.put("priority", value));
            desk.ifPresent(value -> request.put("desk", value));
            bookedFor.ifPresent(value -> request.put("scheduledFor", value));
            join.ifPresent(value -> request.put("join", incident(value)));
            if (at.isEmpty() && (datum.isPresent() || uncertaintyMeters.isPresent())) {
                throw new BadInput("--datum and --uncertainty say more of --at; give it");
            }
            String place = "";
            if (at.isPresent()) {
                ObjectNode location =
                        datum.isEmpty()
                                ? PlaceCommands.location(this, at.get())
                                : PlaceCommands.location(this, at.get(), datum.get());
                uncertaintyMeters.ifPresent(m -> location.put("uncertaintyMeters", m));
                request.set("location", location);
                place = " at " + location.path("name").asString("");
            }
            JsonNode answer = send(request);
            if (json) return ExitCode.OK;
            String incident = answer.path("incident").asString("");
            out().println(
                            join.isPresent()
                                    ? "Call %s joined incident %s."
                                            .formatted(answer.path("call").asString(), incident)
                                    : "Incident %s opened%s.".formatted(incident, place));
            if (join.isEmpty()) out().println("Next: ./tocsin recommend " + incident);
            return ExitCode.OK;
        }

        /** Without a type nothing is opened: the person decides, with what is suggested. */
        private int suggest() {
            if (text.isEmpty()) throw new BadInput("give --type, or --text for suggestions");
            var heard = Api.object().put("text", text.get());
            at.ifPresent(
                    place -> heard.set("point", PlaceCommands.location(this, place).get("point")));
            JsonNode answer = api().post(path("suggest"), heard);
            if (printed(answer)) return ExitCode.BAD_INPUT;
            var table = new Table("TYPE", "P", "WITH", "WHY");
            for (JsonNode each : answer.path("types")) {
                table.row(
                        each.path("type").asString(),
                        each.path("priority").asInt(),
                        Read.list(each.path("joint")),
                        each.path("reason").asString());
            }
            out().print(table.isEmpty() ? "No type is suggested by these words.\n" : table);
            for (JsonNode each : answer.path("related")) {
                out().println(
                                "Perhaps %s: %s (--join %s)"
                                        .formatted(
                                                each.path("incident").asString(),
                                                each.path("reason").asString(),
                                                each.path("incident").asString()));
            }
            out().println("Nothing was opened: give the type with --type.");
            return ExitCode.BAD_INPUT;
        }
    }

    @Command(
            name = "dispatch",
            description = "Sends units to an incident.",
            footer = {
                "",
                "Examples:",
                "  ./tocsin dispatch 26-17 --recommended",
                "  ./tocsin dispatch 17 E1,A2"
            })
    static final class Dispatch extends ClientCommand {
        @Parameters(index = "0", paramLabel = "INCIDENT")
        String incident = "";

        @Parameters(
                index = "1..*",
                paramLabel = "UNIT",
                description = "Call signs, separated by commas or blanks.")
        List<String> units = new ArrayList<>();

        @Option(names = "--recommended", description = "The units that are recommended.")
        boolean recommended;

        @Override
        int run() {
            List<String> chosen = callSigns(units);
            if (chosen.isEmpty() != recommended) {
                throw new BadInput("name units, or give --recommended");
            }
            String id = incident(incident);
            ObjectNode request = verb("dispatch").put("incident", id);
            // What was on offer goes into the record with the decision, whatever was decided.
            JsonNode recommendation = api().get(path("incidents", id, "recommendation"));
            recommendation
                    .path("token")
                    .asStringOpt()
                    .ifPresent(t -> request.put("recommendation", t));
            if (recommended) {
                for (JsonNode pick : recommendation.path("chosen")) {
                    chosen.add(pick.path("unit").asString());
                }
                if (chosen.isEmpty()) {
                    String why = String.join(" ", Read.texts(recommendation.path("shortfall")));
                    throw new BadInput("nobody is recommended for %s. %s".formatted(id, why));
                }
            }
            ArrayNode list = request.putArray("units");
            chosen.forEach(list::add);
            return ask(request, "%s dispatched to %s.".formatted(String.join(", ", chosen), id));
        }
    }

    @Command(
            name = "status",
            description = "Says how far a unit is with its work.",
            footer = {
                "",
                "States: acknowledged (ack), en_route (er), on_scene (os), transporting (tr),",
                "at_destination (ad), cleared (cl).",
                "",
                "Examples:",
                "  ./tocsin status E1 er",
                "  ./tocsin status A2 transporting --to general",
                "  ./tocsin status E1 on_scene --at 2026-11-21T09:14:00Z"
            })
    static final class Status extends ClientCommand {
        private static final Map<String, String> SHORT =
                Map.of(
                        "ACK", "ACKNOWLEDGED",
                        "AK", "ACKNOWLEDGED",
                        "ER", "EN_ROUTE",
                        "OS", "ON_SCENE",
                        "TR", "TRANSPORTING",
                        "AD", "AT_DESTINATION",
                        "CL", "CLEARED",
                        "CLEAR", "CLEARED");

        @Parameters(index = "0", paramLabel = "UNIT")
        String unit = "";

        @Parameters(index = "1", paramLabel = "STATE")
        String state = "";

        @Option(
                names = "--incident",
                paramLabel = "INCIDENT",
                description = "The unit's active one when left out.")
        Optional<String> incident = Optional.empty();

        @Option(names = "--to", paramLabel = "ID", description = "The destination.")
        Optional<String> destination = Optional.empty();

        @Option(names = "--at", paramLabel = "TIME", description = "When it was so, if earlier.")
        Optional<String> at = Optional.empty();

        @Override
        int run() {
            String typed = state.toUpperCase(Locale.ROOT).replace('-', '_');
            String to = SHORT.getOrDefault(typed, typed);
            ObjectNode request = verb("status").put("unit", unit).put("to", to);
            incident.ifPresent(value -> request.put("incident", incident(value)));
            destination.ifPresent(value -> request.put("destination", value));
            at.ifPresent(value -> request.put("at", value));
            return ask(
                    request,
                    "%s is %s.".formatted(unit, to.toLowerCase(Locale.ROOT).replace('_', ' ')));
        }
    }

    @Command(
            name = "queue",
            description = "Stacks an incident on a busy unit; it goes there when it clears.",
            footer = {"", "Example:", "  ./tocsin queue 26-17 A2"})
    static final class Queue extends ClientCommand {
        @Parameters(index = "0", paramLabel = "INCIDENT")
        String incident = "";

        @Parameters(index = "1", paramLabel = "UNIT")
        String unit = "";

        @Override
        int run() {
            String id = incident(incident);
            return ask(
                    verb("queue").put("incident", id).put("unit", unit),
                    "%s is stacked on %s.".formatted(id, unit));
        }
    }

    @Command(
            name = "preempt",
            description = "Takes a unit from less urgent work.",
            footer = {
                "",
                "Examples:",
                "  ./tocsin preempt 26-17 A2",
                "  ./tocsin preempt 26-17 A2 --whatever \"nearest by ten minutes\""
            })
    static final class Preempt extends ClientCommand {
        @Parameters(index = "0", paramLabel = "INCIDENT", description = "The more urgent one.")
        String incident = "";

        @Parameters(index = "1", paramLabel = "UNIT")
        String unit = "";

        @Option(
                names = "--whatever",
                paramLabel = "REASON",
                description = "Take it whatever its work, for this reason.")
        Optional<String> reason = Optional.empty();

        @Override
        int run() {
            String id = incident(incident);
            ObjectNode request = verb(reason.isPresent() ? "divert" : "preempt");
            request.put("incident", id).put("unit", unit);
            reason.ifPresent(why -> request.put("reason", why));
            return ask(request, "%s goes to %s.".formatted(unit, id));
        }
    }

    @Command(
            name = "exchange",
            description = "Has another unit take over a unit's work.",
            footer = {"", "Example:", "  ./tocsin exchange 26-17 A2 A11"})
    static final class Exchange extends ClientCommand {
        @Parameters(index = "0", paramLabel = "INCIDENT")
        String incident = "";

        @Parameters(index = "1", paramLabel = "OUT")
        String out = "";

        @Parameters(index = "2", paramLabel = "IN")
        String in = "";

        @Override
        int run() {
            String id = incident(incident);
            return ask(
                    verb("exchange").put("incident", id).put("out", out).put("in", in),
                    "%s takes over from %s at %s.".formatted(in, out, id));
        }
    }

    @Command(
            name = "cancel",
            description = "Calls a unit off.",
            footer = {"", "Example:", "  ./tocsin cancel 26-17 E2 not needed"})
    static final class Cancel extends ClientCommand {
        @Parameters(index = "0", paramLabel = "INCIDENT")
        String incident = "";

        @Parameters(index = "1", paramLabel = "UNIT")
        String unit = "";

        @Parameters(index = "2..*", paramLabel = "REASON")
        List<String> reason = new ArrayList<>();

        @Override
        int run() {
            String id = incident(incident);
            return ask(
                    verb("cancel")
                            .put("incident", id)
                            .put("unit", unit)
                            .put("reason", joined(reason).orElse("not needed")),
                    "%s is called off %s.".formatted(unit, id));
        }
    }

    @Command(
            name = "close",
            description = "Closes an incident.",
            footer = {"", "Example:", "  ./tocsin close 26-17 DONE"})
    static final class Close extends ClientCommand {
        @Parameters(index = "0", paramLabel = "INCIDENT")
        String incident = "";

        @Parameters(index = "1", paramLabel = "DISPOSITION", description = "How it ended.")
        String disposition = "";

        @Override
        int run() {
            String id = incident(incident);
            return ask(
                    verb("close")
                            .put("incident", id)
                            .put("disposition", disposition.toUpperCase(Locale.ROOT)),
                    "%s is closed.".formatted(id));
        }
    }

    @Command(
            name = "reopen",
            description = "Opens a closed incident again.",
            footer = {"", "Example:", "  ./tocsin reopen 26-17 smoke was seen again"})
    static final class Reopen extends ClientCommand {
        @Parameters(index = "0", paramLabel = "INCIDENT", description = "Its whole number.")
        String incident = "";

        @Parameters(index = "1..*", arity = "1..*", paramLabel = "REASON")
        List<String> reason = new ArrayList<>();

        @Override
        int run() {
            return ask(
                    verb("reopen")
                            .put("incident", incident)
                            .put("reason", String.join(" ", reason)),
                    "%s is open again.".formatted(incident));
        }
    }

    @Command(
            name = "note",
            description = "Adds a note to an incident; it is sealed with it.",
            footer = {"", "Example:", "  ./tocsin note 26-17 gate code is at the porter"})
    static final class Note extends ClientCommand {
        @Parameters(index = "0", paramLabel = "INCIDENT")
        String incident = "";

        @Parameters(index = "1..*", arity = "1..*", paramLabel = "TEXT")
        List<String> text = new ArrayList<>();

        @Override
        int run() {
            String id = incident(incident);
            return ask(
                    verb("addNote").put("incident", id).put("text", String.join(" ", text)),
                    "Noted at %s.".formatted(id));
        }
    }

    @Command(
            name = "undo",
            description = "Takes back what a command did, while nothing was built on it.",
            footer = {
                "",
                "Without REQUEST it is the last command of this login that changed something.",
                "",
                "Examples:",
                "  ./tocsin undo",
                "  ./tocsin undo cli-3f0e2c8a-6a3e-4a55-9d43-1f9f6f1f3a10"
            })
    static final class Undo extends ClientCommand {
        @Parameters(arity = "0..1", paramLabel = "REQUEST", description = "As --json printed it.")
        Optional<String> request = Optional.empty();

        @Override
        int run() {
            String id =
                    request.or(
                                    () ->
                                            server.profile(spec)
                                                    .flatMap(
                                                            new Profiles(
                                                                            surroundings()
                                                                                    .configFolder())
                                                                    ::lastRequest))
                            .orElseThrow(
                                    () ->
                                            new BadInput(
                                                    "nothing was done here yet; name a request"));
            return ask(verb("undo").put("request", id), "Taken back.");
        }
    }

    @Command(
            name = "request",
            description = "Sends any request of the API as JSON.",
            footer = {
                "",
                "Example:",
                "  ./tocsin request"
                        + " '{\"verb\":\"setAlarmLevel\",\"incident\":\"26-17\",\"level\":2}'",
                "",
                "The verbs and their fields are in /api/openapi.json."
            })
    static final class Raw extends ClientCommand {
        @Parameters(paramLabel = "JSON")
        String request = "";

        @Override
        int run() {
            if (!(Api.parse(request) instanceof ObjectNode object)) {
                throw new BadInput(
                        "expected an object such as {\"verb\":\"checkIn\",\"unit\":\"E1\"}");
            }
            return ask(object, "Done.");
        }
    }
}
