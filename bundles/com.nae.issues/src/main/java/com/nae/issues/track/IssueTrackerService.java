package com.nae.issues.track;

import com.nae.api.config.Settings;
import com.nae.api.issue.Issue;
import com.nae.api.issue.IssueListener;
import com.nae.api.issue.IssueTracker;
import com.nae.api.issue.SourceIndex;
import com.nae.api.issue.StackFormat;
import com.nae.api.operation.Home;
import com.nae.api.process.InstanceId;
import com.nae.api.process.LogPosition;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessManager;
import com.nae.base.thread.DaemonThreads;
import com.nae.issues.StackFormats;
import com.nae.issues.group.LineGroups;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the issues and the thread that finds them. Works with whichever process manager is there, and waits while there
 * is none.
 */
@Component(immediate = true, service = IssueTracker.class, configurationPid = IssueTrackerService.PID)
public final class IssueTrackerService implements IssueTracker {
    static final String PID = "com.nae.issues";
    private static final Logger LOG = LoggerFactory.getLogger(IssueTrackerService.class);
    private static final long STOP = 3_000;
    /** The package of the stack formats that this bundle ships; every component in it is one. */
    private static final String SHIPPED_FORMATS = "com.nae.issues.format.";

    private final BundleContext context;
    /** Nothing is read before the shipped formats are there: output that is read without them is not read again. */
    private final long shippedFormats;

    private final IssueStore store;
    private final DetectionLoop reading;
    private final Thread thread;
    private final List<StackFormat> formats = new CopyOnWriteArrayList<>();
    private final Map<ServiceReference<IssueListener>, IssueListener> resolved = new ConcurrentHashMap<>();
    private final List<ServiceReference<IssueListener>> listeners = new CopyOnWriteArrayList<>();
    private volatile StackFormats stackFormats = new StackFormats(List.of());

    @Activate
    public IssueTrackerService(BundleContext context, Map<String, Object> properties, @Reference DetectionInbox inbox)
            throws IOException {
        this.context = context;
        shippedFormats = shippedFormats(context);
        Config config = Config.of(new Settings(properties));
        store = new IssueStore(config.maxIssues());
        IssueJournal journal = new IssueJournal(Home.of(context).data().resolve("issues"));
        journal.load(store);
        reading = new DetectionLoop(
                inbox, new DetectionLoop.Storage(store, journal), config, () -> stackFormats, this::tell);
        thread = DaemonThreads.named("nae-issues").newThread(reading);
        inbox.wakeThread(thread);
    }

    /** Counts them in the list of components in the bundle's manifest, so that a new format is one more file. */
    private static long shippedFormats(BundleContext context) {
        String components = context.getBundle().getHeaders().get("Service-Component");
        return Stream.of(components.split(","))
                .filter(component -> component.contains(SHIPPED_FORMATS))
                .count();
    }

    @Modified
    void modified(Map<String, Object> properties) {
        reading.config(Config.of(new Settings(properties)));
    }

    @Deactivate
    void deactivate() throws InterruptedException {
        reading.stop();
        thread.join(STOP);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setManager(ProcessManager manager) {
        reading.manager(Optional.of(manager));
    }

    void unsetManager(ProcessManager manager) {
        reading.unset(manager);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addFormat(StackFormat format) {
        formats.add(format);
        rebuild();
    }

    void removeFormat(StackFormat format) {
        formats.remove(format);
        if (formats.size() < shippedFormats) {
            reading.stop(); // this bundle is going, its formats first
        } else {
            rebuild();
        }
    }

    private synchronized void rebuild() {
        stackFormats = new StackFormats(formats);
        if (formats.size() >= shippedFormats && thread.getState() == Thread.State.NEW) {
            thread.start();
        }
    }

    /** Listeners are fetched when there is something to tell, so that those who ask for this tracker are no circle. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addListener(ServiceReference<IssueListener> listener) {
        listeners.add(listener);
    }

    void removeListener(ServiceReference<IssueListener> listener) {
        listeners.remove(listener);
        if (resolved.remove(listener) != null) {
            context.ungetService(listener);
        }
    }

    private void tell(Issue issue, InstanceId instance) {
        for (ServiceReference<IssueListener> reference : listeners) {
            IssueListener listener = resolved.computeIfAbsent(reference, context::getService);
            try {
                if (listener != null) {
                    listener.occurred(issue, instance);
                }
            } catch (RuntimeException | LinkageError e) {
                LOG.warn("a listener of issues failed at {}: {}", issue.id(), e.toString());
            }
        }
    }

    @Override
    public List<Issue> list() {
        return store.list(System.currentTimeMillis());
    }

    @Override
    public Optional<Issue> find(String id) {
        return store.find(id);
    }

    @Override
    public void resolve(String id, Issue.Status status, String remedy) {
        store.resolve(id, status, remedy, System.currentTimeMillis());
        reading.saveSoon();
    }

    @Override
    public void report(InstanceId instance, String type, String message, List<String> evidence) {
        tell(
                store.occurred(
                        instance,
                        Fault.exit(instance.process(), type, message, evidence),
                        1,
                        System.currentTimeMillis()),
                instance);
        reading.saveSoon();
    }

    @Override
    public List<Issue.Step> history(String id) {
        return store.history(id);
    }

    @Override
    public double errorsPerHour(InstanceId instance) {
        return store.perHour(instance, System.currentTimeMillis());
    }

    @Override
    public double issuesPerHour(String id) {
        return store.perHour(id, System.currentTimeMillis());
    }

    @Override
    public List<Issue> examine(String process, byte[] output) {
        IssueStore found = new IssueStore(1000);
        InstanceId instance = new InstanceId(process, Mode.LIVE, 0);
        InstanceStream stream = new InstanceStream(
                instance,
                new LogPosition(0, 0),
                new InstanceStream.Context(() -> stackFormats, SourceIndex.UNKNOWN, new LineGroups()),
                found::occurred);
        stream.examine(output);
        return found.list(System.currentTimeMillis());
    }

    @Override
    public Optional<Instant> lastOutput(InstanceId instance) {
        return reading.stream(instance)
                .map(InstanceStream::lastOutput)
                .filter(at -> at > 0)
                .map(Instant::ofEpochMilli);
    }
}
