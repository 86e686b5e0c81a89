package org.tocsin.center;

import java.util.List;
import java.util.Optional;

/**
 * The keys of one kind of mapping; all of them together are the schema that {@code docs/center.md}
 * describes (a test compares the two).
 *
 * @param path where such mappings stand, {@code []} for each entry of a list
 */
record Shape(String path, List<Key> keys) {
    /**
     * @param what it holds, as the end of a sentence that begins with "expected"
     */
    record Key(String name, boolean required, String what) {}

    static final Shape FILES =
            shape(
                    "",
                    must("center", "the center's id, name and zone"),
                    must("agencies", "agency ids with their names"),
                    must("capabilities", "capability codes with their names"),
                    must("stations", "a list of stations"),
                    may("shifts", "a list of shifts"),
                    must("units", "a list of units"),
                    may("districts", "a list of districts"),
                    must("types", "a list of incident types"),
                    must("plans", "a list of plan rules"),
                    may("triage", "a list of question trees"),
                    may("keywords", "a list of keyword rules"),
                    may("targets", "limits of time"),
                    may("desks", "a list of desks"),
                    must("sign_ins", "a list of people who may sign in"),
                    may("destinations", "a list of hospitals and the like"),
                    may("premises", "a list of places with known hazards"),
                    may("dispositions", "disposition codes with their names"),
                    may("related_calls", "a window of time and place"),
                    may("status_codes", "a list of unit statuses"),
                    may("personal_data", "when it is forgotten"),
                    may("move_ups", "how often crews may be moved"),
                    may("verbs", "a list of verbs with their names"));

    static final Shape CENTER =
            shape(
                    "center",
                    must("id", "a short id such as porto"),
                    must("name", "the center's name"),
                    must("zone", "a time zone such as Europe/Lisbon"),
                    may("service_area", "a list of points"));

    static final Shape STATION =
            shape(
                    "stations[]",
                    must("id", "a short id"),
                    must("name", "the station's name"),
                    must("agency", "an agency's id"),
                    must("point", "latitude, longitude"));

    static final Shape SHIFT =
            shape(
                    "shifts[]",
                    must("id", "a short id"),
                    must("name", "the shift's name"),
                    must("hours", "hours such as mon-fri 07:00-19:00"));

    static final Shape UNIT =
            shape(
                    "units[]",
                    must("call_sign", "a call sign"),
                    must("station", "a station's id"),
                    must("capabilities", "a list of capability codes"),
                    must("crew_size", "the number of people aboard"),
                    may("agency", "an agency's id"),
                    may("shared_crew", "the name of a crew that staffs several units"),
                    may("can_transport", "true or false"),
                    may("shifts", "a list of shift ids"),
                    may("profile", "a driving profile's name"));

    static final Shape DISTRICT =
            shape(
                    "districts[]",
                    must("id", "a short id"),
                    must("name", "the district's name"),
                    must("area", "a list of points"));

    static final Shape TYPE =
            shape(
                    "types[]",
                    must("code", "a code such as STRUCTURE_FIRE"),
                    must("name", "the type's name"),
                    must("priority", "1 (most urgent) to 5"),
                    must("agency", "the id of the agency that leads"),
                    may("triage", "a question tree's id"));

    static final Shape PLAN =
            shape(
                    "plans[]",
                    must("id", "a short id"),
                    may("types", "a list of incident types"),
                    may("priorities", "a list of priorities"),
                    may("districts", "a list of district ids"),
                    may("stations", "a list of station ids"),
                    may("hours", "hours such as daily 20:00-06:00"),
                    must("levels", "alarm levels from 1 up"));

    static final Shape LEVEL =
            shape(
                    "plans[].levels[]",
                    must("needs", "requirements such as engines: 2 ENGINE"),
                    may("standby", "a list such as 1 ENGINE at central"),
                    may("notify", "a list of who is to be told"),
                    may("replaces", "true or false"));

    static final Shape TREE =
            shape(
                    "triage[]",
                    must("id", "a short id"),
                    must("version", "a number from 1 up"),
                    must("name", "the tree's name"),
                    must("questions", "a list of questions"));

    static final Shape QUESTION =
            shape(
                    "triage[].questions[]",
                    must("id", "a short id"),
                    must("ask", "the question, word for word"),
                    must("answers", "a list of answers"));

