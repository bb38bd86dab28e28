package com.nae.learning.watch;

import com.nae.learning.forecast.ExhaustionEstimate;
import com.nae.learning.forecast.ExhaustionForecaster;
import com.nae.learning.forecast.FloorSeries;
import java.util.Optional;

/** A resource that can run out, and its outlook. Not thread-safe. */
final class ResourceTrend {
    private static final double NEAR = 0.9;
    private static final int CONSECUTIVE = 2;
    private static final int SET_BACK = 60;
    private FloorSeries series = new FloorSeries();
    private Optional<ExhaustionEstimate> outlook = Optional.empty();
    private long next;
    private int isDue;

    /** Takes a value; the outlook is made anew every {@code interval} seconds, near the limit with each value. */
    void add(long uptime, double value, double limit, ExhaustionForecaster forecaster, long interval) {
        if (uptime < series.latest() - SET_BACK) {
            reset();
        }
        series.add(uptime, value);
        if (limit > 0 && (uptime >= next || value > NEAR * limit)) {
            next = uptime + interval;
            outlook = forecaster.forecast(series, limit);
            isDue = outlook.filter(ExhaustionEstimate::due).isPresent() ? isDue + 1 : 0;
        }
    }

    /** Forgets what was seen: another program begins, or the clock was set back by more than a step. */
    void reset() {
        series = new FloorSeries();
        outlook = Optional.empty();
        next = 0;
        isDue = 0;
    }

    Optional<ExhaustionEstimate> outlook() {
        return outlook;
    }

    /** Whether it was due in consecutive looks. */
    boolean isDue() {
        return isDue >= CONSECUTIVE;
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
    void addHistory(long uptime, double value) {
        series.add(uptime, value);
    }
}
