package com.nae.health.probe;

import com.nae.api.output.ProcessOutput;
import com.nae.api.process.ProbeSupport;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessTuning;
import com.nae.api.process.RestartBudget;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What health asks of the process manager, in all its roles. */
@Component(service = ProbedProcesses.class)
public final class ProbedProcesses {
    private final ProcessManager manager;
    private final ProcessOutput output;
    private final ProcessTuning tuning;
    private final RestartBudget budget;
    private final ProbeSupport support;

    @Activate
    public ProbedProcesses(
            @Reference ProcessManager manager,
            @Reference ProcessOutput output,
            @Reference ProcessTuning tuning,
            @Reference RestartBudget budget,
            @Reference ProbeSupport support) {
        this.manager = manager;
        this.output = output;
        this.tuning = tuning;
        this.budget = budget;
        this.support = support;
    }

    public ProcessManager manager() {
        return manager;
    }

    public ProcessOutput output() {
        return output;
    }

    public ProcessTuning tuning() {
        return tuning;
    }

    public RestartBudget budget() {
        return budget;
    }

    ProbeSupport support() {
        return support;
    }
}
