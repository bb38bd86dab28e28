package com.nae.healing.record;

/** A place where the machine may stop; tests stop there. */
@FunctionalInterface
public interface CrashPoint {
    /** The runtime's own: goes on. */
    CrashPoint NONE = where -> {};

    void reached(String where);
}
