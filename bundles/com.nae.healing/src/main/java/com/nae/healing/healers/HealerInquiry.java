package com.nae.healing.healers;

import com.nae.api.issue.Issue;
import com.nae.healing.change.Preview;
import com.nae.healing.change.SourceFiles;
import com.nae.healing.exec.TimedExecutor;
import com.nae.healing.healers.HealerRegistry.Advice;
import com.nae.healing.healers.HealerRegistry.Present;
import com.nae.healing.healers.HealerRegistry.Questioning;
import com.nae.healing.record.Proposal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One round of questions to all healers about one issue, with their answers. Used on the thread {@code nae-healing}.
 */
final class HealerInquiry {
    private static final Logger LOG = LoggerFactory.getLogger(HealerInquiry.class);
    /** The time after which a healer that was replaced while it was asked has a successor. */
    private static final Duration SUCCESSOR_DELAY = Duration.ofSeconds(1);

    /** The subject of the questions. @param view opens the sources for one healer */
    record Subject(Issue issue, HealerRegistry.View view) {}

    private final HealerRegistry registry;
    private final Questioning questioning;
    private final Issue issue;
    private final HealerRegistry.View view;
    private final Consumer<Advice> then;
    private final List<Proposal> proposals = new ArrayList<>();
    private int pending;
    private int failures;

    HealerInquiry(HealerRegistry registry, Questioning questioning, Subject subject, Consumer<Advice> then) {
        this.registry = registry;
        this.questioning = questioning;
        issue = subject.issue();
        view = subject.view();
        this.then = then;
    }

    /** Asks the healers. @param failed the number of further healers, which cannot be asked and count as failed */
    void ask(List<Present> healers, int failed) {
        pending = healers.size();
        failures = failed;
        healers.forEach(healer -> ask(healer, true));
    }

    /**
     * Asks first whether the healer handles the issue at all. That is quick and needs no slot, so an issue never waits
     * for a healer that does not handle it.
     *
     * @param first false if the healer is the successor of one that was replaced
     */
    private void ask(Present healer, boolean first) {
        new Question<Boolean>(healer, first, () -> {}).ask(() -> healer.healer().handles(issue), handles -> {
            if (handles) {
                healer.slot().enter(() -> diagnose(healer, first));
            } else {
                end();
            }
        });
    }

    private void diagnose(Present healer, boolean first) {
        new Question<List<Proposal>>(healer, first, healer.slot()::leave).ask(() -> diagnosis(healer), found -> {
            proposals.addAll(found);
            end();
        });
    }

    /** Runs the diagnosis. Meanwhile the healer is on record, in case it takes the runtime down. */
    private List<Proposal> diagnosis(Present healer) throws Exception {
        InFlightHealers inFlight = registry.inFlight();
        inFlight.begin(healer.identity());
        try {
            SourceFiles sources = view.open();
            return healer.healer().diagnose(issue, sources).stream()
                    .map(fix -> new Proposal(issue, healer.slot().name(), fix, Preview.of(fix, sources)))
                    .toList();
        } finally {
            inFlight.end(healer.identity());
        }
    }

    private void end() {
        pending--;
        if (pending == 0) {
            then.accept(new Advice(List.copyOf(proposals), failures));
        }
    }

    /** One question to one healer, with a time limit. */
    private final class Question<T> {
        private final Present healer;
        private final boolean first;
        private final Runnable answered;
        private boolean timedOut;

        /** @param answered is called when the healer has answered, failed or timed out */
        Question(Present healer, boolean first, Runnable answered) {
            this.healer = healer;
            this.first = first;
            this.answered = answered;
        }

        void ask(Callable<T> question, Consumer<T> next) {
            questioning
                    .executor()
                    .<Optional<T>>submit(
                            healer.slot().name(),
                            questioning.limit().get(),
                            () -> call(question),
                            answer -> take(answer, next));
        }

        /** Runs on a thread of the pool. The slot may have been closed since the question was queued. */
        private Optional<T> call(Callable<T> question) throws Exception {
            try {
                return healer.slot().isClosed(now()) ? Optional.empty() : Optional.of(question.call());
            } finally {
                questioning.scheduler().execute(this::threadEnded);
            }
        }

        /** A thread that had timed out has ended, so it no longer counts as hanging. */
        private void threadEnded() {
            if (timedOut) {
                healer.slot().cameBack(now());
            }
        }

        private void take(TimedExecutor.Answer<Optional<T>> answer, Consumer<T> next) {
            if (answer instanceof TimedExecutor.Done<Optional<T>> done) {
                healer.slot().answered();
                answered.run();
                done.value().ifPresentOrElse(next, HealerInquiry.this::end);
            } else if (answer instanceof TimedExecutor.TimedOut<Optional<T>> late) {
                timedOut = true;
                timedOut(late.limit());
                answered.run();
            } else if (answer instanceof TimedExecutor.Failed<Optional<T>> failed) {
                failed(failed.why());
                answered.run();
            }
        }

        private void timedOut(Duration limit) {
            LOG.warn(
                    "healer {} did not answer within {} s for issue {}{}",
                    healer.slot().name(),
                    limit.toSeconds(),
                    issue.id(),
                    healer.slot().timedOut(now()));
            fail();
        }

        /** A healer that fails because its bundle was just replaced is no failure: its successor is asked instead. */
        private void failed(Throwable why) {
            String name = healer.slot().name();
            if (first && (why instanceof LinkageError || !registry.isPresent(healer))) {
                questioning.scheduler().schedule(SUCCESSOR_DELAY, () -> askSuccessor(name));
                return;
            }
            if (why instanceof OutOfMemoryError) {
                healer.slot().close();
            }
            LOG.warn("healer {} failed for issue {}: {}", name, issue.id(), why.toString());
            fail();
        }

        private void askSuccessor(String name) {
            registry.find(name)
                    .ifPresentOrElse(successor -> HealerInquiry.this.ask(successor, false), HealerInquiry.this::end);
        }

        private void fail() {
            failures++;
            end();
        }

        private Instant now() {
            return questioning.scheduler().now();
        }
    }
}
