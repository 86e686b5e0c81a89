package org.tocsin.plan;

/**
 * What is wrong with a part of a plan or tree.
 *
 * @param path where in it, such as {@code questions[2].choices[0].next}
 */
public record Fault(String path, String found, String expected) {
    @Override
    public String toString() {
        return "%s: found %s, expected %s".formatted(path, found, expected);
    }
}
