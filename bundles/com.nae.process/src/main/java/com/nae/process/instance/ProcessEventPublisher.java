package com.nae.process.instance;

import com.nae.api.process.ExitStatus;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessListener;
import com.nae.api.process.ProcessState;
import com.nae.process.posix.EventLoop;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports events to the log and to listeners, in the order in which they happened. It does so on the supervisor's
 * thread, but after what is urgent: when hundreds of programs die at once, all are started again before the first line
 * about it is written.
 */
public final class ProcessEventPublisher {
    private static final Logger LOG = LoggerFactory.getLogger("com.nae.process");

    private final List<ProcessListener> listeners = new CopyOnWriteArrayList<>();
    private final EventLoop loop;

    public ProcessEventPublisher(EventLoop loop) {
        this.loop = loop;
    }

    /** Any thread. */
    public void addListener(ProcessListener listener) {
        listeners.add(listener);
    }

    /** Any thread. */
    public void removeListener(ProcessListener listener) {
        listeners.remove(listener);
    }

    /** An instance has changed. */
    void publish(ProcessEvent event) {
        loop.executeLater(() -> {
            log(event);
            callAll(listener -> listener.changed(event));
        });
    }

    /** A definition came, changed or went. */
    public void definitionChanged(String process) {
        loop.executeLater(() -> callAll(listener -> listener.definitionChanged(process)));
    }

    private void callAll(Consumer<ProcessListener> call) {
        for (ProcessListener listener : listeners) {
            try {
                call.accept(listener);
            } catch (RuntimeException | LinkageError e) {
                LOG.warn("A listener for processes failed", e);
            }
        }
    }

    private static void log(ProcessEvent event) {
        ProcessState now = event.now().state();
        String reason = event.now().reason();
        String suffix = reason.isEmpty() ? "" : ": " + reason;
        if (now == ProcessState.FATAL) {
            LOG.error("{} is FATAL{}; {}. The operator should look.", event.id(), suffix, nextTry(event));
        } else if (event.exited() && event.before() != ProcessState.STOPPING && now != ProcessState.EXITED) {
            String exit = event.now().lastExit().map(ExitStatus::toString).orElse("");
            LOG.warn("{} ended ({}), now {}{}", event.id(), exit, now, suffix);
        } else if (event.before() != now) {
            LOG.info("{} {}{}{}", event.id(), now, pid(event), suffix);
        }
    }

    private static String nextTry(ProcessEvent event) {
        return event.now()
                .nextStart()
                .map(at -> "next try at " + at.truncatedTo(ChronoUnit.SECONDS))
                .orElse("it is not started again by itself");
    }

    private static String pid(ProcessEvent event) {
        boolean started = event.now().pid().isPresent() && event.now().state() == ProcessState.STARTING;
        return started ? " (pid " + event.now().pid().getAsLong() + ")" : "";
    }
}
