package com.nae.learning.forecast;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TrendStatisticsTest {
    /** Gilbert 1987, table A18: the probability that Kendall's S reaches a value where there is no trend. */
    private static final Map<Integer, Map<Integer, Double>> TABLE = Map.of(
            4, Map.of(0, .625, 2, .375, 4, .167, 6, .042),
            5, Map.of(0, .592, 2, .408, 4, .242, 6, .117, 8, .042, 10, .0083),
            6, Map.of(1, .500, 3, .360, 5, .235, 7, .136, 9, .068, 11, .028, 13, .0083, 15, .0014),
            7, Map.of(1, .500, 3, .386, 5, .281, 7, .191, 9, .119, 11, .068, 13, .035, 15, .015, 17, .0054, 19, .0014));

    @Test
    void kendallsScoreIsDistributedAsInThePublishedTable() {
        TABLE.forEach((n, row) -> {
            Map<Integer, Integer> counts = new TreeMap<>();
            int all = permute(new double[n], 0, 0, counts);
            row.forEach((s, p) -> {
                int reached = counts.entrySet().stream()
                        .filter(e -> e.getKey() >= s)
                        .mapToInt(Map.Entry::getValue)
                        .sum();
                assertEquals(p, reached / (double) all, p < .01 ? 5e-5 : 5e-4 + 1e-9, "n=" + n + " S=" + s);
            });
        });
    }

    @Test
    void theVarianceIsThatOfAllOrdersAndTiesReduceIt() {
        Map<Integer, Integer> counts = new TreeMap<>();
        int all = permute(new double[7], 0, 0, counts);
        double variance = counts.entrySet().stream()
                        .mapToDouble(e -> e.getKey() * e.getKey() * (double) e.getValue())
                        .sum()
                / all;
        assertEquals(variance, TrendStatistics.variance(new double[] {1, 2, 3, 4, 5, 6, 7}), 1e-9);
        // n(n-1)(2n+5) = 10*9*25 = 2250; a pair and a triple of ties take off 2*1*9 + 3*2*11 = 84
        assertEquals((2250 - 84) / 18.0, TrendStatistics.variance(new double[] {1, 1, 2, 3, 3, 3, 4, 5, 6, 7}), 1e-9);
    }

    @Test
    void theStatisticIsCorrectedForContinuity() {
        double[] rising = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        assertEquals(45, TrendStatistics.score(rising));
        assertEquals(44 / Math.sqrt(125), TrendStatistics.mannKendall(rising), 1e-9);
        assertEquals(0, TrendStatistics.mannKendall(new double[] {3, 3, 3, 3}), 0);
    }

    @Test
    void sensSlopeIsTheMedianOfThePairs() {
        double[] t = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        double[] y = {10, 12, 14, 16, 900, 20, 22, -500, 26, 28};
        TrendStatistics.Slope slope = TrendStatistics.sen(t, y, 1.96);
        assertEquals(2, slope.value(), 1e-9);
        assertEquals(true, slope.low() <= 2 && slope.high() >= 2);
        // pairs of (0,1) (1,3) (3,4) (4,9): 2, 1, 2, 1/2, 2, 5 -> median 2
        assertEquals(
                2,
                TrendStatistics.sen(new double[] {0, 1, 3, 4}, new double[] {1, 3, 4, 9}, 0)
                        .value(),
                1e-9);
    }

    @Test
    void theMedianOfAnyValuesIsThatOfTheSortedOnes() {
        java.util.Random random = new java.util.Random(1);
        for (int n = 1; n < 60; n++) {
            double[] values = random.doubles(n).map(v -> Math.floor(8 * v)).toArray();
            double[] sorted = values.clone();
            java.util.Arrays.sort(sorted);
            assertEquals((sorted[(n - 1) / 2] + sorted[n / 2]) / 2, TrendStatistics.median(values), 0);
            double[] t = java.util.stream.IntStream.range(0, n).asDoubleStream().toArray();
            assertEquals(TrendStatistics.sen(t, values, 1).value(), TrendStatistics.slope(t, values), 1e-12);
        }
    }

    private static int permute(double[] chosen, int at, int used, Map<Integer, Integer> counts) {
        if (at == chosen.length) {
            counts.merge(TrendStatistics.score(chosen), 1, Integer::sum);
            return 1;
        }
        int all = 0;
        for (int i = 0; i < chosen.length; i++) {
            if ((used & 1 << i) == 0) {
                chosen[at] = i;
                all += permute(chosen, at + 1, used | 1 << i, counts);
            }
        }
        return all;
    }
}
