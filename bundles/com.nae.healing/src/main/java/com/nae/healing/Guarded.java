package com.nae.healing;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * The loop and the crew as one case sees them: what goes wrong in a task of its own is told to it, so that it does not
 * stand still for ever.
 */
record Guarded(Loop loop, Crew crew, Consumer<RuntimeException> trouble) implements Loop, Crew {
    @Override
    public Instant now() {
        return loop.now();
    }

    @Override
    public void run(Runnable task) {
        loop.run(() -> safely(task));
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return loop.after(delay, () -> safely(task));
    }

    @Override
    public <T> void ask(String what, Duration limit, Callable<T> work, Consumer<Answer<T>> then) {
        crew.ask(what, limit, work, answer -> safely(() -> then.accept(answer)));
    }

    void safely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            trouble.accept(e);
        }
    }
}
