package org.tocsin.simulate.demand;

import java.util.Locale;
import java.util.random.RandomGenerator;

/** How a duration spreads, as people write it: {@code exponential 12 min}. Times in seconds. */
public sealed interface Spread {
    String EXPECTED =
            "fixed, exponential, lognormal, normal or uniform with its times, such as"
                    + " \"exponential 12 min\" or \"lognormal 60 s 30 s\" (mean and deviation)";

    /** One draw, 0 or more. */
    double draw(RandomGenerator random);

    /** The mean. */
    double mean();

    /** As people write it, the times in seconds. */
    String words();

    record Fixed(double seconds) implements Spread {
        @Override
        public String words() {
            return "fixed " + time(seconds);
        }

        @Override
        public double draw(RandomGenerator random) {
            return seconds;
        }

        @Override
        public double mean() {
            return seconds;
        }
    }

    record Exponential(double mean) implements Spread {
        @Override
        public String words() {
            return "exponential " + time(mean);
        }

        @Override
        public double draw(RandomGenerator random) {
            return -mean * StrictMath.log(1 - random.nextDouble());
        }
    }

    record Lognormal(double mean, double deviation) implements Spread {
        @Override
        public String words() {
            return "lognormal " + time(mean) + " " + time(deviation);
        }

        @Override
        public double draw(RandomGenerator random) {
            double variance = StrictMath.log1p(deviation * deviation / (mean * mean));
            double at = StrictMath.log(mean) - variance / 2;
            return StrictMath.exp(at + Math.sqrt(variance) * gaussian(random));
        }
    }

    /** Cut off at 0. */
    record Normal(double mean, double deviation) implements Spread {
        @Override
        public String words() {
            return "normal " + time(mean) + " " + time(deviation);
        }

        @Override
        public double draw(RandomGenerator random) {
            return Math.max(0, mean + deviation * gaussian(random));
        }
    }

    record Uniform(double least, double most) implements Spread {
        @Override
        public String words() {
            return "uniform " + time(least) + " " + time(most);
        }

        @Override
        public double draw(RandomGenerator random) {
            return least + (most - least) * random.nextDouble();
        }

        @Override
        public double mean() {
            return (least + most) / 2;
        }
    }

    private static String time(double seconds) {
        return String.format(Locale.ROOT, "%.1f s", seconds).replace(".0 s", " s");
    }

    /** By Box and Muller with strict functions: the same on any machine. */
    static double gaussian(RandomGenerator random) {
        double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }

    /**
     * @throws IllegalArgumentException if it is not such a text
     */
    static Spread of(String text) {
        String[] words = text.strip().toLowerCase(Locale.ROOT).split("\\s+", -1);
        double first = words.length >= 3 ? seconds(words[1], words[2]) : -1;
        double second = words.length == 5 ? seconds(words[3], words[4]) : -1;
        boolean one = words.length == 3 && first >= 0;
        boolean two = words.length == 5 && first >= 0 && second >= 0;
        if (one && words[0].equals("fixed")) return new Fixed(first);
        if (one && words[0].equals("exponential")) return new Exponential(first);
        if (two && words[0].equals("lognormal") && first > 0) return new Lognormal(first, second);
        if (two && words[0].equals("normal")) return new Normal(first, second);
        if (two && words[0].equals("uniform") && first <= second) return new Uniform(first, second);
        throw new IllegalArgumentException(EXPECTED);
    }

    private static double seconds(String number, String unit) {
        double factor =
                switch (unit) {
                    case "s" -> 1;
                    case "min" -> 60;
                    case "h" -> 3_600;
                    default -> throw new IllegalArgumentException(EXPECTED);
                };
        try {
            return Double.parseDouble(number) * factor;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(EXPECTED, e);
        }
    }
}
