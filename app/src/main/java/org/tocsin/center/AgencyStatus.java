package org.tocsin.center;

/**
 * How one agency calls, types and shows a status of its units, where that is not as in the rest of
 * the center. Like {@link VerbName} it is how people speak, so it is no part of the {@link Center}
 * that the record holds.
 */
public record AgencyStatus(String agency, StatusCode code) {}
