package com.nae.learning.watch;

import com.nae.api.learning.Forecast;
import com.nae.api.process.InstanceId;
import com.nae.learning.forecast.ExhaustionEstimate;
import com.nae.learning.forecast.ExhaustionForecaster;
import com.nae.learning.forecast.FloorSeries;
import java.time.Instant;
import java.util.Optional;

/** A resource that can run out: its floor series, and the forecast of when it reaches its limit. Not thread-safe. */
final class ResourceTrend {
    /** Above this part of the limit each value updates the forecast. */
    private static final double NEAR_LIMIT = 0.9;
    /** A restart is due after so many forecasts in a row that call for it. */
    private static final int DUE_FORECASTS = 2;

    /** A value that is older than the latest one by more than this resets the series. */
    private static final int CLOCK_TOLERANCE_SECONDS = 60;

    private FloorSeries series = new FloorSeries();
    private Optional<ExhaustionEstimate> estimate = Optional.empty();
    private long nextForecast;
    private int isDue;

    /**
     * Adds a value. The forecast is updated every {@code interval} seconds, and with each value near the limit.
     *
     * @param uptime of the program in seconds
     * @param limit or 0 if there is none
     */
    void add(long uptime, double value, double limit, ExhaustionForecaster forecaster, long interval) {
        if (uptime < series.latest() - CLOCK_TOLERANCE_SECONDS) {
            reset();
        }
        series.add(uptime, value);
        if (limit > 0 && (uptime >= nextForecast || value > NEAR_LIMIT * limit)) {
            nextForecast = uptime + interval;
            estimate = forecaster.forecast(series, limit);
            isDue = estimate.filter(ExhaustionEstimate::due).isPresent() ? isDue + 1 : 0;
        }
    }

    /** Discards the series: another program has started, or the clock was set back. */
    void reset() {
        series = new FloorSeries();
        estimate = Optional.empty();
        nextForecast = 0;
        isDue = 0;
    }

    /**
     * The forecast as it is published, if the resource runs towards its limit.
     *
     * @param instance whose resource it is; empty for a disk, for which no restart is ever due
     */
    Optional<Forecast> forecast(Optional<InstanceId> instance, String name, double limit, Instant now) {
        return estimate.map(e -> new Forecast(
                instance,
                name,
                e.floor(),
                limit,
                e.slope() * 3600,
                after(now, e.seconds()),
                after(now, e.earliest()),
                after(now, e.latest()),
                instance.isPresent() && isDue(),
                instance.map(i -> i + ": ").orElse("") + sentence(name, e, limit)));
    }

    private static String sentence(String name, ExhaustionEstimate e, double limit) {
        return name + " reaches its limit in about " + HumanDuration.format(e.seconds()) + " (between "
                + HumanDuration.format(e.earliest()) + " and " + HumanDuration.format(e.latest()) + "): "
                + Math.round(100 * e.floor() / limit) + "% of the limit is in use and is never released.";
    }

    /** Ten years at most, since an instant cannot hold every number of seconds. */
    private static Instant after(Instant now, double seconds) {
        return now.plusSeconds((long) Math.min(seconds, 10.0 * 365 * 86400));
    }

    /** Whether several forecasts in a row call for a restart. */
    boolean isDue() {
        return isDue >= DUE_FORECASTS;
    }

    double value() {
        return series.value();
    }

    FloorSeries series() {
        return series;
    }

    /** Continues the series that an earlier run of NAE saved of the same program. */
    void resume(FloorSeries known) {
        series = known;
    }

    /** Adds a value that an earlier run of NAE recorded of the same program. */
    void addHistory(long uptime, double value) {
        series.add(uptime, value);
    }
}
