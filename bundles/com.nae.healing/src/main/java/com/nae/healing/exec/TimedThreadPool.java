package com.nae.healing.exec;

import com.nae.base.thread.DaemonThreads;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * A pool of a fixed number of threads, with a new thread for each task. A thread that exceeds its time limit is
 * interrupted and no longer counts, so a task that hangs does not block the others. Used on the thread
 * {@code nae-healing}.
 */
public final class TimedThreadPool implements TimedExecutor, AutoCloseable {
    private final SerialScheduler scheduler;
    private final int size;
    private final Deque<Job<?>> waiting = new ArrayDeque<>();
    private final Set<Job<?>> busy = new HashSet<>();

    public TimedThreadPool(SerialScheduler scheduler, int size) {
        this.scheduler = scheduler;
        this.size = size;
    }

    @Override
    public <T> void submit(String what, Duration limit, Callable<T> work, Consumer<Answer<T>> then) {
        waiting.add(new Job<>(what, limit, work, then));
        next();
    }

    private void next() {
        while (busy.size() < size && !waiting.isEmpty()) {
            Job<?> job = waiting.poll();
            busy.add(job);
            job.start();
        }
    }

    @Override
    public void close() {
        waiting.clear();
        busy.forEach(job -> job.thread.interrupt());
    }

    /** A task with its thread. It is in {@code busy} from its start until its result or its time limit. */
    private final class Job<T> {
        private final Thread thread;
        private final Duration limit;
        private final Consumer<Answer<T>> then;
        private SerialScheduler.Timer timer = () -> {};

        Job(String what, Duration limit, Callable<T> work, Consumer<Answer<T>> then) {
            this.limit = limit;
            this.then = then;
            thread = DaemonThreads.named("nae-healing-" + what).newThread(() -> report(work));
        }

        void start() {
            timer = scheduler.schedule(limit, () -> end(new TimedOut<>(limit)));
            thread.start();
        }

        /** Calls plug-in code. Whatever it throws becomes a result, an OutOfMemoryError or a LinkageError too. */
        private void report(Callable<T> work) {
            Answer<T> answer;
            try {
                answer = new Done<>(work.call());
            } catch (Throwable t) {
                answer = new Failed<>(t);
            }
            Answer<T> result = answer;
            scheduler.execute(() -> end(result));
        }

        /** The first of result and time limit counts; the other finds that the job is no longer busy. */
        private void end(Answer<T> answer) {
            if (busy.remove(this)) {
                timer.cancel();
                thread.interrupt();
                next();
                then.accept(answer);
            }
        }
    }
}
