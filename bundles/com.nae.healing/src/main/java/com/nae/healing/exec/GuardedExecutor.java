package com.nae.healing.exec;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * The scheduler and the thread pool of one case. An exception of a task of the case goes to {@code onFailure}, so that
 * the case ends instead of waiting for ever.
 */
public record GuardedExecutor(SerialScheduler scheduler, TimedExecutor executor, Consumer<RuntimeException> onFailure)
        implements SerialScheduler, TimedExecutor {
    @Override
    public Instant now() {
        return scheduler.now();
    }

    @Override
    public void execute(Runnable task) {
        scheduler.execute(() -> safely(task));
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        return scheduler.schedule(delay, () -> safely(task));
    }

    @Override
    public <T> void submit(String what, Duration limit, Callable<T> work, Consumer<Answer<T>> then) {
        executor.submit(what, limit, work, answer -> safely(() -> then.accept(answer)));
    }

    /** Runs a task and passes what it throws to {@code onFailure}. */
    public void safely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            onFailure.accept(e);
        }
    }
}
