package com.nae.process.stop;

import com.nae.api.process.ProcessManager;
import java.util.concurrent.ExecutionException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops every worker before the launcher stops the bundles; returns when all are gone. The launcher finds it by the
 * property {@code nae.shutdown}.
 */
@Component(service = Runnable.class, property = "nae.shutdown:Boolean=true")
public final class WorkerShutdownTask implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerShutdownTask.class);
    private final ProcessManager manager;

    @Activate
    public WorkerShutdownTask(@Reference ProcessManager manager) {
        this.manager = manager;
    }

    @Override
    public void run() {
        try {
            manager.stopAll().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            LOG.error("Not every worker could be stopped", e.getCause());
        }
    }
}
