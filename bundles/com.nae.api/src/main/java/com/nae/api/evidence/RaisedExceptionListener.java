package com.nae.api.evidence;

import org.osgi.annotation.versioning.ConsumerType;

/** Hears of exceptions, in order, on the thread that receives the reports: return at once. A whiteboard service. */
@ConsumerType
public interface RaisedExceptionListener {
    void raised(RaisedException exception);
}
