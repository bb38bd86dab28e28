package com.nae.api.output;

import com.nae.api.process.InstanceId;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears that an instance has written more, on the capture thread: note it, wake a thread of one's own, return. A
 * whiteboard service.
 */
@ConsumerType
public interface OutputListener {
    void available(InstanceId instance);
}
