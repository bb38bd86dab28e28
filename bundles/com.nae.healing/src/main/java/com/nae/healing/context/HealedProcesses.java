package com.nae.healing.context;

import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessTuning;
import com.nae.api.process.RestartBudget;
import com.nae.api.process.StartHolds;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What healing asks of the process manager, in all its roles. */
@Component(service = HealedProcesses.class)
public final class HealedProcesses {
    private final ProcessManager manager;
    private final ProcessTuning tuning;
    private final StartHolds holds;
    private final RestartBudget budget;

    @Activate
    public HealedProcesses(
            @Reference ProcessManager manager,
            @Reference ProcessTuning tuning,
            @Reference StartHolds holds,
            @Reference RestartBudget budget) {
        this.manager = manager;
        this.tuning = tuning;
        this.holds = holds;
        this.budget = budget;
    }

    public ProcessManager manager() {
        return manager;
    }

    public ProcessTuning tuning() {
        return tuning;
    }

    public StartHolds holds() {
        return holds;
    }

    public RestartBudget budget() {
        return budget;
    }
}
