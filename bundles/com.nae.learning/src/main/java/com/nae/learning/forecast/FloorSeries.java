package com.nae.learning.forecast;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The floor of a series: the lowest value of each time bin since its program was started, with the time of that value.
 * Bins get wider with the uptime, so that at most {@value #BINS} are kept. Bins of {@value #MAX_WIDTH} seconds get no
 * wider; the oldest are dropped then. Not thread-safe.
 */
public final class FloorSeries {
    static final int BINS = 192;
    static final int MAX_WIDTH = 1800;
    /** Width of the first bins in seconds, then the width after these are full; it doubles from there. */
    private static final int FIRST_WIDTH = 1;

    private static final int SECOND_WIDTH = 15;
    private static final double STEP = 0.05;
    /** A drop is counted when it exceeds this part of the range and so many times the noise. */
    private static final double DROP_SHARE = 0.1;

    private static final double DROP_NOISES = 10;

    private final float[] low = new float[BINS];
    private final int[] when = new int[BINS];
    private int size;
    private int width = FIRST_WIDTH;
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
     * Adds a sample. One that is not a finite number or comes out of order is ignored.
     *
     * @param seconds since the start of the program
     */
    public void add(long seconds, double sample) {
        if (!Double.isFinite(sample) || seconds <= latest || seconds > Integer.MAX_VALUE) {
            return;
        }
        learnNoise(sample);
        countDrops(sample);
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

    /** Writes the whole state, in the format that {@link #read} expects. */
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

    /** @throws IOException if the data is not a series */
    public static FloorSeries read(DataInput in) throws IOException {
        FloorSeries s = new FloorSeries();
        s.size = in.readInt();
        if (s.size < 0 || s.size > BINS) {
            throw new IOException("no series has " + s.size + " bins");
        }
        for (int i = 0; i < s.size; i++) {
            s.when[i] = in.readInt();
            s.low[i] = in.readFloat();
        }
        s.width = Math.max(FIRST_WIDTH, in.readInt());
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

    /** Seconds between the first bin and the last. */
    double span() {
        return size == 0 ? 0 : when[size - 1] - when[0];
    }

    /** The time that lies {@code part} of the span before the end, in seconds since the start of the program. */
    double timeBeforeEnd(double part) {
        return size == 0 ? 0 : when[size - 1] - part * span();
    }

    /**
     * How far samples scatter around the line of the floor: the median distance of differences from their median,
     * without the drops of a sawtooth.
     */
    double noise() {
        return 1.5 * noise;
    }

    /** How often a large part of what was in use was released. */
    int drops() {
        return drops;
    }

    private void countDrops(double sample) {
        lowest = Math.min(lowest, sample);
        highest = Math.max(highest, sample);
        peak = Math.max(peak, sample);
        if (peak - sample > Math.max(DROP_SHARE * (highest - lowest), DROP_NOISES * noise())) {
            drops++;
            peak = sample;
        }
    }

    /** Both medians follow in small steps towards each new value (Robbins and Monro 1951). */
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

    /** Doubles the width of the bins and merges them, or drops the oldest one. */
    private void makeRoom() {
        if (width >= MAX_WIDTH) {
            System.arraycopy(low, 1, low, 0, --size);
            System.arraycopy(when, 1, when, 0, size);
            return;
        }
        width = Math.max(SECOND_WIDTH, 2 * width);
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
