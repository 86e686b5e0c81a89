package org.tocsin.center;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/** Reads desks and sign-ins. */
final class PeopleReader {
    /** Argon2id as a PHC string: version 1.3, parameters, salt, hash. */
    private static final String HASH =
            "\\$argon2id\\$v=19\\$m=\\d{1,9},t=\\d{1,4},p=\\d{1,3}\\$[A-Za-z0-9+/=_-]{8,200}\\$[A-Za-z0-9+/=_-]{16,200}";

    private final Sections sections;
    private final Known deskIds = new Known("desk's id");
    private final Set<String> names = new HashSet<>();

    PeopleReader(Sections sections) {
        this.sections = sections;
        sections.find("desks")
                .filter(field -> field.tree() instanceof Tree.Items)
                .ifPresent(field -> deskIds.gather(field.items(0, Integer.MAX_VALUE), "id"));
    }

    List<DeskSeat> desks() {
        if (sections.find("desks").isEmpty()) {
            return List.of(new DeskSeat("desk-1", "Desk 1", List.of()));
        }
        return sections.list("desks", Shape.DESK, 1, CenterLimits.DESKS, this::desk);
    }

    List<SignIn> signIns() {
        return sections.list("sign_ins", Shape.SIGN_IN, 1, CenterLimits.SIGN_INS, this::signIn);
    }

    private Supplier<DeskSeat> desk(Fields fields) {
        String id = fields.declares("id", deskIds);
        String name = fields.name("name");
        List<String> agencies = agencies(fields);
        return () -> new DeskSeat(id, name, agencies);
    }

    private Supplier<SignIn> signIn(Fields fields) {
        String name = fields.id("name");
        fields.find("name").ifPresent(field -> refuseSecond(name, field));
        String displayName = fields.name("display_name");
        String hash = fields.read("password_hash", "", PeopleReader::hash);
        List<Role> roles = fields.read("roles", List.of(), PeopleReader::roles);
        List<String> agencies = agencies(fields);
        List<String> units = fields.allReferTo("units", 1, CenterLimits.LIST, sections.units);
        fields.find("units")
                .filter(_ -> !roles.contains(Role.CREW))
                .ifPresent(field -> field.fault("units", "them only with the role crew"));
        return () -> new SignIn(name, displayName, hash, roles, agencies, units);
    }

    /** People do not mind case when they sign in, so neither may names. */
    private void refuseSecond(String name, Field field) {
        if (!names.add(name.toLowerCase(Locale.ROOT))) {
            field.fault("a name that nobody else signs in with, upper and lower case alike");
        }
    }

    /** What was found is not shown: it may be a password. */
    private static String hash(Field field) {
        if (field.tree() instanceof Tree.Text text && text.value().matches(HASH)) {
            return text.value();
        }
        field.fault(
                "text that is no such hash (not shown here)",
                "an Argon2id hash, $argon2id$v=19$m=…,t=…,p=…$salt$hash;"
                        + " ./tocsin center password makes one");
        return "";
    }

    private static List<Role> roles(Field field) {
        var roles = new ArrayList<Role>();
        for (Field item : field.items(1, Role.values().length)) {
            Role role = item.oneOf(Role.values());
            if (roles.contains(role)) item.fault("each role once");
            roles.add(role);
        }
        return roles;
    }

    private List<String> agencies(Fields fields) {
        return fields.allReferTo("agencies", 0, CenterLimits.AGENCIES, sections.agencies);
    }
}
