package com.nae.evidence.python;

import com.nae.api.evidence.RaisedException;
import com.nae.api.evidence.RaisedExceptionListener;
import com.nae.api.evidence.RaisedExceptions;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The evidence of Python programs: keeps what their interpreters report, and passes it on to listeners. */
@Component(immediate = true, service = RaisedExceptions.class)
public final class PythonEvidence implements RaisedExceptions {
    private static final Logger LOG = LoggerFactory.getLogger(PythonEvidence.class);

    private final List<RaisedExceptionListener> listeners = new CopyOnWriteArrayList<>();
    private final HookedLaunch launch;
    private final ProcessManager processes;

    @Activate
    public PythonEvidence(@Reference HookedLaunch launch, @Reference ProcessManager processes) {
        this.launch = launch;
        this.processes = processes;
        launch.deliverTo(this::publish);
    }

    @Deactivate
    void close() {
        launch.deliverTo(exception -> {});
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addListener(RaisedExceptionListener listener) {
        listeners.add(listener);
    }

    void removeListener(RaisedExceptionListener listener) {
        listeners.remove(listener);
    }

    @Override
    public boolean reports(InstanceId id) {
        Optional<Instant> running =
                processes.status(id).filter(status -> status.pid().isPresent()).flatMap(ProcessStatus::started);
        return launch.instance(id)
                .map(instance -> instance.reports(running, Instant.now()))
                .orElse(false);
    }

    @Override
    public List<RaisedException> since(InstanceId id, Instant from) {
        return launch.instance(id).map(instance -> instance.since(from)).orElse(List.of());
    }

    @Override
    public long dropped(InstanceId id) {
        return launch.instance(id).map(ReportingInstance::dropped).orElse(0L);
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
