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
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.InstantSource;
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
 * Tells a person what only a person can help with, for as long as {@code config/com.nae.notify.cfg} is there: health
 * that turned bad and good again, repairs that wait for a yes, those that were taken back, and remedies that are
 * somebody's to apply.
 */
@Component(
        configurationPid = Notifier.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        service = {Notifier.class, HealthListener.class, ChangeLogListener.class})
public final class Notifier implements HealthListener, ChangeLogListener {
    static final String PID = "com.nae.notify";

    private final Config config;
    private final Outbox outbox;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread named = new Thread(task, "nae-notify");
        named.setDaemon(true);
        return named;
    });
    private final String from;

    @Activate
    public Notifier(BundleContext context, Map<String, Object> settings) {
        config = Config.of(new Settings(settings));
        Home home = Home.of(context);
        from = host() + " " + home.root();
        List<NotificationChannel> couriers = new ArrayList<>();
        if (!config.command().isEmpty()) {
            couriers.add(new CommandChannel(config.command(), home.root()));
        }
        config.url().ifPresent(url -> couriers.add(new WebhookChannel(url)));
        outbox = new Outbox(
                config,
                couriers,
                notice -> !notice.kind().equals(Notification.APPROVAL) || awaitsApproval(context, notice.subject()),
                from,
                (time, action) -> thread.schedule(action, time.toMillis(), TimeUnit.MILLISECONDS),
                InstantSource.system());
    }

    @Deactivate
    void deactivate() {
        thread.shutdownNow();
    }

    /** Tells a test, at once. */
    void test(String by) throws IOException {
        outbox.deliver(new Message(
                from, List.of(new Notification(Instant.now(), "test", "", "", "a test, asked for by " + by)), 0));
    }

    @Override
    public void changed(InstanceId instance, HealthReport before, HealthReport now) {
        boolean was = before.level().compareTo(config.level()) >= 0;
        boolean is = now.level().compareTo(config.level()) >= 0;
        if (is || was) {
            String text = now.level() + (now.reasons().isEmpty() ? "" : ": " + String.join("; ", now.reasons()));
            outbox.add(new Notification(
                    now.at(),
                    Notification.HEALTH,
                    instance.toString(),
                    is ? now.level().name() : Notification.RECOVERED,
                    is ? text : "better, " + text));
        }
    }

    @Override
    public void appended(ChangeLog.Entry entry) {
        switch (entry.event()) {
            case "suggested", "rolled-back" ->
                put(entry, entry.event(), entry.event() + ": " + entry.remedy().reason());
            case "proven", "proposed" ->
                put(
                        entry,
                        Notification.APPROVAL,
                        "a repair waits for a yes: nae fixes " + entry.about().fix()
                                + ", then nae approve or nae reject");
            default -> {}
        }
    }

    private void put(ChangeLog.Entry entry, String kind, String text) {
        outbox.add(new Notification(
                entry.time(), kind, entry.about().process(), entry.about().fix(), text));
    }

    /** Whether a fix waits for a yes. Asked late, and not bound, since healing itself speaks to this component. */
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
