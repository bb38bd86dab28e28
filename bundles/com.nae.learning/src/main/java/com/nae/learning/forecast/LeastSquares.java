package com.nae.learning.forecast;

/** Weighted linear least squares with a handful of columns. */
final class LeastSquares {
    private static final double RIDGE = 1e-9;

    private LeastSquares() {
    }

    static double value(double[] row, double[] factors) {
        double sum = 0;
        for (int j = 0; j < factors.length; j++) {
            sum += row[j] * factors[j];
        }
        return sum;
    }

    /** The factors of the columns of {@code x}; those of columns that depend on others come out small instead of not at all. */
    static double[] solve(double[][] x, double[] y, double[] weight) {
        double[][] a = normal(x, y, weight, x.length == 0 ? 0 : x[0].length);
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

    private static double[][] normal(double[][] x, double[] y, double[] weight, int k) {
        double[][] a = new double[k][k + 1];
        for (int i = 0; i < y.length; i++) {
            for (int r = 0; r < k; r++) {
                double wx = weight[i] * x[i][r];
                for (int q = 0; q <= r; q++) {
                    a[r][q] += wx * x[i][q];
                }
                a[r][k] += wx * y[i];
            }
        }
        for (int r = 0; r < k; r++) {
            a[r][r] *= 1 + RIDGE;
            for (int q = r + 1; q < k; q++) {
                a[r][q] = a[q][r];
            }
        }
        return a;
    }
}
