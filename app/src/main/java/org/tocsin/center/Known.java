package org.tocsin.center;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The ids of one kind that the files declare, gathered before anything refers to them.
 *
 * @param what one of them in words, such as {@code declared capability}
 * @param declared each id with the place of its first declaration
 */
record Known(String what, Map<String, Field> declared) {
    Known(String what) {
        this(what, new LinkedHashMap<>());
    }

    /**
     * Ids that are known already.
     *
     * @param place where they are asked about; they are declared elsewhere
     */
    static Known of(String what, Collection<String> ids, Field place) {
        var known = new Known(what);
        ids.forEach(id -> known.declared.put(id, place));
        return known;
    }

    /** Takes the ids that the items of a list section declare. */
    void gather(List<Field> items, String key) {
        for (Field item : items) {
            if (!(item.tree() instanceof Tree.Entries(List<Tree.Entry> entries, _))) continue;
            for (Tree.Entry entry : entries) {
                if (entry.key().value().equals(key) && entry.value() instanceof Tree.Text id) {
                    declared.putIfAbsent(id.value(), item.at(key, id));
                }
            }
        }
    }

    /** Takes the keys of a section that maps ids to names. */
    void gather(List<Field.Keyed> entries) {
        for (Field.Keyed entry : entries) declared.putIfAbsent(entry.written(), entry.key());
    }

    Set<String> ids() {
        return declared.keySet();
    }
}
