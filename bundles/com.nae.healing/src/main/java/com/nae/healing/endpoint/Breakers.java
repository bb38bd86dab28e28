package com.nae.healing.endpoint;

import com.nae.api.process.InstanceId;
import com.nae.healing.exec.SerialScheduler;
import com.nae.healing.exec.TimedExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The circuit breakers of all endpoints, one for each {@code host:port}, shared by all processes. Used on the thread
 * {@code nae-healing}.
 */
public final class Breakers {
    /** Checks whether an endpoint accepts connections, on a thread of the pool. */
    public interface Probe {
        boolean answers(String host, int port);
    }

    private static final int CONNECT_MS = 1_000;
    private final SerialScheduler scheduler;
    private final TimedExecutor executor;
    private final Probe probe;
    private final RandomGenerator random;
    private final Map<String, Breaker> breakers = new HashMap<>();

    public Breakers(SerialScheduler scheduler, TimedExecutor executor, Probe probe, RandomGenerator random) {
        this.scheduler = scheduler;
        this.executor = executor;
        this.probe = probe;
        this.random = random;
    }

    /**
     * Queues an instance that is down because of an endpoint. Queueing it again keeps its place.
     *
     * @param start is called when the turn of the instance has come
     */
    public void await(String host, int port, InstanceId id, Runnable start) {
        breakers.computeIfAbsent(
                        host + ":" + port,
                        key -> new Breaker(
                                scheduler,
                                then -> executor.submit(
                                        "probe",
                                        Duration.ofSeconds(5),
                                        () -> probe.answers(host, port),
                                        answer -> then.accept(
                                                answer instanceof TimedExecutor.Done<Boolean> done && done.value())),
                                random))
                .await(id, start);
    }

    /** Records that the program of an instance runs, which was let through earlier. */
    public void runs(InstanceId id) {
        breakers.values().forEach(b -> b.runs(id));
    }

    /**
     * Whether a probe of the endpoint was answered since a time, and none after that failed. False where nobody asked.
     */
    public boolean answeredSince(String host, int port, Instant time) {
        Breaker breaker = breakers.get(host + ":" + port);
        return breaker != null && breaker.answeredSince(time);
    }

    /** Removes an instance from all queues. */
    public void leave(InstanceId id) {
        breakers.values().forEach(b -> b.leave(id));
    }

    /** Opens and closes a TCP connection without sending anything. @return whether it was accepted within a second */
    public static boolean connects(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MS);
            return true;
        } catch (IOException | IllegalArgumentException refused) {
            return false;
        }
    }
}
