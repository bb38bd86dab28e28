package com.nae.api.healing;

import org.osgi.annotation.versioning.ConsumerType;

/** Hears of every act that the change log has taken, on the thread that acts: return at once. A whiteboard service. */
@ConsumerType
public interface ChangeLogListener {
    void appended(ChangeLog.Entry entry);
}
