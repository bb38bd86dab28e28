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
 * The readiness and liveness probes of everything that runs: follows starts and ends, and tells the process manager each
 * crossed threshold. Its listeners are registered by hand, for as declared services they would close a circle with the manager.
 */
public final class Probes implements HealthCheck, AutoCloseable {
    private final ProbeThreads threads = new ProbeThreads();
    private final ProbeWard ward;
    private final List<ServiceRegistration<?>> listeners;

    /** @param restarted hears which program is started again because its liveness failed, and why */
    public Probes(ProcessManager processes, BundleContext context, BiConsumer<InstanceId, String> restarted) {
        ward = new ProbeWard(processes, threads, threads, restarted);
        ProcessListener changes = new ProcessListener() {
            @Override
            public void changed(ProcessEvent event) {
                threads.soon(() -> ward.look(event.now(), false));
            }

            @Override
            public void defined(String process) {
                threads.soon(() -> ward.defined(process));
            }
        };
        listeners = List.of(context.registerService(ProcessListener.class, changes, null),
                context.registerService(OutputListener.class, ward::available, null));
        threads.soon(() -> processes.list().forEach(status -> ward.look(status, true)));
    }

    /** How many seconds the slowest answer of an instance took since this was asked last. */
    public OptionalDouble slowest(InstanceId instance) {
        return ward.slowest(instance);
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
    static String spoken(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
