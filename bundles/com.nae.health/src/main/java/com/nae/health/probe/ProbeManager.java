package com.nae.health.probe;

import com.nae.api.health.Finding;
import com.nae.api.health.HealthCheck;
import com.nae.api.process.InstanceId;
import com.nae.api.process.OutputListener;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessListener;
import com.nae.api.process.ProcessManager;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * The readiness and liveness probes of everything that runs: follows starts and ends, and tells the process manager
 * each crossed threshold. Its listeners are registered by hand, for as declared services they would close a circle with
 * the manager.
 */
public final class ProbeManager implements HealthCheck, AutoCloseable {
    private final ProbeThreads threads = new ProbeThreads();
    private final ProbeScheduler ward;
    private final List<ServiceRegistration<?>> listeners;

    /** @param restarted hears which program is started again because its liveness failed, and why */
    public ProbeManager(ProcessManager processes, BundleContext context, BiConsumer<InstanceId, String> restarted) {
        ward = new ProbeScheduler(processes, threads, threads, restarted);
        ProcessListener changes = new ProcessListener() {
            @Override
            public void changed(ProcessEvent event) {
                threads.runSoon(() -> ward.reconcile(event.now(), false));
            }

            @Override
            public void definitionChanged(String process) {
                threads.runSoon(() -> ward.definitionChanged(process));
            }
        };
        listeners = List.of(
                context.registerService(ProcessListener.class, changes, null),
                context.registerService(OutputListener.class, ward::outputAvailable, null));
        threads.runSoon(() -> processes.list().forEach(status -> ward.reconcile(status, true)));
    }

    /** How many seconds the slowest answer of an instance took since this was asked last. */
    public OptionalDouble takeSlowestSeconds(InstanceId instance) {
        return ward.takeSlowestSeconds(instance);
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
        return ward.findings(instance);
    }

    /** A duration as people write it. */
    static String format(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
