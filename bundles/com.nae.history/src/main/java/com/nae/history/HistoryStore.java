package com.nae.history;

import com.nae.api.config.Settings;
import com.nae.api.health.Finding;
import com.nae.api.health.HealthCheck;
import com.nae.api.health.HealthLevel;
import com.nae.api.health.HealthListener;
import com.nae.api.health.HealthReport;
import com.nae.api.health.ResourceSample;
import com.nae.api.health.SystemSample;
import com.nae.api.history.History;
import com.nae.api.history.HistoryEvent;
import com.nae.api.history.HistoryState;
import com.nae.api.history.ResourcePoint;
import com.nae.api.issue.Issue;
import com.nae.api.issue.IssueListener;
import com.nae.api.operation.Home;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessListener;
import com.nae.api.process.ProcessState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;

/**
 * The history: receives events and samples as a listener, buffers them, and answers queries. It refers to no other
 * service, because the others report to it and a reference would close a circle.
 */
@Component(immediate = true, configurationPid = HistoryStore.PID)
public final class HistoryStore implements History, HealthListener, HealthCheck, ProcessListener, IssueListener {
    static final String PID = "com.nae.history";
    private static final Duration BETWEEN_SAME_ISSUE = Duration.ofHours(1);
    /** Beyond this many issues the record of their times starts again, which costs some repeated events. */
    private static final int MAX_ISSUES = 1000;

    private final WriteBuffer buffer = new WriteBuffer();
    private final HistoryFlusher flusher;
    private final HistoryThread thread;
    /** The last known number of restarts of each instance. */
    private final Map<InstanceId, Integer> restarts = new ConcurrentHashMap<>();
    /** When each issue was last recorded, by fingerprint. */
    private final Map<String, Instant> issues = new ConcurrentHashMap<>();

    @Activate
    public HistoryStore(BundleContext context, Map<String, Object> settings) {
        this(Home.of(context), Config.of(new Settings(settings)));
    }

    HistoryStore(Home home, Config config) {
        Database database = new Database(home.data().resolve("nae.db"));
        flusher = new HistoryFlusher(
                buffer, database, new ChangeLogTail(home.logs().resolve("change_log.json")), config);
        thread = new HistoryThread(database, flusher, config);
    }

    @Modified
    void modified(Map<String, Object> settings) {
        thread.configure(Config.of(new Settings(settings)));
    }

    @Deactivate
    void stop() {
        thread.close();
    }

    @Override
    public void sampled(List<ResourceSample> samples) {
        buffer.samples(samples);
        thread.flushLater();
    }

    @Override
    public void sampled(SystemSample system) {
        buffer.system(system);
        thread.flushLater();
    }

    @Override
    public void changed(InstanceId instance, HealthReport before, HealthReport now) {
        record(EventFactory.of(instance, before, now));
    }

    @Override
    public void changed(ProcessEvent event) {
        Integer before = restarts.put(event.id(), event.now().restarts());
        boolean restarted = before != null && event.now().restarts() > before;
        boolean newState = event.before() != event.now().state() && event.now().state() != ProcessState.STOPPING;
        if (restarted || event.exited() || newState) {
            record(EventFactory.of(event, restarted));
        }
    }

    /**
     * Records the first occurrence of an issue, and then at most one per hour. The issue tracker counts all of them.
     */
    @Override
    public void occurred(Issue issue, InstanceId instance) {
        Instant last = issues.get(issue.fingerprint());
        if (last == null || last.plus(BETWEEN_SAME_ISSUE).isBefore(issue.lastSeen())) {
            if (issues.size() >= MAX_ISSUES) {
                issues.clear();
            }
            issues.put(issue.fingerprint(), issue.lastSeen());
            record(EventFactory.of(issue, instance));
        }
    }

    @Override
    public List<ResourcePoint> samples(InstanceId instance, Instant from, Instant to) {
        return thread.query(connection -> HistoryQueries.samples(connection, instance, from, to))
                .orElse(List.of());
    }

    @Override
    public List<HistoryEvent> events(String process, Instant from, Instant to, int limit) {
        return thread.query(connection -> HistoryQueries.events(connection, process, from, to, limit))
                .orElse(List.of());
    }

    @Override
    public List<String> processes() {
        return thread.query(HistoryQueries::processes).orElse(List.of());
    }

    @Override
    public List<InstanceId> instances(String process) {
        return thread.query(connection -> HistoryQueries.instances(connection, process))
                .orElse(List.of());
    }

    @Override
    public HistoryState state() {
        return flusher.state();
    }

    @Override
    public String name() {
        return "history";
    }

    /** A history that cannot be written does not affect the supervised programs, but the operator should know. */
    @Override
    public List<Finding> overall() {
        return flusher.isWriting()
                ? List.of()
                : List.of(Finding.of(name(), HealthLevel.DEGRADED, "the history " + state().text()));
    }

    private void record(HistoryEvent event) {
        buffer.event(event);
        thread.flushSoon();
    }
}
