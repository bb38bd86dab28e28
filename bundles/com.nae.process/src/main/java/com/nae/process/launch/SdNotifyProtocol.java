package com.nae.process.launch;

import com.nae.process.posix.EventLoop;
import java.time.Duration;
import java.util.function.BiConsumer;

/** The messages of one program by sd_notify(3), and its watchdog. Owned by the supervisor's thread. */
public final class SdNotifyProtocol implements BiConsumer<String, String> {
    /** How long a program that has once sent WATCHDOG=1 may be silent. */
    static final Duration WATCHDOG = Duration.ofSeconds(30);

    private static final int LONGEST_STATUS = 200;

    /** What a program reports. */
    public interface Listener {
        /** READY=1. */
        void ready();

        /** STATUS, without control characters and cut to a length that fits a line. */
        void status(String text);

        /** EXTEND_TIMEOUT_USEC: the start may take this long from now on. */
        void extendTimeout(Duration limit);

        /** No WATCHDOG=1 came in time. */
        void watchdogExpired(String reason);
    }

    private final EventLoop loop;
    private final Listener listener;
    /** When the last WATCHDOG=1 came, as {@link System#nanoTime}; 0 before the first. */
    private long heardAt;

    private boolean closed;

    public SdNotifyProtocol(EventLoop loop, Listener listener) {
        this.loop = loop;
        this.listener = listener;
    }

    /** Takes one {@code NAME=value}; names that are not known here are left alone, as sd_notify(3) asks for. */
    @Override
    public void accept(String name, String value) {
        switch (name) {
            case "READY" -> readiness(value);
            case "STATUS" -> listener.status(printable(value));
            case "WATCHDOG" -> heard();
            case "EXTEND_TIMEOUT_USEC" -> extendTimeout(value);
            default -> {}
        }
    }

    private void readiness(String value) {
        if (value.equals("1")) {
            listener.ready();
        }
    }

    private void extendTimeout(String micros) {
        if (micros.matches("\\d{1,12}")) {
            listener.extendTimeout(Duration.ofNanos(Long.parseLong(micros) * 1000));
        }
    }

    private static String printable(String text) {
        return text.codePoints()
                .filter(c -> c >= ' ' && c != 0x7f)
                .limit(LONGEST_STATUS)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The first WATCHDOG=1 arms the watchdog: a program that never sends one is not expected to. */
    private void heard() {
        boolean first = heardAt == 0;
        heardAt = System.nanoTime();
        if (first) {
            checkAfter(WATCHDOG);
        }
    }

    private void checkAfter(Duration delay) {
        loop.schedule(delay, this::check);
    }

    private void check() {
        if (closed) {
            return;
        }
        Duration silent = Duration.ofNanos(System.nanoTime() - heardAt);
        if (silent.compareTo(WATCHDOG) >= 0) {
            listener.watchdogExpired("sent no WATCHDOG=1 for " + WATCHDOG.toSeconds() + " s");
        } else {
            checkAfter(WATCHDOG.minus(silent));
        }
    }

    public void close() {
        closed = true;
    }
}
