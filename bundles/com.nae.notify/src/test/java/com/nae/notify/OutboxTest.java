package com.nae.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.config.Settings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final Instant MORNING = Instant.parse("2026-03-02T06:00:00Z");
    private final List<Message> delivered = new ArrayList<>();
    private final List<Timer> timers = new ArrayList<>();
    private Instant now = MORNING;
    private boolean down;

    private Outbox outbox(int perHour, Predicate<Notification> stillValid) {
        Config config = Config.of(new Settings(Map.of("command", "mail", "per_hour", Integer.toString(perHour))));
        return new Outbox(config, List.of(this::deliver), stillValid, "host /home", new ManualScheduler());
    }

    /** A scheduler whose clock is advanced by the test. */
    private final class ManualScheduler implements Outbox.Scheduler {
        @Override
        public Instant now() {
            return now;
        }

        @Override
        public void schedule(Duration delay, Runnable action) {
            timers.add(new Timer(now.plus(delay), action));
        }
    }

    private record Timer(Instant at, Runnable action) {}

    private void deliver(Message message) throws IOException {
        if (down) {
            throw new IOException("no route");
        }
        delivered.add(message);
    }

    private void pass(Duration time) {
        Instant end = now.plus(time);
        for (int i = next(end); i >= 0; i = next(end)) {
            Timer timer = timers.remove(i);
            now = timer.at();
            timer.action().run();
        }
        now = end;
    }

    private int next(Instant end) {
        return IntStream.range(0, timers.size())
                .filter(i -> !timers.get(i).at().isAfter(end))
                .findFirst()
                .orElse(-1);
    }

    private Notification notification(String text) {
        return new Notification(now, "suggested", "feed", "", text);
    }

    @Test
    void notificationsWithinAShortTimeAreOneMessage() {
        Outbox outbox = outbox(12, n -> true);
        outbox.add(notification("look at it"));
        pass(Duration.ofSeconds(10));
        outbox.add(notification("and at this"));
        pass(Duration.ofSeconds(19));
        assertEquals(List.of(), delivered);
        pass(Duration.ofSeconds(1));
        assertEquals(
                "NAE on host /home: 2 notifications, the first: feed: look at it\n\n"
                        + "2026-03-02T06:00:00Z  feed: look at it\n"
                        + "2026-03-02T06:00:10Z  feed: and at this\n",
                delivered.get(0).text());
        pass(Duration.ofHours(3));
        assertEquals(1, delivered.size());
        assertEquals(List.of(), timers, "no timer runs while nothing happens");
    }

    @Test
    void messagesBeyondTheLimitPerHourWaitAndNoneIsLost() {
        Outbox outbox = outbox(2, n -> true);
        for (int i = 0; i < 5; i++) {
            outbox.add(notification("number " + i));
            pass(Duration.ofMinutes(1));
        }
        assertEquals(2, delivered.size());
        pass(Duration.ofHours(1));
        assertEquals(3, delivered.size());
        assertEquals(
                List.of("number 2", "number 3", "number 4"),
                delivered.get(2).notifications().stream()
                        .map(Notification::text)
                        .toList());
    }

    @Test
    void aFailedDeliveryIsRetriedLaterEachTime() {
        Outbox outbox = outbox(12, n -> true);
        down = true;
        outbox.add(notification("CRITICAL"));
        pass(Duration.ofMinutes(4));
        assertEquals(List.of(), delivered);
        down = false;
        pass(Duration.ofMinutes(3));
        assertEquals(
                List.of(), delivered, "the fourth attempt follows 30 s + 1 min + 2 min + 4 min after the notification");
        pass(Duration.ofMinutes(1));
        assertEquals(1, delivered.size());
    }

    @Test
    void ofAFloodTheFirstAreKeptAndTheRestIsCounted() {
        Outbox outbox = outbox(12, n -> true);
        IntStream.range(0, 10_000).forEach(i -> outbox.add(notification("number " + i)));
        pass(Duration.ofMinutes(5));
        assertEquals(1, delivered.size());
        assertEquals(Outbox.MAX_WAITING, delivered.get(0).notifications().size());
        assertTrue(
                delivered
                        .get(0)
                        .text()
                        .endsWith("and " + (10_000 - Outbox.MAX_WAITING) + " more; see nae health and nae fixes\n"),
                delivered.get(0).text());
    }

    @Test
    void aNotificationThatIsNoLongerValidIsNotSent() {
        Outbox outbox = outbox(12, n -> n.text().equals("stays"));
        outbox.add(notification("passes"));
        pass(Duration.ofMinutes(1));
        assertEquals(List.of(), delivered);
        outbox.add(notification("passes"));
        outbox.add(notification("stays"));
        pass(Duration.ofMinutes(1));
        assertEquals(
                List.of("stays"),
                delivered.get(0).notifications().stream()
                        .map(Notification::text)
                        .toList());
    }

    /** A program that does not stay up seems to have recovered for a moment after each restart. */
    @Test
    void onlyTheLatestHealthIsSentAndOnlyIfItIsNews() {
        Outbox outbox = outbox(12, n -> true);
        health(outbox, "UNHEALTHY", Notification.RECOVERED, "UNHEALTHY");
        health(outbox, Notification.RECOVERED, "UNHEALTHY");
        health(outbox, "CRITICAL");
        health(outbox, "UNHEALTHY", Notification.RECOVERED);
        health(outbox, Notification.RECOVERED);
        health(outbox, "UNHEALTHY", Notification.RECOVERED);
        assertEquals(
                List.of("UNHEALTHY", "CRITICAL", Notification.RECOVERED),
                delivered.stream()
                        .flatMap(m -> m.notifications().stream())
                        .map(Notification::text)
                        .toList());
    }

    /** Adds levels of one instance, and lets a minute pass. */
    private void health(Outbox outbox, String... levels) {
        for (String level : levels) {
            outbox.add(new Notification(now, Notification.HEALTH, "feed@live", level, level));
        }
        pass(Duration.ofMinutes(1));
    }

    @Test
    void aTestThatIsNotDeliveredReportsWhy() {
        Outbox outbox = outbox(12, n -> true);
        down = true;
        assertEquals(
                "no route",
                assertThrows(
                                IOException.class,
                                () -> outbox.deliver(new Message("host", List.of(notification("a test")), 0)))
                        .getMessage());
    }
}
