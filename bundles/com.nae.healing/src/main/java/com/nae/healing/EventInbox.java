package com.nae.healing;

import com.nae.api.evidence.RaisedException;
import com.nae.api.evidence.RaisedExceptionListener;
import com.nae.api.issue.Issue;
import com.nae.api.issue.IssueListener;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessListener;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Component;

/**
 * The receiver of events of the process manager and the issue tracker, for the coordinator. It references no service,
 * so those two and the coordinator, which references them, form no circle. While there is no coordinator, the latest
 * {@value #CAPACITY} events are kept for the next one. Thread-safe.
 */
@Component(service = {EventInbox.class, IssueListener.class, ProcessListener.class, RaisedExceptionListener.class})
public final class EventInbox implements IssueListener, ProcessListener, RaisedExceptionListener {
    /** The target of all events. It is called on the thread of the caller, so it must return at once. */
    interface Receiver {
        void occurred(Issue issue, InstanceId instance);

        void ended(Issue issue, InstanceId instance);

        void raised(RaisedException exception);

        void changed(ProcessEvent event);
    }

    private static final int CAPACITY = 1000;

    private final Deque<Consumer<Receiver>> kept = new ArrayDeque<>(); // guarded by this
    private Optional<Receiver> receiver = Optional.empty(); // guarded by this

    @Override
    public void occurred(Issue issue, InstanceId instance) {
        deliver(to -> to.occurred(issue, instance));
    }

    @Override
    public void ended(Issue issue, InstanceId instance) {
        deliver(to -> to.ended(issue, instance));
    }

    @Override
    public void raised(RaisedException exception) {
        deliver(to -> to.raised(exception));
    }

    @Override
    public void changed(ProcessEvent event) {
        deliver(to -> to.changed(event));
    }

    /** Delivers the kept events, and all events from now on. */
    synchronized void connect(Receiver next) {
        receiver = Optional.of(next);
        kept.forEach(event -> event.accept(next));
        kept.clear();
    }

    /** Stops the delivery, unless another receiver has connected since. */
    synchronized void disconnect(Receiver former) {
        receiver = receiver.filter(current -> current != former);
    }

    private synchronized void deliver(Consumer<Receiver> event) {
        receiver.ifPresentOrElse(event, () -> keep(event));
    }

    private void keep(Consumer<Receiver> event) {
        kept.add(event);
        if (kept.size() > CAPACITY) {
            kept.remove();
        }
    }
}
