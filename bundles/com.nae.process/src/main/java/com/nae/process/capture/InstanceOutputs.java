package com.nae.process.capture;

import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessDefinition;
import java.io.IOException;

/**
 * Where the outputs of instances go: captured by this runtime, and held open by the keeper for the next one. Owned by
 * the supervisor's thread.
 */
public final class InstanceOutputs {
    private final Capture capture;
    private final FifoKeeper keeper;

    public InstanceOutputs(Capture capture, FifoKeeper keeper) {
        this.capture = capture;
        this.keeper = keeper;
    }

    /** Opens the output of an instance on first use, before it is started; a new policy holds from now on. */
    public LogSink open(InstanceId id, ProcessDefinition.Log policy) throws IOException {
        LogSink sink = capture.open(id, policy);
        keeper.hold(sink.fifo());
        return sink;
    }

    /** Takes what is left and removes the FIFO; the log stays. */
    public void close(InstanceId id) {
        LogSink sink = capture.sink(id);
        if (sink != null) {
            capture.close(id);
            keeper.drop(sink.fifo());
        }
    }
}
