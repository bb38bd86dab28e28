package com.nae.healing.healers;

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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The register of the healers that are present. It asks them, and stops asking one that keeps hanging. */
public final class HealerRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(HealerRegistry.class);

    /**
     * The answers of all healers to one question.
     *
     * @param failures the number of healers that threw, timed out or are paused
     */
    public record Advice(List<Proposal> proposals, int failures) {}

    /**
     * The threads on which healers are asked, and the time limit of each.
     *
     * @param limit is read for every question, because the configuration may change
     */
    public record Questioning(SerialScheduler scheduler, TimedExecutor executor, Supplier<Duration> limit) {}

    /** Opens the sources for one healer, on a thread of the pool. */
    public interface View {
        SourceFiles open() throws Exception;
    }

    /** A registered healer. @param identity of a dropped-in jar; empty for a healer of the distribution */
    record Present(Healer healer, String identity, HealerSlot slot) {}

    private final InFlightHealers inFlight;
    private final Map<Healer, Present> present = new ConcurrentHashMap<>();

    public HealerRegistry(InFlightHealers inFlight) {
        this.inFlight = inFlight;
    }

    /**
     * Adds a healer.
     *
     * @param bundle symbolic name of its bundle
     * @param identity identifies the exact jar; empty for a healer of the distribution
     */
    public void add(Healer healer, String bundle, String version, String identity) {
        HealerSlot slot = new HealerSlot(
                new HealerInfo(name(healer), bundle, version, HealerState.ACTIVE), inFlight.fatal(identity));
        present.put(healer, new Present(healer, identity, slot));
    }

    public void remove(Healer healer) {
        present.remove(healer);
    }

    private static String name(Healer healer) {
        try {
            return healer.name();
        } catch (RuntimeException | LinkageError broken) {
            LOG.warn("a healer did not return its name", broken);
            return healer.getClass().getName();
        }
    }

    public List<HealerInfo> infos(Instant now) {
        return present.values().stream()
                .map(p -> p.slot().info(now))
                .sorted(Comparator.comparing(HealerInfo::name))
                .toList();
    }

    /** Asks all healers. The advice comes on {@code nae-healing} when each has answered, failed or timed out. */
    public void ask(Questioning questioning, Issue issue, View view, Consumer<Advice> then) {
        Instant now = questioning.scheduler().now();
        List<Present> asked = present.values().stream()
                .filter(p -> !p.slot().isClosed(now))
                .sorted(Comparator.comparing(p -> p.slot().name()))
                .toList();
        int pausing = (int)
                present.values().stream().filter(p -> p.slot().isPausing(now)).count();
        if (asked.isEmpty()) {
            then.accept(new Advice(List.of(), pausing));
        }
        new HealerInquiry(this, questioning, new HealerInquiry.Subject(issue, view), then).ask(asked, pausing);
    }

    boolean isPresent(Present healer) {
        return present.containsKey(healer.healer());
    }

    /** Finds a healer by name; after an update it is the successor. */
    Optional<Present> find(String name) {
        return present.values().stream()
                .filter(p -> p.slot().name().equals(name))
                .findFirst();
    }

    InFlightHealers inFlight() {
        return inFlight;
    }
}
