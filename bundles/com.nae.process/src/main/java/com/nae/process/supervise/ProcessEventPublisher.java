package com.nae.process.supervise;

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
 * What everyone is told of processes, in the order in which it happened: by the log and by listeners. Told on the
 * supervisor's thread, after what is urgent: when hundreds die at once, all are started again before the first line
 * about it is written.
 */
final class ProcessEventPublisher {
    private static final Logger LOG = LoggerFactory.getLogger("com.nae.process");

    private final List<ProcessListener> listeners = new CopyOnWriteArrayList<>();
    private final EventLoop loop;

    ProcessEventPublisher(EventLoop loop) {
        this.loop = loop;
    }

    /** Listeners come and go on any thread. */
    void addListener(ProcessListener listener) {
        listeners.add(listener);
    }

    void removeListener(ProcessListener listener) {
        listeners.remove(listener);
    }

    /** Tells that an instance has changed. */
    void publish(ProcessEvent event) {
        loop.executeLater(() -> {
            log(event);
            tell(listener -> listener.changed(event));
        });
    }

    /** Tells that a definition came, changed or went. */
    void definitionChanged(String process) {
        loop.executeLater(() -> tell(listener -> listener.definitionChanged(process)));
    }

    private void tell(Consumer<ProcessListener> message) {
        for (ProcessListener listener : listeners) {
            try {
                message.accept(listener);
            } catch (RuntimeException | LinkageError e) {
                LOG.warn("A listener for processes failed", e);
            }
        }
    }

    private static void log(ProcessEvent event) {
        ProcessState now = event.now().state();
        String reason = event.now().reason().isEmpty() ? "" : ": " + event.now().reason();
        String pid = event.now().pid().isPresent() && now == ProcessState.STARTING
                ? " (pid " + event.now().pid().getAsLong() + ")"
                : "";
        if (now == ProcessState.FATAL) {
            LOG.error(
                    "{} is FATAL{}; {}. A person should look.",
                    event.id(),
                    reason,
                    event.now()
                            .nextStart()
                            .map(at -> "next try at " + at.truncatedTo(ChronoUnit.SECONDS))
                            .orElse("it is not started again by itself"));
        } else if (event.exited() && event.before() != ProcessState.STOPPING && now != ProcessState.EXITED) {
            LOG.warn(
                    "{} ended ({}), now {}{}",
                    event.id(),
                    event.now().lastExit().map(ExitStatus::toString).orElse(""),
                    now,
                    reason);
        } else if (event.before() != now) {
            LOG.info("{} {}{}{}", event.id(), now, pid, reason);
        }
    }
}
