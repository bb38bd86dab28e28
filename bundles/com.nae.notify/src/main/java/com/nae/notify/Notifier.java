package com.nae.notify;

import com.nae.api.config.Settings;
import com.nae.api.healing.ChangeLog;
import com.nae.api.healing.ChangeLogListener;
import com.nae.api.healing.FixRecord;
import com.nae.api.healing.HealingCoordinator;
import com.nae.api.health.HealthListener;
import com.nae.api.health.HealthReport;
import com.nae.api.operation.Home;
import com.nae.api.process.InstanceId;
import com.nae.base.thread.DaemonThreads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Notifies the operator, for as long as {@code config/com.nae.notify.cfg} exists: of health that turned bad and
 * recovered, of repairs that await approval or were rolled back, and of remedies that only the operator can apply.
 */
@Component(
        configurationPid = Notifier.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        service = {Notifier.class, HealthListener.class, ChangeLogListener.class})
public final class Notifier implements HealthListener, ChangeLogListener {
    static final String PID = "com.nae.notify";

    private final Config config;
    private final Outbox outbox;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("nae-notify"));
    private final String from;

    @Activate
    public Notifier(BundleContext context, Map<String, Object> settings) {
        config = Config.of(new Settings(settings));
        Home home = Home.of(context);
        from = host() + " " + home.root();
        outbox = new Outbox(
                config,
                channels(config, home),
                notification -> !notification.kind().equals(Notification.APPROVAL)
                        || awaitsApproval(context, notification.subject()),
                from,
                new ThreadScheduler());
    }

    private static List<NotificationChannel> channels(Config config, Home home) {
        List<NotificationChannel> channels = new ArrayList<>();
        if (!config.command().isEmpty()) {
            channels.add(new CommandChannel(config.command(), home.root()));
        }
        config.url().ifPresent(url -> channels.add(new WebhookChannel(url)));
        return channels;
    }

    /** Delivers on the thread of this component, by the clock of the system. */
    private final class ThreadScheduler implements Outbox.Scheduler {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public void schedule(Duration delay, Runnable action) {
            thread.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Deactivate
    void deactivate() {
        thread.shutdownNow();
    }

    /** Sends a test notification at once. @param by the user who requested it */
    void test(String by) throws IOException {
        Notification test = new Notification(Instant.now(), "test", "", "", "test notification, requested by " + by);
        outbox.deliver(new Message(from, List.of(test), 0));
    }

    @Override
    public void changed(InstanceId instance, HealthReport before, HealthReport now) {
        boolean wasReported = before.level().compareTo(config.level()) >= 0;
        boolean isReported = now.level().compareTo(config.level()) >= 0;
        if (isReported || wasReported) {
            String text = now.level() + (now.reasons().isEmpty() ? "" : ": " + String.join("; ", now.reasons()));
            outbox.add(new Notification(
                    now.at(),
                    Notification.HEALTH,
                    instance.toString(),
                    isReported ? now.level().name() : Notification.RECOVERED,
                    isReported ? text : "improved to " + text));
        }
    }

    @Override
    public void appended(ChangeLog.Entry entry) {
        switch (entry.event()) {
            case SUGGESTED, ROLLED_BACK ->
                add(
                        entry,
                        entry.event().word(),
                        entry.event().word() + ": " + entry.remedy().reason());
            case PROVEN, PROPOSED -> {
                String fix = entry.about().fix();
                String commands = "see nae fixes " + fix + ", then nae approve " + fix + " or nae reject " + fix;
                add(entry, Notification.APPROVAL, "a repair awaits approval: " + commands);
            }
            default -> {}
        }
    }

    private void add(ChangeLog.Entry entry, String kind, String text) {
        outbox.add(new Notification(
                entry.time(), kind, entry.about().process(), entry.about().fix(), text));
    }

    /**
     * Whether a fix awaits approval. The coordinator is looked up when needed and not bound, because it calls this
     * component itself.
     */
    private static boolean awaitsApproval(BundleContext context, String fix) {
        ServiceReference<HealingCoordinator> reference = context.getServiceReference(HealingCoordinator.class);
        HealingCoordinator healing = reference == null ? null : context.getService(reference);
        try {
            return healing != null
                    && healing.fix(fix)
                            .filter(record -> record.state() == FixRecord.State.AWAITING_APPROVAL)
                            .isPresent();
        } finally {
            Optional.ofNullable(healing).ifPresent(used -> context.ungetService(reference));
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this machine";
        }
    }
}