    static final Shape ANSWER =
            shape(
                    "triage[].questions[].answers[]",
                    must("id", "a short id"),
                    must("text", "the answer"),
                    may("next", "a question's id"),
                    may("type", "an incident type's code"),
                    may("priority", "1 to 5"),
                    may("capabilities", "a list of capability codes"),
                    may("advice", "what is read to the caller"));

    static final Shape KEYWORD =
            shape(
                    "keywords[]",
                    must("id", "a short id"),
                    must("type", "an incident type's code"),
                    must("phrases", "phrases by language"),
                    may("priority", "1 to 5"),
                    may("agencies", "a list of agency ids"),
                    may("capabilities", "a list of capability codes"),
                    may("near", "true or false"));

    static final Shape TARGETS =
            shape(
                    "targets",
                    may("waiting", "a duration, or one by priority"),
                    may("acknowledgement", "a duration, or one by priority"),
                    may("arrival", "a duration, or one by priority"),
                    may("turnout", "a duration, or one by priority"),
                    may("travel", "a duration, or one by priority"),
                    may("check_in", "a duration, or one by priority"),
                    may("time_in_state", "durations by unit status"));

    static final Shape DESK =
            shape(
                    "desks[]",
                    must("id", "a short id"),
                    must("name", "the desk's name"),
                    may("agencies", "a list of agency ids"));

    static final Shape SIGN_IN =
            shape(
                    "sign_ins[]",
                    must("name", "what is typed to sign in"),
                    must("display_name", "the name shown"),
                    must("password_hash", "an Argon2id hash"),
                    must("roles", "a list of roles"),
                    may("agencies", "a list of agency ids"),
                    may("units", "a list of call signs"));

    static final Shape DESTINATION =
            shape(
                    "destinations[]",
                    must("id", "a short id"),
                    must("name", "the destination's name"),
                    must("point", "latitude, longitude"),
                    may("accepts", "a list of texts"));

    static final Shape PREMISES =
            shape(
                    "premises[]",
                    must("id", "a short id"),
                    must("name", "the place's name"),
                    must("point", "latitude, longitude"),
                    may("radius_meters", "a number of metres"),
                    may("plans", "a list of texts"),
                    may("keys", "a list of texts"),
                    may("hazards", "a list of texts"),
                    may("notes", "a list of texts"));

    static final Shape RELATED =
            shape(
                    "related_calls",
                    may("within", "a duration"),
                    may("meters", "a number of metres"));

    static final Shape STATUS =
            shape(
                    "status_codes[]",
                    must("status", "a unit status"),
                    may("name", "what it is called here"),
                    may("letter", "one or two characters"),
                    may("color", "a colour"),
                    may("codes", "a list of short codes"),
                    may("agency", "a declared agency"));

    static final Shape PERSONAL_DATA =
            shape("personal_data", must("forget_after_days", "a number of days"));

    static final Shape MOVE_UPS =
            shape(
                    "move_ups",
                    must("most", "a number of moves"),
                    must("driven", "a duration such as 60 min"),
                    may("within", "a duration such as 12 h"));

    static final Shape VERB =
            shape(
                    "verbs[]",
                    must("verb", "a verb of the command line"),
                    must("names", "a list of short names"),
                    may("agency", "a declared agency"));

    static final Shape SCENARIO =
            shape(
                    "scenario",
                    must("name", "the scenario's name"),
                    must("length", "how long it takes"),
                    may("about", "what is trained"),
                    may("calls", "a list of calls"),
                    may("waves", "a list of many calls each"),
                    may("events", "a list of what else happens"));

    static final Shape SCENARIO_CALL =
            shape(
                    "scenario.calls[]",
                    must("at", "a time from the beginning"),
                    must("type", "an incident type's code"),
                    must("says", "what the caller says, or a list to choose from"),
                    may("place", "a place as a call taker finds it"),
                    may("point", "latitude, longitude"),
                    may("vary", "a duration"),
                    may("event", "a short id of what several calls are about"));

