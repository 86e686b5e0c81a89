package org.tocsin.incident;

import org.tocsin.place.Location;

import java.time.Instant;
import java.util.Optional;

/**
 * One report of a need. What the caller said, and who it was, is sealed.
 *
 * @param id unique in the center, from 1
 * @param sealed name, number and words of the caller, as the vault keeps them; empty where the call
 *     brought none
 * @param sealedFor the incident under whose key it was sealed: the one it came to first
 */
public record Call(
        long id,
        Instant at,
        String source,
        Optional<Location> location,
        Optional<String> sealed,
        String sealedFor) {}
