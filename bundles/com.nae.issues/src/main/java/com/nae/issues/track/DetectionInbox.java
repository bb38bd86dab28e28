package com.nae.issues.track;

import com.nae.api.output.OutputListener;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessListener;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.osgi.service.component.annotations.Component;

/**
 * The queue between the process manager and the detection thread: it records what the manager reports and wakes the
 * thread.
 *
 * <p>It has no references of its own. Detection needs the process manager, and the manager needs its listeners; this
 * class keeps that from becoming a circular reference.
 */
@Component(service = {DetectionInbox.class, OutputListener.class, ProcessListener.class})
public final class DetectionInbox implements OutputListener, ProcessListener {
    private final Set<InstanceId> written = ConcurrentHashMap.newKeySet();
    private final Queue<ProcessEvent> events = new ConcurrentLinkedQueue<>();
    private volatile Thread worker;

    @Override
    public void available(InstanceId instance) {
        if (written.add(instance)) {
            wake();
        }
    }

    @Override
    public void changed(ProcessEvent event) {
        if (event.exited()) {
            events.add(event);
            wake();
        } else {
            available(event.id()); // an adopted worker may have written output while no runtime was there
        }
    }

    @Override
    public void definitionChanged(String process) {
        wake();
    }

    /** Sets the thread that new output and events wake. */
    void wakeThread(Thread thread) {
        worker = thread;
    }

    void wake() {
        LockSupport.unpark(worker);
    }

    /** Marks an instance as read; returns whether it had unread output. */
    boolean take(InstanceId instance) {
        return written.remove(instance);
    }

    Set<InstanceId> written() {
        return Set.copyOf(written);
    }

    Queue<ProcessEvent> events() {
        return events;
    }

    boolean isEmpty() {
        return written.isEmpty() && events.isEmpty();
    }
}
