package com.nae.healing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.nae.api.healing.Fix;
import com.nae.api.healing.Healer;
import com.nae.api.healing.HealingCoordinator.HealerInfo;
import com.nae.api.issue.Issue;
import com.nae.healing.change.SourceFiles;

/** The healers that are there at the moment; asks them, and stops asking one that keeps hanging. */
final class Healers {
    private static final Logger LOG = LoggerFactory.getLogger(Healers.class);
    private static final int HANGS = 2;
    private static final Duration REPLACED = Duration.ofSeconds(1);

    /** What all healers had to say; {@code failures} counts those that threw or hung. */
    record Advice(List<Proposal> proposals, int failures) {
    }

    /** Makes the view that healers get, on the crew's threads. */
    interface View {
        SourceFiles open() throws Exception;
    }

    private static final class Entry {
        final HealerInfo info;
        int hangs;
        private Instant hung = Instant.MIN;

        Entry(HealerInfo info) {
            this.info = info;
        }

        /** Answers that are late together, as those of a busy machine are, count as one. */
        void late(Instant asked, Instant now) {
            hangs += asked.isBefore(hung) ? 0 : 1;
            hung = now;
        }

        void answered(List<Fix> fixes) {
            hangs = fixes.isEmpty() ? hangs : 0;
        }
    }

    private final Map<Healer, Entry> present = new ConcurrentHashMap<>();

    /** @param bundle symbolic name of where it comes from */
    void add(Healer healer, String bundle, String version) {
        present.put(healer, new Entry(new HealerInfo(name(healer), bundle, version, "active")));
    }

    void remove(Healer healer) {
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

    List<HealerInfo> infos() {
        return present.values().stream().map(e -> e.hangs < HANGS ? e.info
                : new HealerInfo(e.info.name(), e.info.bundle(), e.info.version(), "quarantined")).sorted((a, b) -> a.name().compareTo(b.name())).toList();
    }

    /** Asks all; the answer comes on the loop's thread when each has answered, failed or taken too long. */
    void ask(Desk desk, Issue issue, View view, Consumer<Advice> then) {
        List<Map.Entry<Healer, Entry>> asked = present.entrySet().stream().filter(e -> e.getValue().hangs < HANGS)
                .sorted((a, b) -> a.getValue().info.name().compareTo(b.getValue().info.name())).toList();
        Round round = new Round(desk, issue, view, asked.size(), then);
        if (asked.isEmpty()) {
            then.accept(new Advice(List.of(), 0));
        }
        asked.forEach(e -> round.ask(e.getKey(), e.getValue(), true));
    }

    private final class Round {
        private final Desk desk;
        private final Issue issue;
        private final View view;
        private final Consumer<Advice> then;
        private final Instant begun;
        private final List<Proposal> proposals = new ArrayList<>();
        private int open;
        private int failures;

        Round(Desk desk, Issue issue, View view, int open, Consumer<Advice> then) {
            this.desk = desk;
            this.issue = issue;
            this.view = view;
            this.open = open;
            this.then = then;
            begun = desk.loop().now();
        }

        void ask(Healer healer, Entry entry, boolean first) {
            desk.crew().ask(entry.info.name(), desk.config().limits().diagnosis(),
                    () -> healer.handles(issue) ? List.copyOf(healer.diagnose(issue, view.open())) : List.<Fix>of(),
                    answer -> answered(healer, entry, first, answer));
        }

        private void answered(Healer healer, Entry entry, boolean first, Crew.Answer<List<Fix>> answer) {
            String name = entry.info.name();
            if (answer instanceof Crew.Done<List<Fix>> done) {
                entry.answered(done.value());
                done.value().forEach(fix -> proposals.add(new Proposal(issue, name, fix)));
            } else if (answer instanceof Crew.Late<List<Fix>> late) {
                entry.late(begun, desk.loop().now());
                failures++;
                LOG.warn("healer {} did not answer within {} s for issue {}{}", name, late.limit().toSeconds(), issue.id(),
                        entry.hangs < HANGS ? "" : "; it is not asked again until it is replaced");
            } else if (answer instanceof Crew.Failed<List<Fix>> failed) {
                if (first && (failed.why() instanceof LinkageError || !present.containsKey(healer))) {
                    desk.loop().after(REPLACED, () -> again(name));
                    return;
                }
                entry.hangs += failed.why() instanceof OutOfMemoryError ? HANGS : 0;
                failures++;
                LOG.warn("healer {} failed for issue {}: {}", name, issue.id(), failed.why().toString());
            }
            end();
        }

        /** Asks what has taken the place of a healer that was replaced while it thought. */
        private void again(String name) {
            Stream<Map.Entry<Healer, Entry>> successors = present.entrySet().stream().filter(e -> e.getValue().info.name().equals(name));
            successors.findFirst().ifPresentOrElse(e -> ask(e.getKey(), e.getValue(), false), this::end);
        }

        private void end() {
            open--;
            if (open == 0) {
                then.accept(new Advice(List.copyOf(proposals), failures));
            }
        }
    }
}
