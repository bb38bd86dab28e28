package com.nae.health.probe;

import com.nae.api.health.Finding;
import com.nae.api.health.HealthCheck;
import com.nae.api.output.OutputListener;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessListener;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * The readiness and liveness probes of everything that runs. It follows starts and exits, and reports each crossed
 * threshold to the process manager. Its listeners are registered by hand, because declared ones would close a circle of
 * references with the process manager.
 */
public final class ProbeManager implements HealthCheck, AutoCloseable {
    private final ProbeThreads threads = new ProbeThreads();
    private final ProbeScheduler scheduler;
    private final List<ServiceRegistration<?>> listeners;

    /** @param restarted is called with a program that is restarted because its liveness probe failed, and the reason */
    public ProbeManager(ProbedProcesses processes, BundleContext context, BiConsumer<InstanceId, String> restarted) {
        scheduler = new ProbeScheduler(processes, threads, threads, restarted);
        ProcessListener changes = new ProcessListener() {
            @Override
            public void changed(ProcessEvent event) {
                threads.runSoon(() -> scheduler.reconcile(event.now(), false));
            }

            @Override
            public void definitionChanged(String process) {
                threads.runSoon(() -> scheduler.definitionChanged(process));
            }
        };
        listeners = List.of(
                context.registerService(ProcessListener.class, changes, null),
                context.registerService(OutputListener.class, scheduler::outputAvailable, null));
        threads.runSoon(() -> processes.manager().list().forEach(status -> scheduler.reconcile(status, true)));
    }

    /** The slowest response of an instance in seconds since the last call. */
    public OptionalDouble takeSlowestSeconds(InstanceId instance) {
        return scheduler.takeSlowestSeconds(instance);
    }

    @Override
    public void close() {
        listeners.forEach(ServiceRegistration::unregister);
        threads.close();
    }

    @Override
    public String name() {
        return "probes";
    }

    @Override
    public List<Finding> of(InstanceId instance) {
        return scheduler.findings(instance);
    }
}
