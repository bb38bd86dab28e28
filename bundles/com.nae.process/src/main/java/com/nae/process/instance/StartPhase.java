package com.nae.process.instance;

import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessState;
import com.nae.process.launch.SdNotifyProtocol;
import java.time.Duration;

/**
 * The time from the start of a program until it counts as RUNNING: after {@code start_seconds}, or when it reports
 * READY=1. It also keeps what the program and its readiness probe report afterwards. Owned by the supervisor's thread.
 */
final class StartPhase implements SdNotifyProtocol.Listener {
    /** How long a program that uses sd_notify(3) may take to report READY=1. */
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);

    private final Instance instance;
    private final StatusPublisher status;
    private final InstanceRuntime runtime;

    StartPhase(Instance instance, StatusPublisher status, InstanceRuntime runtime) {
        this.instance = instance;
        this.status = status;
        this.runtime = runtime;
    }

    /** @param uptime how long the program runs already */
    void begin(Duration uptime) {
        ProcessDefinition definition = instance.definition();
        status.ready = definition.readiness().isEmpty();
        status.notReadyReason = "";
        Duration left = definition.restart().startSeconds().minus(uptime);
        if (definition.sdNotify() && !instance.worker().adopted()) {
            limitTo(runtime.tunings()
                    .of(instance.id().process(), instance.id().mode())
                    .startTimeout()
                    .orElse(READY_WITHIN));
        } else if (left.isNegative() || left.isZero()) {
            running();
            return;
        } else {
            instance.timer().set(runtime.loop().schedule(left, this::running));
        }
        instance.publish();
    }

    /** Notes the result of the readiness probe; each failure is reported, since its detail may differ. */
    void readinessProbed(boolean passed, String detail) {
        if (passed && status.ready) {
            return;
        }
        status.ready = passed;
        status.notReadyReason = passed ? "" : "not ready: " + detail;
        status.reason = status.notReadyReason;
        instance.publishChange(instance.state(), false);
    }

    @Override
    public void ready() {
        if (instance.state() == ProcessState.STARTING && instance.hasWorker()) {
            running();
        }
    }

    @Override
    public void status(String text) {
        if (!instance.stopPhase().inProgress()) {
            status.reason = text;
            instance.publish();
        }
    }

    @Override
    public void extendTimeout(Duration limit) {
        if (instance.state() == ProcessState.STARTING) {
            limitTo(limit);
        }
    }

    @Override
    public void watchdogExpired(String why) {
        instance.stopPhase().fail(why);
    }

    private void running() {
        instance.timer().cancel();
        instance.enter(ProcessState.RUNNING, status.notReadyReason, false);
    }

    private void limitTo(Duration limit) {
        instance.timer()
                .set(runtime.loop()
                        .schedule(
                                limit,
                                () -> instance.stopPhase()
                                        .fail("did not report READY=1 within " + limit.toSeconds() + " s")));
    }
}