    static final Shape SCENARIO_WAVE =
            shape(
                    "scenario.waves[]",
                    must("from", "a time from the beginning"),
                    must("until", "a time from the beginning"),
                    must("calls", "how many"),
                    must("around", "latitude, longitude"),
                    must("meters", "how far from there at most"),
                    must("types", "a list of incident types' codes"),
                    must("says", "a list of what callers say"));

    static final Shape SCENARIO_EVENT =
            shape(
                    "scenario.events[]",
                    must("at", "a time from the beginning"),
                    may("fails", "a call sign"),
                    may("returns", "a call sign"),
                    may("says", "a call sign"),
                    may("closes", "a road's name or a point on it"),
                    may("opens", "a road's name or a point on it"),
                    may("text", "what is said, or why"));

    static final Shape PROFILE =
            shape(
                    "profile",
                    must("name", "the profile's name"),
                    may("like", "a standard profile's name"),
                    may("user", "a road user"),
                    may("vehicle", "measures of the vehicle"),
                    may("may", "what is permitted"),
                    may("speeds_kmh", "speeds by class of road"),
                    may("of_limit", "parts of a speed limit by class of road"),
                    may("slowest_kmh", "a speed"),
                    may("fastest_kmh", "a speed"),
                    may("against_oneway_factor", "a part of the speed"),
                    may("surfaces_kmh", "speeds by surface"),
                    may("tracks_kmh", "speeds by grade"),
                    may("smoothness_kmh", "speeds by evenness"),
                    may("delays_seconds", "seconds by what holds up"),
                    may("turns_seconds", "seconds by turn"),
                    may("barriers_seconds", "seconds by barrier"),
                    may("boarding_seconds", "seconds"),
                    may("hours", "a list of slower or faster hours"));

    static final Shape PROFILE_VEHICLE =
            shape(
                    "profile.vehicle",
                    may("height_meters", "metres"),
                    may("width_meters", "metres"),
                    may("length_meters", "metres"),
                    may("weight_tonnes", "tonnes"));

    static final Shape PROFILE_MAY =
            shape(
                    "profile.may",
                    may("reserved", "true or false"),
                    may("bus_roads", "true or false"),
                    may("pedestrian_zones", "true or false"),
                    may("military", "true or false"),
                    may("closed", "true or false"),
                    may("against_oneways", "never, where_signed or always"),
                    may("turn_signs", "all, as_signed or none"));

    static final Shape PROFILE_TURNS =
            shape(
                    "profile.turns_seconds",
                    may("slight", "seconds"),
                    may("turn", "seconds"),
                    may("sharp", "seconds"),
                    may("u_turn", "seconds"),
                    may("dead_end", "seconds"));

    static final Shape PROFILE_HOURS =
            shape(
                    "profile.hours[]",
                    must("when", "hours such as mon-fri 07:00-09:00"),
                    must("factor", "a part of the usual speed"),
                    may("area", "a list of points"),
                    may("district", "a district's id"),
                    may("roads", "a list of classes of roads"));

    static final List<Shape> ALL =
            List.of(
                    FILES,
                    CENTER,
                    STATION,
                    SHIFT,
                    UNIT,
                    DISTRICT,
                    TYPE,
                    PLAN,
                    LEVEL,
                    TREE,
                    QUESTION,
                    ANSWER,
                    KEYWORD,
                    TARGETS,
                    DESK,
                    SIGN_IN,
                    DESTINATION,
                    PREMISES,
                    RELATED,
                    STATUS,
                    PERSONAL_DATA,
                    MOVE_UPS,
                    VERB,
                    PROFILE,
                    PROFILE_VEHICLE,
                    PROFILE_MAY,
                    PROFILE_TURNS,
                    PROFILE_HOURS);

    /** Of {@code docs/drill.md}. */
    static final List<Shape> OF_SCENARIO =
            List.of(SCENARIO, SCENARIO_CALL, SCENARIO_WAVE, SCENARIO_EVENT);

    Optional<Key> findKey(String name) {
        return keys.stream().filter(key -> key.name.equals(name)).findFirst();
    }

    List<String> names() {
        return keys.stream().map(Key::name).toList();
    }

    private static Shape shape(String path, Key... keys) {
        return new Shape(path, List.of(keys));
    }

    private static Key must(String name, String what) {
        return new Key(name, true, what);
    }

    private static Key may(String name, String what) {
        return new Key(name, false, what);
    }
}
