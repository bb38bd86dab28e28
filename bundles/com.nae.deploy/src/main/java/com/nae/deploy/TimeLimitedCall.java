package com.nae.deploy;

import com.nae.base.thread.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A call of plug-in code with a time limit. A thread that exceeds it is interrupted and abandoned. */
final class TimeLimitedCall {
    private TimeLimitedCall() {}

    /**
     * Calls the code on its own thread.
     *
     * @param what the verb for the name of the thread and the error message
     * @throws TimeoutException if it takes longer than the limit
     */
    static <T> T call(String what, Duration limit, Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = DaemonThreads.start("nae-deploy-" + what, task);
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            thread.interrupt();
            throw new TimeoutException("did not " + what + " within " + limit.toSeconds() + " s");
        }
    }
}
