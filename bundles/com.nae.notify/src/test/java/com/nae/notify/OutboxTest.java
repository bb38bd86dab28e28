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
    private final List<Object[]> timers = new ArrayList<>();
    private Instant now = MORNING;
    private boolean down;

    private Outbox outbox(int perHour, Predicate<Notification> stillTrue) {
        Config config = Config.of(new Settings(Map.of("command", "mail", "per_hour", Integer.toString(perHour))));
        return new Outbox(
                config,
                List.of(this::deliver),
                stillTrue,
                "host /home",
                (time, action) -> timers.add(new Object[] {now.plus(time), action}),
                () -> now);
    }

    private void deliver(Message message) throws IOException {
        if (down) {
            throw new IOException("no route");
        }
        delivered.add(message);
    }

    private void pass(Duration time) {
        Instant end = now.plus(time);
        for (int i = next(end); i >= 0; i = next(end)) {
            Object[] timer = timers.remove(i);
            now = (Instant) timer[0];
            ((Runnable) timer[1]).run();
        }
        now = end;
    }

    private int next(Instant end) {
        return IntStream.range(0, timers.size())
                .filter(i -> !((Instant) timers.get(i)[0]).isAfter(end))
                .findFirst()
                .orElse(-1);
    }

    private Notification notice(String text) {
        return new Notification(now, "suggested", "feed", "", text);
    }

    @Test
    void whatHappensTogetherIsOneMessage() {
        Outbox outbox = outbox(12, n -> true);
        outbox.add(notice("look at it"));
        pass(Duration.ofSeconds(10));
        outbox.add(notice("and at this"));
        pass(Duration.ofSeconds(19));
        assertEquals(List.of(), delivered);
        pass(Duration.ofSeconds(1));
        assertEquals(
                "NAE on host /home: 2 notices, first feed: look at it\n\n2026-03-02T06:00:00Z  feed: look at it\n"
                        + "2026-03-02T06:00:10Z  feed: and at this\n",
                delivered.get(0).text());
        pass(Duration.ofHours(3));
        assertEquals(1, delivered.size());
        assertEquals(List.of(), timers, "nothing is asked of the clock while nothing happens");
    }

    @Test
    void moreThanSoManyAnHourWaitAndNoneIsLost() {
        Outbox outbox = outbox(2, n -> true);
        for (int i = 0; i < 5; i++) {
            outbox.add(notice("number " + i));
            pass(Duration.ofMinutes(1));
        }
        assertEquals(2, delivered.size());
        pass(Duration.ofHours(1));
        assertEquals(3, delivered.size());
        assertEquals(
                List.of("number 2", "number 3", "number 4"),
                delivered.get(2).notices().stream().map(Notification::text).toList());
    }

    @Test
    void whatDidNotArriveIsTriedAgainLaterEachTime() {
        Outbox outbox = outbox(12, n -> true);
        down = true;
        outbox.add(notice("CRITICAL"));
        pass(Duration.ofMinutes(4));
        assertEquals(List.of(), delivered);
        down = false;
        pass(Duration.ofMinutes(3));
        assertEquals(List.of(), delivered, "the third try comes 30 s + 1 min + 2 min + 4 min after the notice");
        pass(Duration.ofMinutes(1));
        assertEquals(1, delivered.size());
    }

    @Test
    void aFloodKeepsItsFirstAndCountsTheRest() {
        Outbox outbox = outbox(12, n -> true);
        IntStream.range(0, 10_000).forEach(i -> outbox.add(notice("number " + i)));
        pass(Duration.ofMinutes(5));
        assertEquals(1, delivered.size());
        assertEquals(Outbox.ROOM, delivered.get(0).notices().size());
        assertTrue(
                delivered
                        .get(0)
                        .text()
                        .endsWith("and " + (10_000 - Outbox.ROOM) + " more; see nae health and nae fixes\n"),
                delivered.get(0).text());
    }

    @Test
    void whatIsNoLongerTrueIsNotTold() {
        Outbox outbox = outbox(12, n -> n.text().equals("stays"));
        outbox.add(notice("passes"));
        pass(Duration.ofMinutes(1));
        assertEquals(List.of(), delivered);
        outbox.add(notice("passes"));
        outbox.add(notice("stays"));
        pass(Duration.ofMinutes(1));
        assertEquals(
                List.of("stays"),
                delivered.get(0).notices().stream().map(Notification::text).toList());
    }

    /** A slow retry of what does not stay up looks better for a moment, each time. */
    @Test
    void ofHealthTheLastWordIsToldAndOnlyIfItIsNews() {
        Outbox outbox = outbox(12, n -> true);
        for (String mark : List.of(
                "UNHEALTHY",
                Notification.RECOVERED,
                "UNHEALTHY",
                "-",
                Notification.RECOVERED,
                "UNHEALTHY",
                "-",
                "CRITICAL",
                "-",
                "UNHEALTHY",
                Notification.RECOVERED,
                "-",
                Notification.RECOVERED,
                "-",
                "UNHEALTHY",
                Notification.RECOVERED)) {
            if (mark.equals("-")) {
                pass(Duration.ofMinutes(1));
            } else {
                outbox.add(new Notification(now, Notification.HEALTH, "feed@live", mark, mark));
            }
        }
        pass(Duration.ofMinutes(1));
        assertEquals(
                List.of("UNHEALTHY", "CRITICAL", Notification.RECOVERED),
                delivered.stream()
                        .flatMap(m -> m.notices().stream())
                        .map(Notification::text)
                        .toList());
    }

    @Test
    void aTestThatReachesNobodySaysWhy() {
        Outbox outbox = outbox(12, n -> true);
        down = true;
        assertEquals(
                "no route",
                assertThrows(IOException.class, () -> outbox.deliver(new Message("host", List.of(notice("a test")), 0)))
                        .getMessage());
    }
}
