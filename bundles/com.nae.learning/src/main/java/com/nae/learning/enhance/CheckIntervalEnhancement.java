package com.nae.learning.enhance;

import com.nae.api.health.HealthMonitor;
import com.nae.api.learning.Enhancement;
import com.nae.api.learning.InstanceProfile;
import com.nae.api.process.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Checks an instance more often after a change, while it fails often or near a limit, and less often when it has been
 * stable for long.
 */
@Component
public final class CheckIntervalEnhancement implements Enhancement {
    /** Checks are frequent for so long after a change. */
    private static final Duration AFTER_CHANGE = Duration.ofMinutes(15);
    /** Checks are rare after so long without a change or an error. */
    private static final Duration STABLE_PERIOD = Duration.ofHours(6);
    /** The interval that is assumed while it is not known yet. */
    private static final Duration USUAL = Duration.ofSeconds(30);

    private static final Duration SHORT = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofSeconds(120);
    private static final double NEAR_LIMIT = 0.85;
    private static final double BURST_PER_HOUR = 10;
    private final HealthMonitor health;
    private final Map<InstanceId, Duration> requested = new ConcurrentHashMap<>();

    @Activate
    public CheckIntervalEnhancement(@Reference HealthMonitor health) {
        this.health = health;
    }

    @Override
    public String name() {
        return "check-interval";
    }

    @Override
    public Optional<Proposal> propose(InstanceProfile o) {
        Duration now = o.interval().orElse(USUAL);
        String reason = reasonForShort(o);
        boolean isShort = SHORT.equals(requested.get(o.status().id()));
        if (!reason.isEmpty()) {
            return isShort || now.compareTo(SHORT) > 0
                    ? Optional.of(proposal(o, now, SHORT, reason, "problems are detected sooner"))
                    : Optional.empty();
        }
        Instant since = o.lastChange().orElse(o.status().since());
        boolean isStable = since.isBefore(o.at().minus(STABLE_PERIOD))
                && o.errorsPerHour() == 0
                && o.limitShare() < NEAR_LIMIT / 2;
        return isStable
                ? Optional.of(proposal(
                        o, now, LONG, "it has been stable for " + STABLE_PERIOD.toHours() + " hours", "fewer checks"))
                : Optional.empty();
    }

    /** Why the instance needs more checks; empty if it does not. */
    private static String reasonForShort(InstanceProfile o) {
        if (o.limitShare() > NEAR_LIMIT) {
            return "it uses " + Math.round(100 * o.limitShare()) + "% of a limit";
        }
        if (o.errorsPerHour() > BURST_PER_HOUR) {
            return "it fails " + Math.round(o.errorsPerHour()) + " times an hour";
        }
        boolean changed = o.lastChange()
                .filter(at -> at.isAfter(o.at().minus(AFTER_CHANGE)))
                .isPresent();
        return changed ? "it was changed recently" : "";
    }

    @Override
    public boolean apply(Proposal p) {
        requested.put(p.instance(), seconds(p.to()));
        health.interval(p.instance(), seconds(p.to()), p.reason());
        return true;
    }

    @Override
    public void withdraw(Proposal p) {
        requested.remove(p.instance());
        health.resetInterval(p.instance(), "no longer: " + p.reason());
    }

    /**
     * Seconds between checks if there are to be more; checks an hour if there are to be fewer. Less is better in both
     * cases.
     */
    @Override
    public Optional<Double> figure(Proposal p, InstanceProfile o) {
        boolean fewer = seconds(p.to()).compareTo(seconds(p.from())) > 0;
        return o.interval().map(i -> i.toMillis() / 1000.0).map(s -> fewer ? 3600 / Math.max(s, 0.1) : s);
    }

    private static Proposal proposal(InstanceProfile o, Duration from, Duration to, String reason, String expected) {
        return new Proposal(
                o.status().id(), "check interval", format(from), format(to), reason, expected, Duration.ofMinutes(10));
    }

    private static String format(Duration d) {
        return d.toSeconds() + " s";
    }

    private static Duration seconds(String text) {
        return Duration.ofSeconds(Long.parseLong(text.substring(0, text.indexOf(' '))));
    }
}
