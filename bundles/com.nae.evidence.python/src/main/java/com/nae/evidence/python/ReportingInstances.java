package com.nae.evidence.python;

import com.nae.api.evidence.RaisedException;
import com.nae.api.process.InstanceId;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All instances that were started with the hook, and the tokens by which their reports are accepted. Thread-safe. */
final class ReportingInstances {
    private static final Logger LOG = LoggerFactory.getLogger(ReportingInstances.class);
    private static final int TOKEN_BYTES = 16;

    private final Map<InstanceId, ReportingInstance> instances = new ConcurrentHashMap<>();
    private final Map<String, ReportingStart> byToken = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final StartFiles files;
    private volatile Consumer<RaisedException> receiver = exception -> {};

    ReportingInstances(StartFiles files) {
        this.files = files;
    }

    /**
     * Takes over the starts of an earlier runtime.
     *
     * @param reachable whether their programs find the socket of this one
     */
    void restore(boolean reachable) throws IOException {
        files.read()
                .forEach((id, saved) ->
                        begin(id, new ReportingStart(id, saved.token(), saved.at(), saved.greeted() && reachable)));
    }

    /** Begins a start; returns its token. */
    String begin(InstanceId id, Instant at) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        ReportingStart start = new ReportingStart(id, HexFormat.of().formatHex(bytes), at, false);
        begin(id, start);
        return start.token();
    }

    private void begin(InstanceId id, ReportingStart start) {
        byToken.put(start.token(), start);
        outdate(instances
                .computeIfAbsent(id, unknown -> new ReportingInstance())
                .begin(start));
    }

    /** The instance is started without the hook. */
    void forget(InstanceId id) {
        of(id).ifPresent(instance -> outdate(instance.begin(null)));
    }

    private void outdate(ReportingStart start) {
        if (start != null) {
            byToken.remove(start.token());
        }
    }

    /** Writes down the current start of an instance, for a later runtime. */
    void save(InstanceId id) {
        ReportingStart current = of(id).map(ReportingInstance::current).orElse(null);
        if (current == null) {
            files.delete(id);
        } else {
            files.write(id, current.saved());
        }
    }

    /** Sets who gets each report after it was kept. */
    void deliverTo(Consumer<RaisedException> another) {
        receiver = another;
    }

    Optional<ReportingInstance> of(InstanceId id) {
        return Optional.ofNullable(instances.get(id));
    }

    /** An interpreter has said hello; empty where the token is none of ours, or has too many already. */
    Optional<ReportingStart> greeted(String token) {
        Optional<ReportingStart> start = Optional.ofNullable(byToken.get(token)).filter(ReportingStart::hasRoom);
        start.filter(ReportingStart::greet).ifPresent(first -> save(first.id()));
        return start;
    }

    /** Keeps a report and passes it on. */
    void add(ReportingStart start, RaisedException exception) {
        of(start.id()).ifPresent(instance -> instance.add(exception));
        receiver.accept(exception);
    }

    /** Notes what no hook sends. */
    void distrust(ReportingStart start, String why) {
        if (start.distrust()) {
            LOG.warn("{} sent {} in place of a report; its connection is closed", start.id(), why);
        }
    }
}
