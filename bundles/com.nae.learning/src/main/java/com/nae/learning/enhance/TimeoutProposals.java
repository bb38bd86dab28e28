package com.nae.learning.enhance;

import com.nae.api.learning.Enhancement.Proposal;
import com.nae.api.learning.InstanceProfile;
import com.nae.api.learning.InstanceProfile.Range;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessTuning;
import com.nae.api.process.Tuning;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What the enhancements of timeouts share: the texts of a proposal, and the figure that measures its effect. */
final class TimeoutProposals {
    private TimeoutProposals() {}

    /**
     * What a timeout is about.
     *
     * @param setting its name, as the operator reads it
     * @param event what is waited for, in a word: an answer, a start
     * @param judged time until the effect is measured
     */
    record Subject(String setting, String event, Duration judged) {}

    static Proposal proposal(InstanceProfile o, Subject subject, Duration from, Duration to, Optional<Range> observed) {
        boolean longer = to.compareTo(from) > 0;
        String reason = observed.map(r -> String.format(
                        Locale.ROOT, "one %s in a hundred takes more than %.2g s", subject.event(), r.p99()))
                .orElse("as before");
        return new Proposal(
                o.status().id(),
                subject.setting(),
                format(from),
                format(to),
                reason,
                longer ? "slowness is not taken for a hang" : "a hang is detected sooner",
                subject.judged());
    }

    /** Reads a duration from a proposal, such as {@code "4000 ms"}. */
    static Duration parse(String text) {
        return Duration.ofMillis(Long.parseLong(text.substring(0, text.indexOf(' '))));
    }

    static boolean tune(ProcessTuning tuning, Proposal p, UnaryOperator<Tuning> change) {
        InstanceId id = p.instance();
        return tuning.tune(id.process(), id.mode(), change.apply(tuning.tuning(id.process(), id.mode())));
    }

    /**
     * The figure that measures a timeout; less is better. For a longer timeout it is the part of it that is used up.
     * For a shorter one it is the seconds until a hang is detected, or infinite if the timeout cuts off answers that
     * would come.
     */
    static Optional<Double> figure(Proposal p, Optional<Range> observed, Optional<Duration> inForce) {
        double limit = LearnedTimeout.seconds(inForce.orElse(parse(p.from())));
        boolean longer = parse(p.to()).compareTo(parse(p.from())) > 0;
        return observed.map(r -> longer ? r.p99() / limit : detectionSeconds(r.p99(), limit));
    }

    private static double detectionSeconds(double p99, double limit) {
        return p99 >= 0.9 * limit ? Double.MAX_VALUE : limit;
    }

    private static String format(Duration d) {
        return d.toMillis() + " ms";
    }
}
