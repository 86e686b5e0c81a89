package org.tocsin.center;

/** What a person who signs in is there for. */
public enum Role {
    DISPATCHER,
    CALL_TAKER,
    SUPERVISOR,
    CREW,
    VIEWER,
    ADMIN
}
