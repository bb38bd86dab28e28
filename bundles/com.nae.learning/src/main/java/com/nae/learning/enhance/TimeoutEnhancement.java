package com.nae.learning.enhance;

import com.nae.api.learning.Enhancement;
import com.nae.api.learning.InstanceProfile;
import com.nae.api.learning.InstanceProfile.Range;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessTuning;
import com.nae.api.process.Tuning;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** An enhancement that learns one timeout of an instance from how long the awaited event took. */
abstract class TimeoutEnhancement implements Enhancement {
    /**
     * What a timeout is about.
     *
     * @param range of the profile, with the observed durations
     * @param setting its name, as the operator reads it
     * @param event what is waited for, in a word: an answer, a start
     * @param judged time until the effect is measured
     */
    record Subject(String range, String setting, String event, Duration judged) {}

    /** Where a tuning holds a timeout; it is empty while none is learned. */
    record Setting(Function<Tuning, Optional<Duration>> get, BiFunction<Tuning, Optional<Duration>, Tuning> with) {}

    private final ProcessTuning tuning;
    private final Subject subject;
    private final LearnedTimeout learned;
    private final Setting setting;

    TimeoutEnhancement(ProcessTuning tuning, Subject subject, LearnedTimeout learned, Setting setting) {
        this.tuning = tuning;
        this.subject = subject;
        this.learned = learned;
        this.setting = setting;
    }

    /** The timeout without learning; empty for a program that does not have it. */
    abstract Optional<Duration> configured(ProcessDefinition definition);

    @Override
    public Optional<Proposal> propose(InstanceProfile o) {
        Optional<Range> observed = o.range(subject.range());
        Optional<Duration> inForce = setting.get().apply(tuningOf(o.status().id()));
        return configured(o.definition())
                .flatMap(configured ->
                        learned.adjusted(configured, inForce, observed).map(next -> proposal(o, configured, next)));
    }

    private Proposal proposal(InstanceProfile o, Duration from, Duration to) {
        boolean longer = to.compareTo(from) > 0;
        String reason = o.range(subject.range())
                .map(r -> String.format(
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

    @Override
    public boolean apply(Proposal p) {
        return tune(p, Optional.of(parse(p.to())));
    }

    @Override
    public void withdraw(Proposal p) {
        tune(p, Optional.empty());
    }

    private boolean tune(Proposal p, Optional<Duration> timeout) {
        InstanceId id = p.instance();
        return tuning.tune(id.process(), id.mode(), setting.with().apply(tuningOf(id), timeout));
    }

    private Tuning tuningOf(InstanceId id) {
        return tuning.tuning(id.process(), id.mode());
    }

    /**
     * The figure that measures a timeout; less is better. For a longer timeout it is the part of it that is used up.
     * For a shorter one it is the seconds until a hang is detected, or infinite if the timeout cuts off answers that
     * would come.
     */
    @Override
    public Optional<Double> figure(Proposal p, InstanceProfile o) {
        Optional<Duration> inForce = setting.get().apply(tuningOf(p.instance()));
        double limit = LearnedTimeout.seconds(inForce.orElse(parse(p.from())));
        boolean longer = parse(p.to()).compareTo(parse(p.from())) > 0;
        return o.range(subject.range()).map(r -> longer ? r.p99() / limit : detectionSeconds(r.p99(), limit));
    }

    private static double detectionSeconds(double p99, double limit) {
        return p99 >= 0.9 * limit ? Double.MAX_VALUE : limit;
    }

    /** Reads a duration from a proposal, such as {@code "4000 ms"}. */
    private static Duration parse(String text) {
        return Duration.ofMillis(Long.parseLong(text.substring(0, text.indexOf(' '))));
    }

    private static String format(Duration d) {
        return d.toMillis() + " ms";
    }
}
