package com.nae.learning.enhance;

import com.nae.api.learning.Enhancement.Proposal;
import com.nae.api.learning.InstanceProfile;
import com.nae.api.learning.InstanceProfile.Range;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.Tuning;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What the enhancements of time limits share: their words, and by what they are judged. */
final class TimeoutProposals {
    private TimeoutProposals() {}

    /** @param what takes that long, in a word: an answer, a start */
    static Proposal proposal(
            InstanceProfile o,
            String setting,
            Duration from,
            Duration to,
            Optional<Range> seen,
            String what,
            Duration judged) {
        boolean longer = to.compareTo(from) > 0;
        String slow = seen.map(r ->
                        String.format(Locale.ROOT, "one " + what + " in a hundred takes more than %.2g s", r.p99()))
                .orElse("as before");
        return new Proposal(
                o.status().id(),
                setting,
                words(from),
                words(to),
                slow,
                longer ? "slowness is not taken for a hang" : "a hang is noticed sooner",
                judged);
    }

    static Duration of(String words) {
        return Duration.ofMillis(Long.parseLong(words.substring(0, words.indexOf(' '))));
    }

    static boolean tune(ProcessManager processes, Proposal p, UnaryOperator<Tuning> how) {
        InstanceId id = p.instance();
        return processes.tune(id.process(), id.mode(), how.apply(processes.tuning(id.process(), id.mode())));
    }

    /**
     * For a longer limit the part of it that is used up; for a shorter one the seconds until a hang is noticed, without
     * end where it cuts off answers that come.
     */
    static Optional<Double> figure(Proposal p, Optional<Range> seen, Optional<Duration> now) {
        double limit = LearnedTimeout.seconds(now.orElse(of(p.from())));
        boolean longer = of(p.to()).compareTo(of(p.from())) > 0;
        return seen.map(r -> longer ? r.p99() / limit : r.p99() >= 0.9 * limit ? Double.MAX_VALUE : limit);
    }

    private static String words(Duration d) {
        return d.toMillis() + " ms";
    }
}
