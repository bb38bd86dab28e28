package com.nae.healing.healers;

import com.nae.api.healing.Fix;
import com.nae.api.healing.Healer;
import com.nae.api.healing.HealerState;
import com.nae.api.healing.HealingCoordinator.HealerInfo;
import com.nae.api.issue.Issue;
import com.nae.healing.change.SourceFiles;
import com.nae.healing.exec.SerialScheduler;
import com.nae.healing.exec.TimedExecutor;
import com.nae.healing.record.Proposal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The healers that are there at the moment; asks them, and stops asking one that keeps hanging. */
public final class HealerRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(HealerRegistry.class);
    private static final Duration REPLACED = Duration.ofSeconds(1);

    /** What all healers had to say; {@code failures} counts those that threw, were late or are given a pause. */
    public record Advice(List<Proposal> proposals, int failures) {}

    /**
     * On which threads healers are asked, and how long each may take.
     *
     * @param limit is read for every question, since the configuration may change
     */
    public record Questioning(SerialScheduler scheduler, TimedExecutor executor, Supplier<Duration> limit) {}

    /** Makes the view that healers get, on the crew's threads. */
    public interface View {
        SourceFiles open() throws Exception;
    }

    /** A healer that is there; {@code identity} is empty for one that ships, which is trusted. */
    private record Present(Healer healer, String identity, HealerSlot lane) {}

    private final InFlightHealers asking;
    private final Map<Healer, Present> present = new ConcurrentHashMap<>();

    public HealerRegistry(InFlightHealers asking) {
        this.asking = asking;
    }

    /**
     * @param bundle symbolic name of where it comes from
     * @param identity tells this very jar from any other version of it; empty for a healer that ships
     */
    public void add(Healer healer, String bundle, String version, String identity) {
        HealerSlot lane = new HealerSlot(
                new HealerInfo(name(healer), bundle, version, HealerState.ACTIVE), asking.fatal(identity));
        present.put(healer, new Present(healer, identity, lane));
    }

    public void remove(Healer healer) {
        present.remove(healer);
    }

    private static String name(Healer healer) {
        try {
            return healer.name();
        } catch (RuntimeException | LinkageError broken) {
            LOG.warn("a healer could not tell its name", broken);
            return healer.getClass().getName();
        }
    }

    public List<HealerInfo> infos(Instant now) {
        return present.values().stream()
                .map(p -> p.lane().info(now))
                .sorted(Comparator.comparing(HealerInfo::name))
                .toList();
    }

    /** Asks all; the answer comes on the loop's thread when each has answered, failed or taken too long. */
    public void ask(Questioning how, Issue issue, View view, Consumer<Advice> then) {
        List<Present> asked = present.values().stream()
                .filter(p -> !p.lane().closed(how.scheduler().now()))
                .sorted(Comparator.comparing(p -> p.lane().name()))
                .toList();
        Round round = new Round(how, issue, view, asked.size(), then);
        round.failures = (int) present.values().stream()
                .filter(p -> p.lane().pausing(how.scheduler().now()))
                .count();
        if (asked.isEmpty()) {
            then.accept(new Advice(List.of(), round.failures));
        }
        asked.forEach(p -> round.ask(p, true));
    }

    private final class Round {
        private final Questioning how;
        private final Issue issue;
        private final View view;
        private final Consumer<Advice> then;
        private final List<Proposal> proposals = new ArrayList<>();
        private int open;
        private int failures;

        Round(Questioning how, Issue issue, View view, int open, Consumer<Advice> then) {
            this.how = how;
            this.issue = issue;
            this.view = view;
            this.open = open;
            this.then = then;
        }

        /**
         * First whether it is for the issue at all: that is quick, and no healer that thinks for long about another
         * issue delays it.
         */
        void ask(Present p, boolean first) {
            work(p, first, () -> p.healer().handles(issue), () -> {}, handles -> {
                if (handles) {
                    p.lane()
                            .enter(() -> work(p, first, () -> diagnose(p), p.lane()::leave, fixes -> {
                                fixes.forEach(fix -> proposals.add(
                                        new Proposal(issue, p.lane().name(), fix)));
                                end();
                            }));
                } else {
                    end();
                }
            });
        }

        private List<Fix> diagnose(Present p) throws Exception {
            asking.begin(p.identity());
            try {
                return List.copyOf(p.healer().diagnose(issue, view.open()));
            } finally {
                asking.end(p.identity());
            }
        }

        private <T> void work(Present p, boolean first, Callable<T> question, Runnable done, Consumer<T> next) {
            boolean[] late = {false};
            Callable<Optional<T>> unlessClosed = () -> {
                try {
                    return p.lane().closed(how.scheduler().now()) ? Optional.empty() : Optional.of(question.call());
                } finally {
                    how.scheduler().execute(() -> cameBack(p, late[0]));
                }
            };
            how.executor().<Optional<T>>submit(p.lane().name(), how.limit().get(), unlessClosed, answer -> {
                if (answer instanceof TimedExecutor.Done<Optional<T>> answered) {
                    p.lane().answered();
                    done.run();
                    answered.value().ifPresentOrElse(next, this::end);
                } else {
                    late[0] = answer instanceof TimedExecutor.TimedOut<?>;
                    trouble(p, first, answer);
                    done.run();
                }
            });
        }

        private void cameBack(Present p, boolean late) {
            if (late) {
                p.lane().cameBack(how.scheduler().now());
            }
        }

        private void trouble(Present p, boolean first, TimedExecutor.Answer<?> answer) {
            if (answer instanceof TimedExecutor.TimedOut<?> late) {
                LOG.warn(
                        "healer {} did not answer within {} s for issue {}{}",
                        p.lane().name(),
                        late.limit().toSeconds(),
                        issue.id(),
                        p.lane().late(how.scheduler().now()));
            } else if (answer instanceof TimedExecutor.Failed<?> failed) {
                if (first && (failed.why() instanceof LinkageError || !present.containsKey(p.healer()))) {
                    how.scheduler().schedule(REPLACED, () -> again(p.lane().name()));
                    return;
                }
                if (failed.why() instanceof OutOfMemoryError) {
                    p.lane().close();
                }
                LOG.warn(
                        "healer {} failed for issue {}: {}",
                        p.lane().name(),
                        issue.id(),
                        failed.why().toString());
            }
            failures++;
            end();
        }

        /** Asks what has taken the place of a healer that was replaced while it thought. */
        private void again(String name) {
            present.values().stream()
                    .filter(p -> p.lane().name().equals(name))
                    .findFirst()
                    .ifPresentOrElse(p -> ask(p, false), this::end);
        }

        private void end() {
            open--;
            if (open == 0) {
                then.accept(new Advice(List.copyOf(proposals), failures));
            }
        }
    }
}
