package org.tocsin.simulate.result;

import java.util.Arrays;

/**
 * A mean over replications with its 95 % confidence interval (Student's t).
 *
 * @param half half the interval's width; 0 where there is one replication only: nothing can be said
 */
public record Estimate(double mean, double half, int replications) {
    /** Two-sided 95 % of Student's t, by degrees of freedom from 1; 1.96 beyond. */
    private static final double[] T = {
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
        2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056,
        2.052, 2.048, 2.045, 2.042
    };

    public static Estimate of(double[] values) {
        int n = values.length;
        double mean = Arrays.stream(values).average().orElse(0);
        if (n < 2) return new Estimate(mean, 0, n);
        double t = n - 1 <= T.length ? T[n - 2] : 1.96;
        return new Estimate(mean, t * error(values, mean), n);
    }

    /** The standard error of the mean; 0 where there is one value only. */
    public static double error(double[] values, double mean) {
        int n = values.length;
        if (n < 2) return 0;
        double squares = 0;
        for (double value : values) squares += (value - mean) * (value - mean);
        return Math.sqrt(squares / (n - 1) / n);
    }

    public double low() {
        return mean - half;
    }

    public double high() {
        return mean + half;
    }

    /** Whether the interval leaves out 0. */
    boolean isClear() {
        return replications > 1 && Math.abs(mean) > half;
    }
}
