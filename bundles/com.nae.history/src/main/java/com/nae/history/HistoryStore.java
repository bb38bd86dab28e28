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
 * Hears what happens and keeps it: notes it at once, writes it in batches. Asks for no other service, so it closes no
 * circle.
 */
@Component(immediate = true, configurationPid = HistoryStore.PID)
public final class HistoryStore implements History, HealthListener, HealthCheck, ProcessListener, IssueListener {
    static final String PID = "com.nae.history";
    private static final Duration SAME_ISSUE = Duration.ofHours(1);
    private static final int MOST_ISSUES = 1000;

    private final WriteBuffer pending = new WriteBuffer();
    private final HistoryFlusher ledger;
    private final HistoryThread scribe;
    private final Map<InstanceId, Integer> restarts = new ConcurrentHashMap<>();
    private final Map<String, Instant> issues = new ConcurrentHashMap<>();

    @Activate
    public HistoryStore(BundleContext context, Map<String, Object> settings) {
        this(Home.of(context), Config.of(new Settings(settings)));
    }

    HistoryStore(Home home, Config config) {
        Database database = new Database(home.data().resolve("nae.db"));
        ledger = new HistoryFlusher(
                pending, database, new ChangeLogTail(home.logs().resolve("change_log.json")), config);
        scribe = new HistoryThread(database, ledger, config);
    }

    @Modified
    void modified(Map<String, Object> settings) {
        scribe.configure(Config.of(new Settings(settings)));
    }

    @Deactivate
    void stop() {
        scribe.close();
    }

    @Override
    public void sampled(List<ResourceSample> samples) {
        pending.samples(samples);
        scribe.flushLater();
    }

    @Override
    public void sampled(SystemSample system) {
        pending.system(system);
        scribe.flushLater();
    }

    @Override
    public void changed(InstanceId instance, HealthReport before, HealthReport now) {
        note(EventFactory.of(instance, before, now));
    }

    @Override
    public void changed(ProcessEvent event) {
        Integer before = restarts.put(event.id(), event.now().restarts());
        boolean again = before != null && event.now().restarts() > before;
        if (again
                || event.exited()
                || event.before() != event.now().state() && event.now().state() != ProcessState.STOPPING) {
            note(EventFactory.of(event, again));
        }
    }

    /** The first occurrence of an issue, and one of each later hour, are events; the tracker counts the rest. */
    @Override
    public void occurred(Issue issue, InstanceId instance) {
        Instant last = issues.get(issue.fingerprint());
        if (last == null || last.plus(SAME_ISSUE).isBefore(issue.lastSeen())) {
            if (issues.size() >= MOST_ISSUES) {
                issues.clear();
            }
            issues.put(issue.fingerprint(), issue.lastSeen());
            note(EventFactory.of(issue, instance));
        }
    }

    @Override
    public List<ResourcePoint> samples(InstanceId instance, Instant from, Instant to) {
        return scribe.query(connection -> HistoryQueries.samples(connection, instance, from, to))
                .orElse(List.of());
    }

    @Override
    public List<HistoryEvent> events(String process, Instant from, Instant to, int limit) {
        return scribe.query(connection -> HistoryQueries.events(connection, process, from, to, limit))
                .orElse(List.of());
    }

    @Override
    public List<String> processes() {
        return scribe.query(HistoryQueries::processes).orElse(List.of());
    }

    @Override
    public List<InstanceId> instances(String process) {
        return scribe.query(connection -> HistoryQueries.instances(connection, process))
                .orElse(List.of());
    }

    @Override
    public String state() {
        return ledger.state();
    }

    @Override
    public String name() {
        return "history";
    }

    /** A history that cannot be written is no danger to what is supervised, but a person should know. */
    @Override
    public List<Finding> overall() {
        return ledger.isWriting()
                ? List.of()
                : List.of(Finding.of(name(), HealthLevel.DEGRADED, "the history " + state()));
    }

    private void note(HistoryEvent event) {
        pending.event(event);
        scribe.flushSoon();
    }
}
