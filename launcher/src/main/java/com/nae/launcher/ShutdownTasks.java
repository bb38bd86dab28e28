package com.nae.launcher;

import java.util.Collection;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the shutdown tasks when the framework is asked to stop, before it stops any bundle: every service
 * {@code java.lang.Runnable} with the property {@code nae.shutdown=true}. It waits for all of them, at most
 * {@code nae.stop.timeout} seconds (system property, 120). A bundle whose things outlive it, as the workers outlive the
 * supervisor, ends them in such a task and nowhere else.
 */
final class ShutdownTasks implements SynchronousBundleListener {
    static final String FILTER = "(nae.shutdown=true)";

    private final BundleContext context;

    ShutdownTasks(BundleContext context) {
        this.context = context;
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getBundle().getBundleId() == 0 && event.getType() == BundleEvent.STOPPING) {
            try {
                runAll(context.getServiceReferences(Runnable.class, FILTER));
            } catch (InvalidSyntaxException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void runAll(Collection<ServiceReference<Runnable>> tasks) throws InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "nae-launcher-shutdown");
            thread.setDaemon(true);
            return thread;
        });
        tasks.forEach(task -> threads.execute(() -> run(task)));
        threads.shutdown();
        long seconds = Long.getLong("nae.stop.timeout", 120);
        if (!threads.awaitTermination(seconds, TimeUnit.SECONDS)) {
            logger().error("Not everything had ended {} s after the stop was asked for; the bundles stop now", seconds);
            threads.shutdownNow();
        }
    }

    private void run(ServiceReference<Runnable> reference) {
        Runnable task = context.getService(reference);
        try {
            if (task != null) {
                task.run();
            }
        } catch (RuntimeException | LinkageError e) {
            logger().error("The ordered stop of {} failed", reference.getBundle(), e);
        }
    }

    private static Logger logger() {
        return LoggerFactory.getLogger(ShutdownTasks.class);
    }
}
