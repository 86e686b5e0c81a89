package org.tocsin.road;

import org.jspecify.annotations.Nullable;
import org.tocsin.place.Compass;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/**
 * One thing a driver does on a route.
 *
 * @param at which point of the route's line it is done at
 * @param metersAt from the start of the route
 * @param secondsAt after the start of the route
 * @param heading of the road that is taken, in degrees clockwise from north, 0 to below 360
 * @param road the name or number of the road that is taken; empty if it has none, and at the end
 * @param exit which exit of a roundabout is taken, from 1; 0 for all other kinds
 */
public record Maneuver(
        Kind kind,
        int at,
        double metersAt,
        double secondsAt,
        double heading,
        Optional<String> road,
        int exit) {
    /** What is done. */
    public enum Kind {
        DEPART,
        /** On straight, where the road's name changes. */
        CONTINUE,
        SLIGHT_LEFT,
        LEFT,
        SHARP_LEFT,
        SLIGHT_RIGHT,
        RIGHT,
        SHARP_RIGHT,
        U_TURN,
        ROUNDABOUT,
        FERRY,
        ARRIVE
    }

    /**
     * The step as a sentence. A further language is one more file beside this class.
     *
     * @param locale English where there is no file of its language
     */
    public String text(Locale locale) {
        // English is the file without a language: what the machine speaks must not matter.
        var control =
                ResourceBundle.Control.getNoFallbackControl(
                        ResourceBundle.Control.FORMAT_PROPERTIES);
        ResourceBundle words = ResourceBundle.getBundle("org.tocsin.road.steps", locale, control);
        String key = kind.name() + (road.isPresent() ? "_ONTO" : "");
        String compass = words.getString(Compass.along(heading).words());
        return new MessageFormat(words.getString(key), locale)
                .format(new @Nullable Object[] {road.orElse(""), compass, exit});
    }
}
