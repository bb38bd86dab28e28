package com.nae.process.definition;

import com.nae.api.config.ConfigurationCheck;
import com.nae.api.config.Settings;
import com.nae.api.operation.Home;
import com.nae.api.process.Mode;
import com.nae.process.cgroup.MemoryCgroups;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Checks a file {@code com.nae.process-<name>.cfg} before it is put in force. */
@Component(property = {ConfigurationCheck.PID + "=com.nae.process", ConfigurationCheck.FACTORY + ":Boolean=true"})
public class ProcessDefinitionCheck implements ConfigurationCheck {
    private final DefinitionContext context;
    private final Supplier<Optional<String>> noMemoryMax;
    private final Set<Mode> modes;

    @Activate
    public ProcessDefinitionCheck(BundleContext bundle) {
        this(
                DefinitionContext.here(Home.of(bundle).root()),
                new MemoryCgroups(Home.of(bundle).root())::obstacle,
                Home.of(bundle).modes());
    }

    /**
     * @param noMemoryMax why no hard limit of memory can be set here; empty where it can
     * @param modes the modes that run here
     */
    ProcessDefinitionCheck(DefinitionContext context, Supplier<Optional<String>> noMemoryMax, Set<Mode> modes) {
        this.context = context;
        this.modes = modes;
        this.noMemoryMax = noMemoryMax;
    }

    @Override
    public void check(String name, Settings settings) {
        ModeDefinitions.of(name, settings, context, ProcessDefaults.STANDARD);
    }

    @Override
    public List<String> notes(String name, Settings settings) {
        ModeDefinitions definitions = ModeDefinitions.of(name, settings, context, ProcessDefaults.STANDARD);
        List<String> notes = new ArrayList<>(definitions.notices(modes));
        if (definitions.byMode().values().stream()
                .anyMatch(d -> d.limits().memoryMax().isPresent())) {
            noMemoryMax.get().ifPresent(why -> notes.add("memory_max: " + MemoryCgroups.NOT_HERE.formatted(why)));
        }
        return notes;
    }
}
