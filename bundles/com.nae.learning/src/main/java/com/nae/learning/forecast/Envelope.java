package com.nae.learning.forecast;

import java.util.Arrays;

/**
 * A curve laid under points by asymmetric least squares (Newey and Powell 1987): a point above it counts {@value #ABOVE} of one
 * below it, so that a collector's sawtooth rides on the curve instead of bending it.
 */
final class Envelope {
    private static final double ABOVE = 0.05;
    private static final int ROUNDS = 4;

    /** A column of the curve: a function of time. */
    interface Column {
        double at(double t);
    }

    private final Column[] columns;
    private final double[] factors;
    private final double loss;

    private Envelope(Column[] columns, double[] factors, double loss) {
        this.columns = columns;
        this.factors = factors;
        this.loss = loss;
    }

    static Envelope under(Points points, Column... columns) {
        double[] t = points.times();
        double[] y = points.values();
        double[][] x = new double[t.length][columns.length];
        for (int i = 0; i < t.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                x[i][j] = columns[j].at(t[i]);
            }
        }
        double[] weight = new double[t.length];
        Arrays.fill(weight, 1);
        double[] factors = LeastSquares.solve(x, y, weight);
        for (int round = 1; round < ROUNDS && reweigh(x, y, factors, weight); round++) {
            factors = LeastSquares.solve(x, y, weight);
        }
        return new Envelope(columns, factors, loss(x, y, factors));
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

    private static boolean reweigh(double[][] x, double[] y, double[] factors, double[] weight) {
        boolean changed = false;
        for (int i = 0; i < y.length; i++) {
            double w = y[i] > LeastSquares.value(x[i], factors) ? ABOVE : 1;
            changed |= w != weight[i];
            weight[i] = w;
        }
        return changed;
    }

    private static double loss(double[][] x, double[] y, double[] factors) {
        double loss = 0;
        for (int i = 0; i < y.length; i++) {
            double r = y[i] - LeastSquares.value(x[i], factors);
            loss += (r > 0 ? ABOVE : 1) * r * r;
        }
        return loss;
    }
}
