package com.nae.healing.record;

/** A hook at the points where a crash could interrupt a change. Tests throw from it to simulate the crash. */
@FunctionalInterface
public interface CrashPoint {
    /** The hook of the runtime, which does nothing. */
    CrashPoint NONE = where -> {};

    /** Called at each point. @param where names the point */
    void reached(String where);
}
