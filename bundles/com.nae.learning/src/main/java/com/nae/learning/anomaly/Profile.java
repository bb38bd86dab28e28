package com.nae.learning.anomaly;

/** How a series departs from its level by the hour of the day, learned over days and used once two of them were seen. Not thread-safe. */
final class Profile {
    private static final int HOURS = 24;
    private static final int DAY = 86400;
    private static final double RATE = 0.05;
    private final float[] offset = new float[HOURS];
    private long start = -1;

    double at(long seconds) {
        if (start < 0 || seconds - start < 2L * DAY) {
            return 0;
        }
        double hour = Math.floorMod(seconds, (long) DAY) / 3600.0 - 0.5;
        int before = Math.floorMod((int) Math.floor(hour), HOURS);
        double part = hour - Math.floor(hour);
        return offset[before] * (1 - part) + offset[(before + 1) % HOURS] * part;
    }

    void learn(long seconds, double departure) {
        start = start < 0 ? seconds : start;
        int hour = (int) (Math.floorMod(seconds, (long) DAY) / 3600);
        offset[hour] += (float) (RATE * (departure - offset[hour]));
    }
}
