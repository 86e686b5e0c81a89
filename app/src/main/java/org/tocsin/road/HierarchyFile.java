package org.tocsin.road;

import org.tocsin.path.Hierarchy;

import java.io.IOException;
import java.nio.file.Path;

/** The stored form of a hierarchy, beside the road file. */
final class HierarchyFile {
    // The magic is "TCHIERAR" read from the left.
    static final ArrayFile FILE =
            new ArrayFile("hierarchy.tocsin", "hierarchy", 0x5241_5245_4948_4354L, 2);

    /** A hierarchy and the fingerprint of the turns it was made for. */
    record Kept(Hierarchy.Stored stored, int fingerprint) {}

    private HierarchyFile() {}

    static void write(Kept kept, Path folder) throws IOException {
        Hierarchy.Stored stored = kept.stored();
        FILE.write(
                folder,
                out -> {
                    out.write(kept.fingerprint());
                    out.write(stored.order());
                    out.write(stored.parent());
                    out.write(stored.upStart());
                    out.write(stored.upHead());
                    out.write(stored.downStart());
                    out.write(stored.downTail());
                });
    }

    static Kept read(Path folder) throws IOException {
        return FILE.read(
                folder,
                in -> {
                    int fingerprint = in.number();
                    var stored =
                            new Hierarchy.Stored(
                                    in.ints(), in.ints(), in.ints(), in.ints(), in.ints(),
                                    in.ints());
                    return new Kept(stored, fingerprint);
                });
    }
}
