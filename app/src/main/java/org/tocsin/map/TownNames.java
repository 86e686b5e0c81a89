package org.tocsin.map;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Names for the streets of the sample town: made up, English-sounding, each used once. */
final class TownNames {
    private static final List<String> OLD =
            List.of(
                    "Butcher",
                    "Candle",
                    "Cooper",
                    "Tanner",
                    "Fletcher",
                    "Weaver",
                    "Pewter",
                    "Needle",
                    "Bread",
                    "Salt",
                    "Wool",
                    "Ropewalk",
                    "Friar",
                    "Minster",
                    "Bell",
                    "Lantern",
                    "Cordwainer",
                    "Thimble",
                    "Saddler",
                    "Chandler",
                    "Corn",
                    "Fish",
                    "Glover",
                    "Pilgrim",
                    "Almoner",
                    "Cloister",
                    "Mint",
                    "Spindle",
                    "Dyer");
    private static final List<String> OLD_KINDS = List.of("Lane", "Street", "Row", "Alley", "Yard");

    private static final List<String> INNER =
            List.of(
                    "Victory",
                    "Albion",
                    "Garrick",
                    "Marlow",
                    "Penrose",
                    "Wickham",
                    "Thornton",
                    "Ashdown",
                    "Carlisle",
                    "Dunmore",
                    "Ellery",
                    "Falconer",
                    "Granby",
                    "Hartley",
                    "Ingram",
                    "Jessop",
                    "Kendal",
                    "Lambert",
                    "Mortimer",
                    "Norwood",
                    "Osborne",
                    "Prescott",
                    "Quayle",
                    "Radcliffe",
                    "Selwyn",
                    "Templar",
                    "Upton",
                    "Vernon");
    private static final List<String> INNER_KINDS = List.of("Street", "Road", "Terrace", "Place");

    private static final List<String> SUBURB =
            List.of(
                    "Alder",
                    "Beech",
                    "Bramble",
                    "Broom",
                    "Cedar",
                    "Cherry",
                    "Chestnut",
                    "Clover",
                    "Curlew",
                    "Dove",
                    "Elder",
                    "Elm",
                    "Fern",
                    "Finch",
                    "Foxglove",
                    "Gorse",
                    "Hawthorn",
                    "Hazel",
                    "Heather",
                    "Heron",
                    "Hollybush",
                    "Juniper",
                    "Kestrel",
                    "Kingfisher",
                    "Lapwing",
                    "Larch",
                    "Lark",
                    "Laurel",
                    "Lime",
                    "Linden",
                    "Linnet",
                    "Magpie",
                    "Maple",
                    "Meadow",
                    "Mulberry",
                    "Nightingale",
                    "Oak",
                    "Orchard",
                    "Osprey",
                    "Pear Tree",
                    "Pine",
                    "Plover",
                    "Poplar",
                    "Primrose",
                    "Quince",
                    "Redwing",
                    "Robin",
                    "Rowan",
                    "Rosemary",
                    "Sandpiper",
                    "Skylark",
                    "Sorrel",
                    "Starling",
                    "Swallow",
                    "Sycamore",
                    "Teasel",
                    "Thistle",
                    "Walnut",
                    "Willow",
                    "Wren",
                    "Yarrow",
                    "Yew Tree",
                    "Barrow",
                    "Beacon",
                    "Windmill",
                    "Quarry",
                    "Warren",
                    "Furlong",
                    "Glebe",
                    "Paddock",
                    "Long Acre",
                    "Hillside",
                    "Upland",
                    "Greenfield",
                    "Highfield",
                    "Moor",
                    "Spinney",
                    "Copse",
                    "Dell",
                    "Ridge",
                    "Brook",
                    "Springwell",
                    "Holloway",
                    "Sheepcote",
                    "Dairy",
                    "Tithe",
                    "Croft");
    private static final List<String> SUBURB_KINDS =
            List.of("Road", "Avenue", "Drive", "Way", "Gardens", "Rise", "Crescent", "Close");

