package com.nae.learning.restart;

import com.nae.api.learning.Forecast;
import com.nae.api.learning.PreemptiveRestart;
import com.nae.api.process.InstanceId;
import java.time.Instant;

/** A pre-emptive restart of one instance from its announcement to the proof of its use. Used by one thread. */
final class RestartPlan {
    /** Where it stands. */
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
    String state = "planned";
    Instant at;
    Instant entered;
    double before;

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
}
