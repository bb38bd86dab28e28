package com.nae.process.supervise;

import com.nae.api.output.LogPosition;
import com.nae.api.output.LogReader;
import com.nae.api.output.ProcessOutput;
import com.nae.api.process.InstanceId;
import com.nae.process.capture.FileLogReader;
import com.nae.process.capture.LogSink;
import com.nae.process.capture.TailPosition;
import com.nae.process.instance.Instance;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads the captured output of instances out of their log files. */
@Component(service = ProcessOutput.class)
public final class OutputService implements ProcessOutput {
    private final Supervisor supervisor;

    @Activate
    public OutputService(@Reference Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    @Override
    public LogReader log(InstanceId id, LogPosition from) {
        return new FileLogReader(supervisor.sink(id), from);
    }

    @Override
    public LogReader tail(InstanceId id, int lines) {
        LogSink sink = supervisor.sink(id);
        return new FileLogReader(sink, TailPosition.of(sink, lines));
    }

    @Override
    public Optional<LogPosition> logStart(InstanceId id) {
        return supervisor.instance(id).flatMap(Instance::logStart);
    }

    @Override
    public long droppedBytes() {
        return supervisor.supervision().capture().droppedBytes();
    }
}
