package com.nae.api.process;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One replica of a process in one mode, written {@code trader@live}, the second replica {@code trader:1@live}. */
public record InstanceId(String process, Mode mode, int replica) implements Comparable<InstanceId> {
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9][A-Za-z0-9_.-]*)(?::(\\d{1,4}))?@(sandbox|live)");

    /** @throws IllegalArgumentException if the text is not of the form {@code name[:replica]@mode} */
    public static InstanceId parse(String text) {
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not of the form process@mode");
        }
        return new InstanceId(
                m.group(1),
                Mode.valueOf(m.group(3).toUpperCase(Locale.ROOT)),
                m.group(2) == null ? 0 : Integer.parseInt(m.group(2)));
    }

    /** The name of its log file: {@code trader.live.log}, the second replica's {@code trader.live.1.log}. */
    public String logName() {
        return process + "." + mode.word() + (replica == 0 ? "" : "." + replica) + ".log";
    }

    /**
     * By name, live before sandbox, by replica. Written out, as are the next two: they are called for each map of
     * instances.
     */
    @Override
    public int compareTo(InstanceId other) {
        int names = process.compareTo(other.process);
        if (names != 0) {
            return names;
        }
        return mode == other.mode ? Integer.compare(replica, other.replica) : other.mode.compareTo(mode);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof InstanceId id && replica == id.replica && mode == id.mode && process.equals(id.process);
    }

    @Override
    public int hashCode() {
        return (process.hashCode() * 31 + mode.ordinal()) * 31 + replica;
    }

    @Override
    public String toString() {
        return process + (replica == 0 ? "" : ":" + replica) + "@" + mode.word();
    }
}
