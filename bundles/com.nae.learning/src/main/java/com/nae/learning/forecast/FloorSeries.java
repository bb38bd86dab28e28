package com.nae.learning.forecast;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The floor of a series: the lowest value of each stretch of time since its program was started, with the moment of
 * that value. Stretches grow with the uptime so that at most {@value #BINS} are kept; beyond {@value #WIDEST} seconds
 * each the oldest go. Not thread-safe.
 */
public final class FloorSeries {
    static final int BINS = 192;
    static final int WIDEST = 1800;
    private static final int FIRST = 1;
    private static final int NARROWEST = 15;
    private static final double STEP = 0.05;
    private static final double FALL = 0.1;
    private static final double SCATTER = 10;

    private final float[] low = new float[BINS];
    private final int[] when = new int[BINS];
    private int size;
    private int width = FIRST;
    private long latest = -1;
    private double value;
    private double drift;
    private double noise;
    private double scale;
    private double lowest = Double.POSITIVE_INFINITY;
    private double highest = Double.NEGATIVE_INFINITY;
    private double peak = Double.NEGATIVE_INFINITY;
    private int drops;

    /**
     * Takes a sample; {@code seconds} since the start of the program, rising. A value that is no number or comes out of
     * order is passed over.
     */
    public void add(long seconds, double sample) {
        if (!Double.isFinite(sample) || seconds <= latest || seconds > Integer.MAX_VALUE) {
            return;
        }
        learnNoise(sample);
        learnFalls(sample);
        latest = seconds;
        value = sample;
        int at = (int) seconds;
        if (size > 0 && at / width == when[size - 1] / width) {
            lower(size - 1, at, (float) sample);
            return;
        }
        while (size == BINS) {
            makeRoom();
        }
        when[size] = at;
        low[size++] = (float) sample;
    }

    /** Seconds since the start of the program of the last sample, or -1. */
    public long latest() {
        return latest;
    }

    /** The last sample. */
    public double value() {
        return value;
    }

    /** Puts down all that is known, for {@link #read}. */
    public void write(DataOutput out) throws IOException {
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeInt(when[i]);
            out.writeFloat(low[i]);
        }
        out.writeInt(width);
        out.writeLong(latest);
        out.writeInt(drops);
        for (double d : new double[] {value, drift, noise, scale, lowest, highest, peak}) {
            out.writeDouble(d);
        }
    }

    /** @throws IOException if it is no series that was put down */
    public static FloorSeries read(DataInput in) throws IOException {
        FloorSeries s = new FloorSeries();
        s.size = in.readInt();
        if (s.size < 0 || s.size > BINS) {
            throw new IOException("no series has " + s.size + " stretches");
        }
        for (int i = 0; i < s.size; i++) {
            s.when[i] = in.readInt();
            s.low[i] = in.readFloat();
        }
        s.width = Math.max(FIRST, in.readInt());
        s.latest = in.readLong();
        s.drops = in.readInt();
        s.value = in.readDouble();
        s.drift = in.readDouble();
        s.noise = in.readDouble();
        s.scale = in.readDouble();
        s.lowest = in.readDouble();
        s.highest = in.readDouble();
        s.peak = in.readDouble();
        return s;
    }

    int size() {
        return size;
    }

    double low(int i) {
        return low[i];
    }

    int when(int i) {
        return when[i];
    }

    /** Time between the first stretch that is kept and the last. */
    double span() {
        return size == 0 ? 0 : when[size - 1] - when[0];
    }

    /** The moment that lies {@code part} of the span before the end. */
    double timeBeforeEnd(double part) {
        return size == 0 ? 0 : when[size - 1] - part * span();
    }

    /**
     * How far samples scatter about the floor's line: the median distance of differences from their median, teeth of a
     * saw left aside.
     */
    double noise() {
        return 1.5 * noise;
    }

    /** How often a good part of what was in use was given back. */
    int drops() {
        return drops;
    }

    private void learnFalls(double sample) {
        lowest = Math.min(lowest, sample);
        highest = Math.max(highest, sample);
        peak = Math.max(peak, sample);
        if (peak - sample > Math.max(FALL * (highest - lowest), SCATTER * noise())) {
            drops++;
            peak = sample;
        }
    }

    /** Both medians by steps towards each new value (Robbins and Monro 1951). */
    private void learnNoise(double sample) {
        if (latest < 0) {
            return;
        }
        double difference = sample - value;
        scale += STEP * (Math.abs(difference) - scale);
        drift += STEP * scale * Math.signum(difference - drift);
        noise = Math.max(0, noise + STEP * scale * Math.signum(Math.abs(difference - drift) - noise));
    }

    private void lower(int i, int at, float sample) {
        if (sample <= low[i]) {
            low[i] = sample;
            when[i] = at;
        }
    }

    private void makeRoom() {
        if (width >= WIDEST) {
            System.arraycopy(low, 1, low, 0, --size);
            System.arraycopy(when, 1, when, 0, size);
            return;
        }
        width = Math.max(NARROWEST, 2 * width);
        int kept = 0;
        for (int i = 1; i < size; i++) {
            if (when[i] / width == when[kept] / width) {
                lower(kept, when[i], low[i]);
            } else {
                when[++kept] = when[i];
                low[kept] = low[i];
            }
        }
        size = kept + 1;
    }
}
