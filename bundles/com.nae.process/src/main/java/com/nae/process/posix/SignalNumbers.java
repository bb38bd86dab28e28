package com.nae.process.posix;

import com.sun.jna.Platform;
import java.util.Map;

/** The numbers of signals by name without {@code SIG}, as this system has them (signal(7)). */
public final class SignalNumbers {
    private static final Map<String, Integer> SAME = Map.of(
            "HUP", 1, "INT", 2, "QUIT", 3, "ABRT", 6, "KILL", 9, "PIPE", 13, "ALRM", 14, "TERM", 15, "WINCH", 28);
    private static final Map<String, Integer> LINUX = Map.of("USR1", 10, "USR2", 12, "CONT", 18, "TSTP", 20, "PWR", 30);
    private static final Map<String, Integer> BSD = Map.of("USR1", 30, "USR2", 31, "CONT", 19, "TSTP", 18);

    private SignalNumbers() {}

    /** The number, or that of TERM where this system does not have the signal. */
    public static int of(String name) {
        return SAME.getOrDefault(name, (Platform.isLinux() ? LINUX : BSD).getOrDefault(name, Libc.SIGTERM));
    }
}
