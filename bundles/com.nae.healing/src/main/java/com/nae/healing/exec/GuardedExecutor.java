package com.nae.healing.exec;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * The scheduler and the crew as one case sees them: what goes wrong in a task of its own is told to it, so that it does
 * not stand still for ever.
 */
public record GuardedExecutor(SerialScheduler scheduler, TimedExecutor executor, Consumer<RuntimeException> trouble)
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

    public void safely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            trouble.accept(e);
        }
    }
}
