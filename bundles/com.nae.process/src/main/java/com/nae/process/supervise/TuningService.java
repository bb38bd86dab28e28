package com.nae.process.supervise;

import com.nae.api.process.Mode;
import com.nae.api.process.ProcessTuning;
import com.nae.api.process.Tuning;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Adjusts processes on top of their definitions. */
@Component(service = ProcessTuning.class)
public final class TuningService implements ProcessTuning {
    private final Supervisor supervisor;

    @Activate
    public TuningService(@Reference Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    @Override
    public void overlay(String process, Mode mode, Map<String, String> environment) {
        supervisor.supervision().overlays().put(process, mode, environment);
    }

    @Override
    public Map<String, String> overlay(String process, Mode mode) {
        return supervisor.supervision().overlays().of(process, mode);
    }

    @Override
    public boolean tune(String process, Mode mode, Tuning tuning) {
        boolean known = supervisor.definition(process, mode).isPresent();
        supervisor
                .supervision()
                .loop()
                .execute(() -> supervisor.supervision().reconciler().tune(process, mode, tuning));
        return known;
    }

    @Override
    public Tuning tuning(String process, Mode mode) {
        return supervisor.supervision().runtime().tunings().of(process, mode);
    }
}
