package com.nae.issues;

import com.nae.api.output.LogPosition;
import com.nae.api.output.LogReader;
import com.nae.api.output.ProcessOutput;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessStatus;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The instances that detection reads: their definitions and states from the process manager, and their output. */
@Component(service = LoggedProcesses.class)
public final class LoggedProcesses {
    private final ProcessManager manager;
    private final ProcessOutput output;

    @Activate
    public LoggedProcesses(@Reference ProcessManager manager, @Reference ProcessOutput output) {
        this.manager = manager;
        this.output = output;
    }

    public List<ProcessStatus> list() {
        return manager.list();
    }

    public Optional<ProcessStatus> status(InstanceId id) {
        return manager.status(id);
    }

    public Optional<ProcessDefinition> definition(String process, Mode mode) {
        return manager.definition(process, mode);
    }

    /** @throws java.util.NoSuchElementException if there is no such instance */
    public LogReader log(InstanceId id, LogPosition from) {
        return output.log(id, from);
    }
}
