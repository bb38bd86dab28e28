package com.nae.learning.forecast;

import java.util.Arrays;

/**
 * A curve fitted under points by asymmetric least squares (Newey and Powell 1987): a point above it counts
 * {@value #ABOVE} of one below it, so that the sawtooth of a garbage collector does not bend the curve. Or a curve
 * through the middle of the points.
 */
final class AsymmetricFit {
    private static final double ABOVE = 0.05;
    /** Rounds of reweighting; the weights hardly change after so many. */
    private static final int ROUNDS = 4;

    /** One term of the curve: a function of time in seconds. */
    interface Column {
        double at(double t);
    }

    private final Column[] columns;
    private final double[] factors;
    private final double loss;

    private AsymmetricFit(Column[] columns, double[] factors, double loss) {
        this.columns = columns;
        this.factors = factors;
        this.loss = loss;
    }

    /** A curve under the points. */
    static AsymmetricFit under(FloorPoints points, Column... columns) {
        return of(points, ROUNDS, columns);
    }

    /** A curve through the middle of the points. */
    static AsymmetricFit through(FloorPoints points, Column... columns) {
        return of(points, 1, columns);
    }

    private static AsymmetricFit of(FloorPoints points, int rounds, Column... columns) {
        double[][] x = tabulated(points.times(), columns);
        double[] y = points.values();
        double[] weight = new double[y.length];
        Arrays.fill(weight, 1);
        double[] factors = LeastSquares.solve(x, y, weight);
        double[] curve = LeastSquares.values(x, factors);
        for (int round = 1; round < rounds && reweigh(curve, y, weight); round++) {
            factors = LeastSquares.solve(x, y, weight);
            curve = LeastSquares.values(x, factors);
        }
        return new AsymmetricFit(columns, factors, loss(curve, y, rounds == 1 ? 1 : ABOVE));
    }

    double at(double t) {
        double sum = 0;
        for (int j = 0; j < columns.length; j++) {
            sum += factors[j] * columns[j].at(t);
        }
        return sum;
    }

    double factor(int column) {
        return factors[column];
    }

    /** The weighted sum of squared distances. */
    double loss() {
        return loss;
    }

    private static double[][] tabulated(double[] t, Column[] columns) {
        double[][] x = new double[columns.length][t.length];
        for (int j = 0; j < columns.length; j++) {
            for (int i = 0; i < t.length; i++) {
                x[j][i] = columns[j].at(t[i]);
            }
        }
        return x;
    }

    /** Sets the weights by which points are above the curve; false if none changed. */
    private static boolean reweigh(double[] curve, double[] y, double[] weight) {
        boolean changed = false;
        for (int i = 0; i < y.length; i++) {
            double w = y[i] > curve[i] ? ABOVE : 1;
            changed |= w != weight[i];
            weight[i] = w;
        }
        return changed;
    }

    private static double loss(double[] curve, double[] y, double above) {
        double loss = 0;
        for (int i = 0; i < y.length; i++) {
            double r = y[i] - curve[i];
            loss += (r > 0 ? above : 1) * r * r;
        }
        return loss;
    }
}
