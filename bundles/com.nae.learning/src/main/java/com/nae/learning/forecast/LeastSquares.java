package com.nae.learning.forecast;

/** Weighted linear least squares with a few columns. Each column is an array of its values at the points. */
final class LeastSquares {
    /** Added to the diagonal, relatively, so that dependent columns can be solved. */
    private static final double RIDGE = 1e-9;

    private LeastSquares() {}

    /** The sum of the columns, times their factors, at each point. */
    static double[] values(double[][] columns, double[] factors) {
        double[] sum = new double[columns[0].length];
        for (int j = 0; j < factors.length; j++) {
            double[] column = columns[j];
            double factor = factors[j];
            for (int i = 0; i < sum.length; i++) {
                sum[i] += column[i] * factor;
            }
        }
        return sum;
    }

    /** The factors of the columns, by Gaussian elimination. Columns that depend on others get small factors. */
    static double[] solve(double[][] columns, double[] y, double[] weight) {
        double[][] a = normal(columns, y, weight);
        for (int p = 0; p < a.length; p++) {
            for (int r = p + 1; r < a.length; r++) {
                double f = a[p][p] == 0 ? 0 : a[r][p] / a[p][p];
                for (int q = p; q <= a.length; q++) {
                    a[r][q] -= f * a[p][q];
                }
            }
        }
        double[] factors = new double[a.length];
        for (int r = a.length - 1; r >= 0; r--) {
            double rest = a[r][a.length];
            for (int q = r + 1; q < a.length; q++) {
                rest -= a[r][q] * factors[q];
            }
            factors[r] = a[r][r] == 0 ? 0 : rest / a[r][r];
        }
        return factors;
    }

    /** The normal equations, with the right-hand side as the last column. */
    private static double[][] normal(double[][] columns, double[] y, double[] weight) {
        int k = columns.length;
        double[][] a = new double[k][k + 1];
        double[] weighed = new double[y.length];
        for (int r = 0; r < k; r++) {
            double[] column = columns[r];
            for (int i = 0; i < y.length; i++) {
                weighed[i] = weight[i] * column[i];
            }
            for (int q = 0; q <= r; q++) {
                a[r][q] = product(weighed, columns[q]);
                a[q][r] = a[r][q];
            }
            a[r][k] = product(weighed, y);
            a[r][r] *= 1 + RIDGE;
        }
        return a;
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
