package com.nae.learning.restart;

import com.nae.api.learning.Forecast;
import com.nae.api.learning.PreemptiveRestart;
import com.nae.api.process.InstanceId;
import com.nae.learning.watch.MonitoredMetric;
import java.time.Instant;

/** A pre-emptive restart of one instance, from its announcement until its effect is measured. Used by one thread. */
final class RestartPlan {
    /** How far it has come. */
    enum Stage {
        PLANNED,
        REHEARSING,
        RESTARTING,
        VERIFYING,
        DONE
    }

    final InstanceId instance;
    final String resource;
    Forecast forecast;
    Stage stage = Stage.PLANNED;
    /** The stage in words, as the operator reads it. */
    String state = "planned";
    /** When the restart is planned for, or was made. */
    Instant at;
    /** When the stage was entered. */
    Instant entered;
    /** How much of the resource was in use before the restart. */
    double valueBefore;

    RestartPlan(Forecast forecast, Instant at, Instant now) {
        this.instance = forecast.instance().orElseThrow();
        this.resource = forecast.resource();
        this.forecast = forecast;
        this.at = at;
        this.entered = now;
    }

    void enter(Stage next, String word, Instant now) {
        stage = next;
        state = word;
        entered = now;
    }

    PreemptiveRestart announcement() {
        return new PreemptiveRestart(
                instance,
                at,
                forecast.earliest(),
                "restart before " + resource + " runs out: " + forecast.sentence(),
                state);
    }

    /** How the use of the resource has changed, in words. */
    String change(double valueAfter) {
        return resource + " went from " + format(valueBefore) + " to " + format(valueAfter);
    }

    private String format(double value) {
        return resource.equals("memory") ? MonitoredMetric.MEMORY.format(value) : String.valueOf(Math.round(value));
    }
}
