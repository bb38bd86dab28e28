package com.nae.process.launch;

import com.nae.process.posix.EventLoop;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What one program tells by sd_notify(3), and what follows when it falls silent. Owned by the supervisor's thread. */
public final class SdNotifyProtocol implements BiConsumer<String, String> {
    /** How long a program that tells WATCHDOG=1 may be silent. */
    static final Duration WATCHDOG = Duration.ofSeconds(30);

    private static final int LONGEST_STATUS = 200;

    private final EventLoop loop;
    private final Runnable ready;
    private final Consumer<String> status;
    private final Consumer<Duration> extend;
    private final Consumer<String> fail;
    private long heardAt;
    private boolean closed;

    public SdNotifyProtocol(
            EventLoop loop, Runnable ready, Consumer<String> status, Consumer<Duration> extend, Consumer<String> fail) {
        this.loop = loop;
        this.ready = ready;
        this.status = status;
        this.extend = extend;
        this.fail = fail;
    }

    @Override
    public void accept(String name, String value) {
        switch (name) {
            case "READY" -> {
                if (value.equals("1")) {
                    ready.run();
                }
            }
            case "STATUS" ->
                status.accept(value.codePoints()
                        .filter(c -> c >= ' ' && c != 0x7f)
                        .limit(LONGEST_STATUS)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString());
            case "WATCHDOG" -> heard();
            case "EXTEND_TIMEOUT_USEC" -> {
                if (value.matches("\\d{1,12}")) {
                    extend.accept(Duration.ofNanos(Long.parseLong(value) * 1000));
                }
            }
            default -> {}
        }
    }

    /** The first one begins the watch: a program that never tells is not asked to. */
    private void heard() {
        boolean first = heardAt == 0;
        heardAt = System.nanoTime();
        if (first) {
            check(WATCHDOG);
        }
    }

    private void check(Duration after) {
        loop.schedule(after, () -> {
            Duration silent = Duration.ofNanos(System.nanoTime() - heardAt);
            if (closed) {
                return;
            }
            if (silent.compareTo(WATCHDOG) >= 0) {
                fail.accept("told no WATCHDOG=1 for " + WATCHDOG.toSeconds() + " s");
            } else {
                check(WATCHDOG.minus(silent));
            }
        });
    }

    void close() {
        closed = true;
    }
}
