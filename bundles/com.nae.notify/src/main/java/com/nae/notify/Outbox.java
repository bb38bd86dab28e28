package com.nae.notify;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The notifications that wait to be sent. Those of a short time are sent as one message. Of an instance's health only
 * the latest is sent, and only if it is news. The number of messages per hour is limited. A failed delivery is retried,
 * later each time. Notifications beyond a maximum are only counted. Thread-safe; delivers on the scheduler's thread.
 */
final class Outbox {
    /** The clock, and the thread that delivers. */
    interface Scheduler {
        Instant now();

        /** Runs an action once, after a delay. */
        void schedule(Duration delay, Runnable action);
    }

    static final int MAX_WAITING = 50;
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration FIRST_RETRY_DELAY = Duration.ofMinutes(1);
    private static final Duration MAX_RETRY_DELAY = Duration.ofMinutes(30);

    private final Config config;
    private final List<NotificationChannel> channels;
    private final Predicate<Notification> stillValid;
    private final String from;
    private final Scheduler scheduler;
    private final List<Notification> waiting = new ArrayList<>();
    /** When the messages of the last hour were sent. */
    private final Deque<Instant> sent = new ArrayDeque<>();
    /** The level that was last sent for each instance that is not healthy. */
    private final Map<String, String> lastSent = new HashMap<>();

    private int overflow;
    private boolean planned;
    private Duration retryDelay = FIRST_RETRY_DELAY;

    /**
     * @param stillValid whether a notification that has waited is still worth sending
     * @param from the host and home that messages name
     */
    Outbox(
            Config config,
            List<NotificationChannel> channels,
            Predicate<Notification> stillValid,
            String from,
            Scheduler scheduler) {
        this.config = config;
        this.channels = List.copyOf(channels);
        this.stillValid = stillValid;
        this.from = from;
        this.scheduler = scheduler;
    }

    synchronized void add(Notification notification) {
        if (waiting.size() < MAX_WAITING) {
            waiting.add(notification);
        } else {
            overflow++;
        }
        plan(config.group());
    }

    private synchronized void plan(Duration delay) {
        if (!planned) {
            planned = true;
            scheduler.schedule(delay, this::flush);
        }
    }

    private void flush() {
        Message message = next();
        if (message.notifications().isEmpty()) {
            return;
        }
        try {
            deliver(message);
            delivered(message);
        } catch (IOException | RuntimeException e) {
            int count = message.notifications().size();
            LOG.error(
                    "{} could not be delivered, next attempt in {} s: {}",
                    count == 1 ? "1 notification" : count + " notifications",
                    retryDelay.toSeconds(),
                    e.toString());
            plan(retryDelay);
            Duration doubled = retryDelay.multipliedBy(2);
            retryDelay = doubled.compareTo(MAX_RETRY_DELAY) > 0 ? MAX_RETRY_DELAY : doubled;
        }
    }

    /** The message to send now. It is empty if the limit per hour is reached, and then another attempt is planned. */
    private synchronized Message next() {
        planned = false;
        Instant now = scheduler.now();
        while (!sent.isEmpty() && !sent.peek().plus(HOUR).isAfter(now)) {
            sent.poll();
        }
        if (sent.size() >= config.perHour()) {
            plan(Duration.between(now, sent.peek().plus(HOUR)));
            return new Message(from, List.of(), 0);
        }
        Map<String, Notification> latest = new HashMap<>();
        waiting.stream().filter(Notification::isHealth).forEach(n -> latest.put(n.process(), n));
        waiting.removeIf(n -> n.isHealth() ? isOldNews(n, latest.get(n.process())) : !stillValid.test(n));
        return new Message(from, List.copyOf(waiting), overflow);
    }

    /** Whether a later level is waiting, or the same one was sent last. */
    private boolean isOldNews(Notification health, Notification latest) {
        return health != latest
                || health.subject().equals(lastSent.getOrDefault(health.process(), Notification.RECOVERED));
    }

    private synchronized void delivered(Message message) {
        sent.add(scheduler.now());
        retryDelay = FIRST_RETRY_DELAY;
        waiting.subList(0, message.notifications().size()).clear();
        message.notifications().stream()
                .filter(Notification::isHealth)
                .forEach(n -> lastSent.put(n.process(), n.subject()));
        lastSent.values().removeIf(Notification.RECOVERED::equals);
        overflow -= message.overflow();
        if (!waiting.isEmpty()) {
            plan(config.group());
        }
    }

    /** Sends a message on every channel. @throws IOException if it was delivered on none, with the last reason */
    void deliver(Message message) throws IOException {
        IOException failure = null;
        int delivered = 0;
        for (NotificationChannel channel : channels) {
            try {
                channel.deliver(message);
                delivered++;
            } catch (IOException e) {
                failure = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failure = new IOException("the runtime is stopping");
            }
        }
        if (delivered == 0) {
            throw failure;
        }
        if (failure != null) {
            LOG.error("A notification channel failed: {}", failure.getMessage());
        }
    }
}
