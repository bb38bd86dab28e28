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

/** The healers that are there at the moment; asks them, and stops inFlight one that keeps hanging. */
public final class HealerRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(HealerRegistry.class);

    /**
     * What all healers answered.
     *
     * @param failures how many threw, timed out or are not asked for a while
     */
    public record Advice(List<Proposal> proposals, int failures) {}

    /**
     * On which threads healers are asked, and how long each may take.
     *
     * @param limit is read for every question, since the configuration may change
     */
    public record Questioning(SerialScheduler scheduler, TimedExecutor executor, Supplier<Duration> limit) {}

    /** Opens the sources for one healer, on a thread of the pool. */
    public interface View {
        SourceFiles open() throws Exception;
    }

    /** A registered healer. @param identity of a dropped-in jar; empty for one that ships, which is trusted */
    record Present(Healer healer, String identity, HealerSlot slot) {}

    private final InFlightHealers inFlight;
    private final Map<Healer, Present> present = new ConcurrentHashMap<>();

    public HealerRegistry(InFlightHealers inFlight) {
        this.inFlight = inFlight;
    }

    /**
     * @param bundle symbolic name of where it comes from
     * @param identity tells this very jar from any other version of it; empty for a healer that ships
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

    /** Asks all healers; the answer comes on the thread of the cases when each has answered, failed or timed out. */
    public void ask(Questioning how, Issue issue, View view, Consumer<Advice> then) {
        Instant now = how.scheduler().now();
        List<Present> asked = present.values().stream()
                .filter(p -> !p.slot().isClosed(now))
                .sorted(Comparator.comparing(p -> p.slot().name()))
                .toList();
        int pausing = (int)
                present.values().stream().filter(p -> p.slot().isPausing(now)).count();
        if (asked.isEmpty()) {
            then.accept(new Advice(List.of(), pausing));
        }
        new HealerInquiry(this, how, new HealerInquiry.Subject(issue, view), then).ask(asked, pausing);
    }

    boolean isPresent(Present healer) {
        return present.containsKey(healer.healer());
    }

    /** The healer of a name, which may be another one than before. */
    Optional<Present> find(String name) {
        return present.values().stream()
                .filter(p -> p.slot().name().equals(name))
                .findFirst();
    }

    InFlightHealers inFlight() {
        return inFlight;
    }
}
