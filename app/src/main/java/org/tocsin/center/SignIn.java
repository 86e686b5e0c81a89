package org.tocsin.center;

import java.util.List;

/**
 * Who may sign in.
 *
 * @param name typed at sign-in, unique in the center
 * @param displayName shown on screens and in the record
 * @param passwordHash Argon2id in PHC string format; the password itself is stored nowhere
 * @param agencies ids of the agencies the roles hold for; empty: all
 * @param units for crews: the call signs they answer for
 */
public record SignIn(
        String name,
        String displayName,
        String passwordHash,
        List<Role> roles,
        List<String> agencies,
        List<String> units) {
    public SignIn {
        roles = List.copyOf(roles);
        agencies = List.copyOf(agencies);
        units = List.copyOf(units);
    }

    /** Without the hash, so that it reaches no log by accident. */
    @Override
    public String toString() {
        return "SignIn[%s, %s, %s]".formatted(name, displayName, roles);
    }
}
