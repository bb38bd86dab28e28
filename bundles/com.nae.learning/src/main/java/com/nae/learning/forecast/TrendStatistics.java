package com.nae.learning.forecast;

import java.util.Arrays;

/** Rank statistics of a trend: they need no assumption about the distribution of the values. */
final class TrendStatistics {
    private TrendStatistics() {}

    /** A slope per second with its confidence interval. */
    record Slope(double value, double low, double high) {}

    /**
     * Mann-Kendall's test for a rising trend, corrected for ties and for continuity (Gilbert 1987, 16.4).
     *
     * @return the standardised statistic Z; above 3.09 means p &lt; .001, one-sided
     */
    static double mannKendall(double[] y) {
        int s = score(y);
        double variance = variance(y);
        return s == 0 || variance <= 0 ? 0 : (s - Integer.signum(s)) / Math.sqrt(variance);
    }

    /** Kendall's S: the number of pairs that rise minus the number of pairs that fall. */
    static int score(double[] y) {
        int s = 0;
        for (int i = 1; i < y.length; i++) {
            for (int j = 0; j < i; j++) {
                s += sign(y[i], y[j]);
            }
        }
        return s;
    }

    private static int sign(double later, double earlier) {
        if (later > earlier) {
            return 1;
        }
        return later < earlier ? -1 : 0;
    }

    /** The variance of S if there is no trend. */
    static double variance(double[] y) {
        double[] sorted = y.clone();
        Arrays.sort(sorted);
        double n = y.length;
        double sum = n * (n - 1) * (2 * n + 5);
        for (int i = 0, j = 0; i < y.length; i = j) {
            while (j < y.length && sorted[j] == sorted[i]) {
                j++;
            }
            double tied = j - i;
            sum -= tied * (tied - 1) * (2 * tied + 5);
        }
        return sum / 18;
    }

    /**
     * Sen's slope, the median of the slopes of all pairs, with the interval of {@code z} standard deviations (Gilbert
     * 1987, 16.5).
     */
    static Slope sen(double[] t, double[] y, double z) {
        double[] slopes = new double[t.length * (t.length - 1) / 2];
        int count = slopes(t, y, slopes);
        double[] sorted = Arrays.copyOf(slopes, count);
        Arrays.sort(sorted);
        double c = z * Math.sqrt(Math.max(0, variance(y)));
        return new Slope(middle(sorted), ranked(sorted, (count - c) / 2), ranked(sorted, (count + c) / 2 + 1));
    }

    /** Sen's slope without its interval. */
    static double slope(double[] t, double[] y) {
        double[] slopes = new double[t.length * (t.length - 1) / 2];
        return medianOf(slopes, slopes(t, y, slopes));
    }

    static double median(double[] values) {
        return medianOf(values.clone(), values.length);
    }

    /** The median of the first {@code n} values, whose order is lost. */
    private static double medianOf(double[] values, int n) {
        if (n == 0) {
            return 0;
        }
        double upper = select(values, n, n / 2);
        double lower = upper;
        if (n % 2 == 0) {
            lower = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < n / 2; i++) {
                lower = Math.max(lower, values[i]);
            }
        }
        return (lower + upper) / 2;
    }

    /** The value of a rank from 0, by quickselect (Hoare 1961). Reorders the values. */
    private static double select(double[] values, int n, int rank) {
        int from = 0;
        int to = n - 1;
        while (from < to) {
            double pivot = values[(from + to) >>> 1];
            int i = from;
            int j = to;
            while (i <= j) {
                while (values[i] < pivot) {
                    i++;
                }
                while (values[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    double swapped = values[i];
                    values[i++] = values[j];
                    values[j--] = swapped;
                }
            }
            if (rank <= j) {
                to = j;
            } else if (rank >= i) {
                from = i;
            } else {
                break;
            }
        }
        return values[rank];
    }

    /** Stores the slopes of all pairs of points with different times, and returns their number. */
    private static int slopes(double[] t, double[] y, double[] slopes) {
        int count = 0;
        for (int i = 1; i < t.length; i++) {
            for (int j = 0; j < i; j++) {
                if (t[i] > t[j]) {
                    slopes[count++] = (y[i] - y[j]) / (t[i] - t[j]);
                }
            }
        }
        return count;
    }

    private static double middle(double[] sorted) {
        int n = sorted.length;
        return n == 0 ? 0 : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }

    /** The value of a rank from 1, interpolated between its neighbours. */
    private static double ranked(double[] sorted, double rank) {
        if (sorted.length == 0) {
            return 0;
        }
        double at = Math.max(0, Math.min(sorted.length - 1, rank - 1));
        int below = (int) at;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