    private static final List<String> SOUTH =
            List.of(
                    "Anchor",
                    "Barge",
                    "Boatman's",
                    "Capstan",
                    "Coracle",
                    "Eel",
                    "Ferryman's",
                    "Flint",
                    "Gravel",
                    "Haven",
                    "Keel",
                    "Lighterman",
                    "Lock",
                    "Maltings",
                    "Marsh",
                    "Mooring",
                    "Osier",
                    "Otter",
                    "Pilot",
                    "Reed",
                    "Rudder",
                    "Sallow",
                    "Sluice",
                    "Staithe",
                    "Tiller",
                    "Towpath",
                    "Wharf",
                    "Withy",
                    "Sedge",
                    "Bulrush",
                    "Teal",
                    "Mallard",
                    "Moorhen",
                    "Watermead",
                    "Millrace",
                    "Weir");
    private static final List<String> SOUTH_KINDS =
            List.of("Road", "Street", "Lane", "Walk", "Way", "Close");

    private static final List<String> INDUSTRY =
            List.of(
                    "Boiler",
                    "Carbon",
                    "Crucible",
                    "Dynamo",
                    "Engine Shed",
                    "Forge",
                    "Furnace",
                    "Gantry",
                    "Kiln",
                    "Lathe",
                    "Piston",
                    "Rivet",
                    "Sawmill",
                    "Tinplate",
                    "Turbine");
    private static final List<String> INDUSTRY_KINDS = List.of("Way", "Road", "Park Road", "Drive");

    private final Random random;
    private final Set<String> used = new HashSet<>();

    TownNames(Random random) {
        this.random = random;
    }

    void nameAll(List<TownGraph.Tied> streets) {
        for (TownGraph.Tied tied : streets) used.add(tied.street().name);
        for (TownGraph.Tied tied : streets) {
            if (tied.street().name.isEmpty()) tied.street().name = next(tied);
        }
    }

    private String next(TownGraph.Tied tied) {
        Street street = tied.street();
        return switch (street.quarter) {
            case OLD_TOWN -> pick(OLD, OLD_KINDS);
            case INNER -> pick(INNER, INNER_KINDS);
            case SUBURB -> pick(SUBURB, suburbKinds(tied));
            case SOUTH_BANK -> pick(SOUTH, suburbOr(tied, SOUTH_KINDS));
            case INDUSTRY -> pick(INDUSTRY, INDUSTRY_KINDS);
            case OPEN_COUNTRY -> pick(SUBURB, SUBURB_KINDS);
        };
    }

    /** A dead end is a close, a long street a road or an avenue. */
    private static List<String> suburbKinds(TownGraph.Tied tied) {
        boolean open =
                tied.stops().getFirst().junction().shared
                        && tied.stops().getLast().junction().shared;
        if (!open) return List.of("Close", "Court", "Croft", "Mews");
        if (tied.street().line.meters() > 500) return List.of("Road", "Avenue", "Drive");
        return List.of("Road", "Way", "Gardens", "Rise", "Drive", "Crescent");
    }

    private static List<String> suburbOr(TownGraph.Tied tied, List<String> otherwise) {
        List<String> kinds = suburbKinds(tied);
        return kinds.contains("Close") ? kinds : otherwise;
    }

    /** A new root while there is one, else a root again with another kind: Elm Road, Elm Way. */
    private String pick(List<String> roots, List<String> kinds) {
        var fresh = new ArrayList<>(roots);
        Collections.shuffle(fresh, random);
        for (String root : fresh) {
            if (used.contains(root)) continue;
            used.add(root);
            String name = join(root, kinds.get(random.nextInt(kinds.size())));
            if (used.add(name)) return name;
        }
        for (String root : fresh) {
            for (String kind : kinds) {
                String name = join(root, kind);
                if (used.add(name)) return name;
            }
        }
        for (String root : fresh) {
            for (String kind : SUBURB_KINDS) {
                String name = "New " + join(root, kind);
                if (used.add(name)) return name;
            }
        }
        throw new IllegalStateException("the town has more streets than names");
    }

    private static String join(String root, String kind) {
        return root.equals("Ropewalk") ? "The Ropewalk" : root + " " + kind;
    }
}
