package com.nae.healing.step;

import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessEvent;
import com.nae.healing.flow.Case;
import com.nae.healing.flow.Repair;
import com.nae.healing.trial.Baseline;
import com.nae.healing.trial.TrialWatch;
import java.time.Duration;

/** A step that watches the instances of one mode after a repair was made there. */
abstract class TrialStep extends CaseStep implements TrialWatch.Listener {
    protected final Repair repair;
    protected final Mode mode;
    private final Baseline baseline;
    private TrialWatch watch;

    TrialStep(Case c, Repair repair, Mode mode, Baseline baseline) {
        super(c);
        this.repair = repair;
        this.mode = mode;
        this.baseline = baseline;
    }

    /** How long the failure must stay away. */
    Duration window() {
        return c.proofWindow();
    }

    @Override
    public void enter() {
        watch = new TrialWatch(
                context,
                new TrialWatch.Terms(c.instances(mode), repair.fingerprints(), repair::wroteLine, window(), baseline),
                this);
    }

    @Override
    public void leave() {
        watch.end();
    }

    @Override
    public void occurred(Issue issue, InstanceId at) {
        watch.occurred(issue, at);
    }

    @Override
    public boolean claims(Issue issue, InstanceId at) {
        return watch.occurred(issue, at);
    }

    @Override
    public void changed(ProcessEvent event) {
        watch.changed(event);
    }

    @Override
    public boolean concerns(String fix) {
        return repair.ids().contains(fix);
    }
}
