package com.nae.process.supervise;

import com.nae.api.process.InstanceId;
import com.nae.api.process.LaunchSpec;
import com.nae.api.process.ProbeKind;
import com.nae.api.process.ProbeSupport;
import com.nae.api.process.ProcessDefinition;
import com.nae.process.instance.Instance;
import com.nae.process.launch.Worker;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Runs probes as the program of an instance is run, and takes their results. */
@Component(service = ProbeSupport.class)
public final class ProbeService implements ProbeSupport {
    private final Supervisor supervisor;

    @Activate
    public ProbeService(@Reference Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    @Override
    public void reportProbe(InstanceId id, ProbeKind kind, boolean passed, String detail) {
        supervisor.commands().send(id, instance -> instance.probed(kind, passed, detail));
    }

    @Override
    public LaunchSpec launch(InstanceId id, List<String> command) throws IOException {
        ProcessDefinition definition =
                supervisor.definition(id.process(), id.mode()).orElseThrow(() -> new IOException("there is no " + id));
        Worker worker = supervisor.instance(id).map(Instance::worker).orElse(null);
        OptionalInt beside = worker == null ? OptionalInt.empty() : OptionalInt.of(worker.pid());
        return supervisor.supervision().planner().launchSpec(id, definition, command, beside);
    }
}
