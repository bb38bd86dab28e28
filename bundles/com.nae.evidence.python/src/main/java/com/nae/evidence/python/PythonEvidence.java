package com.nae.evidence.python;

import com.nae.api.evidence.RaisedException;
import com.nae.api.evidence.RaisedExceptionListener;
import com.nae.api.evidence.RaisedExceptions;
import com.nae.api.operation.Home;
import com.nae.api.process.InstanceId;
import com.nae.api.process.LaunchContributor;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessListener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The evidence of Python programs: starts them with the hook where their definition says so, and passes on what their
 * interpreters report. Where the hook cannot be placed, programs start without it, and no program reports.
 */
@Component(
        immediate = true,
        service = {RaisedExceptions.class, LaunchContributor.class, ProcessListener.class})
public final class PythonEvidence implements RaisedExceptions, LaunchContributor, ProcessListener {
    private static final Logger LOG = LoggerFactory.getLogger(PythonEvidence.class);

    private final List<RaisedExceptionListener> listeners = new CopyOnWriteArrayList<>();
    private final ReportingInstances instances;
    private final Optional<Placed> placed;

    /** What starts with the hook need. */
    private record Placed(ReportServer server, HookVariables variables) {}

    @Activate
    public PythonEvidence(BundleContext context) {
        this(Home.of(context), Path.of(System.getProperty("java.io.tmpdir")));
    }

    PythonEvidence(Home home, Path temporary) {
        Path folder = home.data().resolve("run/evidence");
        instances = new ReportingInstances(new StartFiles(folder), this::publish);
        placed = place(home, new SocketPlace(folder, temporary));
    }

    private Optional<Placed> place(Home home, SocketPlace place) {
        try {
            Path hook = HookFolder.below(home.data().resolve("hook")).write();
            Path socket = place.find();
            HookVariables variables = HookVariables.of(hook, socket);
            instances.restore(place.isKept());
            return Optional.of(new Placed(new ReportServer(socket, instances), variables));
        } catch (IOException e) {
            LOG.error("Python programs start without the hook for evidence: {}", e.toString());
            return Optional.empty();
        }
    }

    @Deactivate
    void close() {
        placed.ifPresent(parts -> parts.server().close());
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addListener(RaisedExceptionListener listener) {
        listeners.add(listener);
    }

    void removeListener(RaisedExceptionListener listener) {
        listeners.remove(listener);
    }

    @Override
    public Map<String, String> environment(InstanceId id, ProcessDefinition definition, Map<String, String> base) {
        if (placed.isEmpty()) {
            return Map.of();
        }
        Placed parts = placed.get();
        if (!definition.evidence().python()) {
            instances.forget(id);
            parts.server().execute(() -> instances.save(id));
            return Map.of();
        }
        String token = instances.begin(id, Instant.now());
        parts.server().execute(() -> instances.save(id));
        return parts.variables().of(token, base);
    }

    @Override
    public void changed(ProcessEvent event) {
        if (event.exited()) {
            Instant at = event.now().lastExit().map(exit -> exit.at()).orElse(event.at());
            instances.ended(event.id(), at);
        }
    }

    @Override
    public boolean reports(InstanceId id) {
        return instances.of(id).map(instance -> instance.reports(Instant.now())).orElse(false);
    }

    @Override
    public List<RaisedException> since(InstanceId id, Instant from) {
        return instances.of(id).map(instance -> instance.since(from)).orElse(List.of());
    }

    @Override
    public long dropped(InstanceId id) {
        return instances.of(id).map(ReportingInstance::dropped).orElse(0L);
    }

    private void publish(RaisedException exception) {
        for (RaisedExceptionListener listener : listeners) {
            try {
                listener.raised(exception);
            } catch (RuntimeException | LinkageError e) {
                LOG.warn("A listener for exceptions failed", e);
            }
        }
    }
}
