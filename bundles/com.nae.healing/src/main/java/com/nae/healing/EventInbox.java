package com.nae.healing;

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
 * What the process manager and the issue tracker call, and hands it on. It asks for nothing, so those two and the
 * coordinator, which asks for them, are no circle. What is heard while there is no coordinator is kept, the latest
 * {@value #KEPT}.
 */
@Component(service = {EventInbox.class, IssueListener.class, ProcessListener.class})
public final class EventInbox implements IssueListener, ProcessListener {
    private static final int KEPT = 1000;

    private final Deque<Consumer<Coordinator>> kept = new ArrayDeque<>(); // guarded by this
    private Optional<Coordinator> listening = Optional.empty(); // guarded by this

    @Override
    public void occurred(Issue issue, InstanceId instance) {
        hand(coordinator -> coordinator.occurred(issue, instance));
    }

    @Override
    public void changed(ProcessEvent event) {
        hand(coordinator -> coordinator.changed(event));
    }

    synchronized void listen(Coordinator coordinator) {
        listening = Optional.of(coordinator);
        kept.forEach(heard -> heard.accept(coordinator));
        kept.clear();
    }

    synchronized void forget(Coordinator coordinator) {
        listening = listening.filter(current -> current != coordinator);
    }

    private synchronized void hand(Consumer<Coordinator> heard) {
        listening.ifPresentOrElse(heard, () -> keep(heard));
    }

    private void keep(Consumer<Coordinator> heard) {
        kept.add(heard);
        if (kept.size() > KEPT) {
            kept.remove();
        }
    }
}
