package com.nae.issues.track;

import com.nae.api.config.Settings;
import com.nae.api.issue.Evidence;
import com.nae.api.issue.Issue;
import com.nae.api.issue.IssueListener;
import com.nae.api.issue.IssueTracker;
import com.nae.api.issue.SourceIndex;
import com.nae.api.issue.StackFormat;
import com.nae.api.operation.Home;
import com.nae.api.output.LogPosition;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.base.thread.DaemonThreads;
import com.nae.issues.LoggedProcesses;
import com.nae.issues.StackFormats;
import com.nae.issues.group.LineGroups;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
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
 * The issue tracker: the store of issues and the thread that detects them. It works with whichever process manager is
 * present and waits while there is none.
 */
@Component(immediate = true, service = IssueTracker.class, configurationPid = IssueTrackerService.PID)
public final class IssueTrackerService implements IssueTracker {
    static final String PID = "com.nae.issues";
    private static final Logger LOG = LoggerFactory.getLogger(IssueTrackerService.class);
    private static final long STOP_MILLIS = 3_000;
    /** The package of the stack formats in this bundle. Every component in it is one. */
    private static final String SHIPPED_FORMATS = "com.nae.issues.format.";

    private final BundleContext context;
    /**
     * The number of formats that must be present before reading starts: output that was read without a format is not
     * read again.
     */
    private final long shippedFormatCount;

    private final IssueStore store;
    private final DetectionLoop loop;
    private final Thread thread;
    private final List<StackFormat> formats = new CopyOnWriteArrayList<>();
    private final Map<ServiceReference<IssueListener>, IssueListener> services = new ConcurrentHashMap<>();
    private final List<ServiceReference<IssueListener>> listeners = new CopyOnWriteArrayList<>();
    private volatile StackFormats stackFormats = new StackFormats(List.of());

    @Activate
    public IssueTrackerService(BundleContext context, Map<String, Object> properties, @Reference DetectionInbox inbox)
            throws IOException {
        this.context = context;
        shippedFormatCount = shippedFormatCount(context);
        Config config = Config.of(new Settings(properties));
        store = new IssueStore(config.maxIssues());
        IssueJournal journal = new IssueJournal(Home.of(context).data().resolve("issues"));
        journal.load(store);
        loop = new DetectionLoop(
                inbox, new DetectionLoop.Storage(store, journal), config, () -> stackFormats, new Listeners());
        thread = DaemonThreads.named("nae-issues").newThread(loop);
        inbox.wakeThread(thread);
    }

    /** Counts the shipped formats in the manifest's list of components, so that a new format is one more file. */
    private static long shippedFormatCount(BundleContext context) {
        String components = context.getBundle().getHeaders().get("Service-Component");
        return Stream.of(components.split(","))
                .filter(component -> component.contains(SHIPPED_FORMATS))
                .count();
    }

    @Modified
    void modified(Map<String, Object> properties) {
        loop.config(Config.of(new Settings(properties)));
    }

    @Deactivate
    void deactivate() throws InterruptedException {
        loop.stop();
        thread.join(STOP_MILLIS);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setManager(LoggedProcesses manager) {
        loop.manager(Optional.of(manager));
    }

    void unsetManager(LoggedProcesses manager) {
        loop.unset(manager);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addFormat(StackFormat format) {
        formats.add(format);
        rebuild();
    }

    void removeFormat(StackFormat format) {
        formats.remove(format);
        if (formats.size() < shippedFormatCount) {
            loop.stop(); // this bundle is stopping, and its formats are removed first
        } else {
            rebuild();
        }
    }

    private synchronized void rebuild() {
        stackFormats = new StackFormats(formats);
        if (formats.size() >= shippedFormatCount && thread.getState() == Thread.State.NEW) {
            thread.start();
        }
    }

    /**
     * Keeps the reference only. The service is looked up when an issue occurs: a listener may need this tracker, and an
     * earlier lookup would be a circular reference.
     */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addListener(ServiceReference<IssueListener> listener) {
        listeners.add(listener);
    }

    void removeListener(ServiceReference<IssueListener> listener) {
        listeners.remove(listener);
        if (services.remove(listener) != null) {
            context.ungetService(listener);
        }
    }

    private void notifyListeners(Consumer<IssueListener> event) {
        for (ServiceReference<IssueListener> reference : listeners) {
            IssueListener listener = services.computeIfAbsent(reference, context::getService);
            try {
                if (listener != null) {
                    event.accept(listener);
                }
            } catch (RuntimeException | LinkageError e) {
                LOG.warn("A listener of issues failed: {}", e.toString());
            }
        }
    }

    /** Passes each event to all listeners. */
    private final class Listeners implements IssueListener {
        @Override
        public void occurred(Issue issue, InstanceId instance) {
            notifyListeners(listener -> listener.occurred(issue, instance));
        }

        @Override
        public void ended(Issue issue, InstanceId instance) {
            notifyListeners(listener -> listener.ended(issue, instance));
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
    public void addEvidence(String id, Evidence evidence) {
        store.addEvidence(id, evidence);
        loop.saveSoon();
    }

    @Override
    public void resolve(String id, Issue.Status status, String remedy) {
        store.resolve(id, status, remedy, System.currentTimeMillis());
        loop.saveSoon();
    }

    @Override
    public void report(InstanceId instance, String type, String message, List<String> evidence) {
        Fault fault = Fault.exit(instance.process(), type, message, evidence);
        Issue issue = store.found(instance, fault, System.currentTimeMillis());
        notifyListeners(listener -> listener.occurred(issue, instance));
        loop.saveSoon();
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
        return loop.stream(instance)
                .map(InstanceStream::lastOutput)
                .filter(at -> at > 0)
                .map(Instant::ofEpochMilli);
    }
}
