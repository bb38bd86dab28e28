package com.nae.api.learning;

import com.nae.api.process.InstanceId;
import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A way to make an instance run better that can be dropped in. It proposes, makes and takes back; the engine decides,
 * measures, counts and withdraws what shows no effect. Called on the engine's thread; one that throws is passed over. A
 * whiteboard service.
 */
@ConsumerType
public interface Enhancement {
    /** One or two words, unique, stable: {@code check-interval}. */
    String name();

    /** What it would change now; empty where there is nothing to gain. */
    Optional<Proposal> propose(InstanceProfile observed);

    /** Makes the change. @return whether it is in force */
    boolean apply(Proposal proposal);

    /** The way back: restores what was before. */
    void withdraw(Proposal proposal);

    /** The figure that the change is meant to lower, as it is now; empty where it cannot tell. */
    Optional<Double> figure(Proposal proposal, InstanceProfile observed);

    /** Whether the figure got better enough to keep the change. */
    default boolean worthwhile(double before, double after) {
        return after < before;
    }

    /**
     * A change that is worth a try.
     *
     * @param from the setting as it is; {@code to} as it would be, in words
     * @param reason one sentence; @param expected the effect that is expected, one sentence
     * @param judged how long after it its effect is measured
     */
    record Proposal(
            InstanceId instance,
            String setting,
            String from,
            String to,
            String reason,
            String expected,
            Duration judged) {}
}
