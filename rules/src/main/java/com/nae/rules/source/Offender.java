package com.nae.rules.source;

import java.nio.file.Path;
import java.util.Comparator;

/**
 * One place that breaks a rule: a file relative to the project, a line from 1 on (0: the file as a whole), and what is
 * wrong with it.
 */
public record Offender(Path file, int line, String what) implements Comparable<Offender> {
    private static final Comparator<Offender> ORDER = Comparator.comparing(Offender::file)
            .thenComparingInt(Offender::line)
            .thenComparing(Offender::what);

    @Override
    public int compareTo(Offender other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return file + ":" + line + ": " + what;
    }
}
