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
 * Looks more often at what was just changed, fails often or nears a limit, and less often at what has been calm for
 * long.
 */
@Component
public final class CheckIntervalEnhancement implements Enhancement {
    private static final Duration AFTER_CHANGE = Duration.ofMinutes(15);
    private static final Duration CALM = Duration.ofHours(6);
    private static final Duration USUAL = Duration.ofSeconds(30);
    private static final Duration OFTEN = Duration.ofSeconds(10);
    private static final Duration SELDOM = Duration.ofSeconds(120);
    private static final double NEAR = 0.85;
    private static final double BURST = 10;
    private final HealthMonitor health;
    private final Map<InstanceId, Duration> asked = new ConcurrentHashMap<>();

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
        boolean changed = o.lastChange()
                .filter(at -> at.isAfter(o.at().minus(AFTER_CHANGE)))
                .isPresent();
        String why = o.limitShare() > NEAR
                ? "it uses " + Math.round(100 * o.limitShare()) + "% of a limit"
                : o.errorsPerHour() > BURST
                        ? "it fails " + Math.round(o.errorsPerHour()) + " times an hour"
                        : changed ? "it was changed lately" : "";
        boolean often = OFTEN.equals(asked.get(o.status().id()));
        if (!why.isEmpty()) {
            return often || now.compareTo(OFTEN) > 0
                    ? Optional.of(proposal(o, now, OFTEN, why, "trouble is noticed sooner"))
                    : Optional.empty();
        }
        Instant since = o.lastChange().orElse(o.status().since());
        boolean calm = since.isBefore(o.at().minus(CALM)) && o.errorsPerHour() == 0 && o.limitShare() < NEAR / 2;
        return calm
                ? Optional.of(
                        proposal(o, now, SELDOM, "it has been calm for " + CALM.toHours() + " hours", "fewer checks"))
                : Optional.empty();
    }

    @Override
    public boolean apply(Proposal p) {
        asked.put(p.instance(), seconds(p.to()));
        health.interval(p.instance(), seconds(p.to()), p.reason());
        return true;
    }

    @Override
    public void withdraw(Proposal p) {
        asked.remove(p.instance());
        health.resetInterval(p.instance(), "no longer since " + p.reason());
    }

    /** Seconds between checks, or checks an hour where there are to be fewer. */
    @Override
    public Optional<Double> figure(Proposal p, InstanceProfile o) {
        boolean fewer = seconds(p.to()).compareTo(seconds(p.from())) > 0;
        return o.interval().map(i -> i.toMillis() / 1000.0).map(s -> fewer ? 3600 / Math.max(s, 0.1) : s);
    }

    private static Proposal proposal(InstanceProfile o, Duration from, Duration to, String reason, String expected) {
        return new Proposal(
                o.status().id(), "check interval", words(from), words(to), reason, expected, Duration.ofMinutes(10));
    }

    private static String words(Duration d) {
        return d.toSeconds() + " s";
    }

    private static Duration seconds(String words) {
        return Duration.ofSeconds(Long.parseLong(words.substring(0, words.indexOf(' '))));
    }
}
