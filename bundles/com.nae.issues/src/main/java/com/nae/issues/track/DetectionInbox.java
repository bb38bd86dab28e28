package com.nae.issues.track;

import com.nae.api.process.InstanceId;
import com.nae.api.process.OutputListener;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessListener;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.osgi.service.component.annotations.Component;

/**
 * What the process manager calls: notes it and wakes the detecting thread. It asks for nothing, so the manager and
 * detection, which know each other, are no circle.
 */
@Component(service = {DetectionInbox.class, OutputListener.class, ProcessListener.class})
public final class DetectionInbox implements OutputListener, ProcessListener {
    private final Set<InstanceId> written = ConcurrentHashMap.newKeySet();
    private final Queue<ProcessEvent> events = new ConcurrentLinkedQueue<>();
    private volatile Thread waiting;

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
            available(event.id()); // an adopted one may have written what no runtime has read
        }
    }

    @Override
    public void definitionChanged(String process) {
        wake();
    }

    void wakeThread(Thread thread) {
        waiting = thread;
    }

    void wake() {
        LockSupport.unpark(waiting);
    }

    /** Takes the mark of one instance off; whether there was one. */
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
