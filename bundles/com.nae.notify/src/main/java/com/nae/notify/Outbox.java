package com.nae.notify;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
 * Notices on their way: those of a short time go together, of an instance's health the last one alone and only if it is
 * news, not more than so many messages an hour, and what did not arrive is tried again, later each time. Bounded:
 * notices beyond the room are counted. Thread-safe; delivers on the timer's thread.
 */
final class Outbox {
    /** Does something once, after a time. */
    interface Timer {
        void after(Duration time, Runnable action);
    }

    static final int ROOM = 50;
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final Config config;
    private final List<NotificationChannel> couriers;
    private final Predicate<Notification> stillTrue;
    private final String from;
    private final Timer timer;
    private final InstantSource clock;
    private final List<Notification> waiting = new ArrayList<>();
    private final Deque<Instant> sent = new ArrayDeque<>();
    /** Of which instance it was told last that it is not well, and how it is. */
    private final Map<String, String> lastSent = new HashMap<>();

    private int overflow;
    private boolean due;
    private Duration pause = Duration.ofMinutes(1);

    /** @param stillTrue whether a notice that waited is still worth telling */
    Outbox(
            Config config,
            List<NotificationChannel> couriers,
            Predicate<Notification> stillTrue,
            String from,
            Timer timer,
            InstantSource clock) {
        this.config = config;
        this.couriers = List.copyOf(couriers);
        this.stillTrue = stillTrue;
        this.from = from;
        this.timer = timer;
        this.clock = clock;
    }

    synchronized void add(Notification notice) {
        if (waiting.size() < ROOM) {
            waiting.add(notice);
        } else {
            overflow++;
        }
        send(config.group());
    }

    private synchronized void send(Duration after) {
        if (!due) {
            due = true;
            timer.after(after, this::flush);
        }
    }

    private void flush() {
        Message message = next();
        if (message.notices().isEmpty()) {
            return;
        }
        try {
            deliver(message);
            arrived(message);
        } catch (IOException | RuntimeException e) {
            LOG.error(
                    "Nobody could be told of {} notices, it is tried again in {} s: {}",
                    message.notices().size(),
                    pause.toSeconds(),
                    e.toString());
            send(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : pause.multipliedBy(2);
        }
    }

    /** What is to go out now; nothing where the hour is full, which asks for another time. */
    private synchronized Message next() {
        due = false;
        Instant now = clock.instant();
        while (!sent.isEmpty() && !sent.peek().plus(HOUR).isAfter(now)) {
            sent.poll();
        }
        if (sent.size() >= config.perHour()) {
            send(Duration.between(now, sent.peek().plus(HOUR)));
            return new Message(from, List.of(), 0);
        }
        Map<String, Notification> last = new HashMap<>();
        waiting.stream().filter(Notification::isHealth).forEach(n -> last.put(n.process(), n));
        waiting.removeIf(n -> n.isHealth()
                ? n != last.get(n.process())
                        || n.subject().equals(lastSent.getOrDefault(n.process(), Notification.RECOVERED))
                : !stillTrue.test(n));
        return new Message(from, List.copyOf(waiting), overflow);
    }

    private synchronized void arrived(Message message) {
        sent.add(clock.instant());
        pause = Duration.ofMinutes(1);
        waiting.subList(0, message.notices().size()).clear();
        message.notices().stream().filter(Notification::isHealth).forEach(n -> lastSent.put(n.process(), n.subject()));
        lastSent.values().removeIf(Notification.RECOVERED::equals);
        overflow -= message.overflow();
        if (!waiting.isEmpty()) {
            send(config.group());
        }
    }

    /** By every way there is; it has arrived when one of them says so. */
    void deliver(Message message) throws IOException {
        IOException trouble = null;
        int arrived = 0;
        for (NotificationChannel courier : couriers) {
            try {
                courier.deliver(message);
                arrived++;
            } catch (IOException e) {
                trouble = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                trouble = new IOException("the runtime stops");
            }
        }
        if (arrived == 0) {
            throw trouble;
        }
        if (trouble != null) {
            LOG.error("One of the ways to tell a person does not work: {}", trouble.getMessage());
        }
    }
}
