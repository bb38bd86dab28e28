package com.nae.process.stop;

import com.nae.api.process.ProcessDefinition.Stop;
import com.nae.process.launch.Worker;
import com.nae.process.posix.EventLoop;
import com.nae.process.posix.ProcessTree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Ends what programs that ended by themselves have left outside their process groups. A check reads every process of
 * the machine, so it comes after the programs were started again, serves all that ended meanwhile, and comes once a
 * second at most. Owned by the supervisor's thread.
 */
final class StragglerReaper {
    /** Leaves the time to start programs again first. */
    private static final Duration FIRST_CHECK = Duration.ofMillis(100);

    private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(1);

    private record Ended(Worker worker, Stop how) {
        boolean hasStragglers(ProcessTree tree) {
            return !tree.members(worker.pid(), worker.runId()).isEmpty();
        }
    }

    private final EventLoop loop;
    private final ProcessTreeReader trees;
    private final BiConsumer<Worker, Stop> stop;
    private List<Ended> unchecked = new ArrayList<>();
    private boolean checkPlanned;

    /** @param stop called for a worker of which something is left */
    StragglerReaper(EventLoop loop, ProcessTreeReader trees, BiConsumer<Worker, Stop> stop) {
        this.loop = loop;
        this.trees = trees;
        this.stop = stop;
    }

    void add(Worker ended, Stop how) {
        unchecked.add(new Ended(ended, how));
        if (!checkPlanned) {
            checkPlanned = true;
            loop.schedule(FIRST_CHECK, this::check);
        }
    }

    private void check() {
        checkPlanned = !unchecked.isEmpty();
        if (checkPlanned) {
            List<Ended> batch = unchecked;
            unchecked = new ArrayList<>();
            trees.request(tree -> batch.stream()
                    .filter(ended -> ended.hasStragglers(tree))
                    .forEach(ended -> stop.accept(ended.worker, ended.how)));
            loop.schedule(BETWEEN_CHECKS, this::check);
        }
    }
}
