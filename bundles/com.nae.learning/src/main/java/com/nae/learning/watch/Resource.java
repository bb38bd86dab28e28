package com.nae.learning.watch;

import com.nae.learning.forecast.FloorSeries;
import com.nae.learning.forecast.Forecaster;
import com.nae.learning.forecast.Outlook;
import java.util.Optional;

/** A resource that can run out, and its outlook. Not thread-safe. */
final class Resource {
    private static final double NEAR = 0.9;
    private static final int CONSECUTIVE = 2;
    private static final int SET_BACK = 60;
    private FloorSeries series = new FloorSeries();
    private Optional<Outlook> outlook = Optional.empty();
    private long next;
    private int due;

    /** Takes a value; the outlook is made anew every {@code interval} seconds, near the limit with each value. */
    void take(long uptime, double value, double limit, Forecaster forecaster, long interval) {
        if (uptime < series.latest() - SET_BACK) {
            begin();
        }
        series.add(uptime, value);
        if (limit > 0 && (uptime >= next || value > NEAR * limit)) {
            next = uptime + interval;
            outlook = forecaster.look(series, limit);
            due = outlook.filter(Outlook::due).isPresent() ? due + 1 : 0;
        }
    }

    /** Forgets what was seen: another program begins, or the clock was set back by more than a step. */
    void begin() {
        series = new FloorSeries();
        outlook = Optional.empty();
        next = 0;
        due = 0;
    }

    Optional<Outlook> outlook() {
        return outlook;
    }

    /** Whether it was due in consecutive looks. */
    boolean due() {
        return due >= CONSECUTIVE;
    }

    double value() {
        return series.value();
    }

    FloorSeries series() {
        return series;
    }

    /** Goes on from what an earlier runtime knew of the same program. */
    void resume(FloorSeries known) {
        series = known;
    }

    /** What an earlier runtime saw of the same program. */
    void recall(long uptime, double value) {
        series.add(uptime, value);
    }
}
