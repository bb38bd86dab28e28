package com.nae.process.stop;

import com.nae.api.process.ProcessDefinition.Stop;
import com.nae.process.launch.Worker;
import com.nae.process.posix.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Ends what programs that ended by themselves have left outside their process groups. It looks when there was time to
 * start them again, and once a second at most, for all of them, since each look reads every process of the machine.
 * Owned by the loop's thread.
 */
public final class StragglerReaper {
    private static final Duration SOON = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private record Ended(Worker worker, Stop how) {}

    private final EventLoop loop;
    private final ProcessTreeReader trees;
    private final BiConsumer<Worker, Stop> stop;
    private List<Ended> waiting = new ArrayList<>();
    private boolean pausing;

    /** @param stop called for a worker of which something is left */
    public StragglerReaper(EventLoop loop, ProcessTreeReader trees, BiConsumer<Worker, Stop> stop) {
        this.loop = loop;
        this.trees = trees;
        this.stop = stop;
    }

    public void add(Worker ended, Stop how) {
        waiting.add(new Ended(ended, how));
        if (!pausing) {
            pausing = true;
            loop.schedule(SOON, this::look);
        }
    }

    private void look() {
        pausing = !waiting.isEmpty();
        if (pausing) {
            List<Ended> batch = waiting;
            waiting = new ArrayList<>();
            trees.request(tree -> batch.stream()
                    .filter(e -> !tree.members(e.worker.pid, e.worker.runId).isEmpty())
                    .forEach(e -> stop.accept(e.worker, e.how)));
            loop.schedule(PAUSE, this::look);
        }
    }
}
