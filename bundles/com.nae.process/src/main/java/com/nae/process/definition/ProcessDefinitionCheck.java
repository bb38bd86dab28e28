package com.nae.process.definition;

import com.nae.api.config.ConfigurationCheck;
import com.nae.api.config.Settings;
import com.nae.api.operation.Home;
import com.nae.process.cgroup.MemoryCgroups;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Checks a file {@code com.nae.process-<name>.cfg} before it is put in force. */
@Component(property = {ConfigurationCheck.PID + "=com.nae.process", ConfigurationCheck.FACTORY + ":Boolean=true"})
public class ProcessDefinitionCheck implements ConfigurationCheck {
    private final DefinitionContext context;
    private final Supplier<Optional<String>> noMemoryMax;

    @Activate
    public ProcessDefinitionCheck(BundleContext bundle) {
        this(
                DefinitionContext.here(Home.of(bundle).root()),
                new MemoryCgroups(Home.of(bundle).root())::obstacle);
    }

    /** @param noMemoryMax why no hard limit of memory can be set here; empty where it can */
    ProcessDefinitionCheck(DefinitionContext context, Supplier<Optional<String>> noMemoryMax) {
        this.context = context;
        this.noMemoryMax = noMemoryMax;
    }

    @Override
    public void check(String name, Settings settings) {
        ModeDefinitions.of(name, settings, context, ProcessDefaults.STANDARD);
    }

    @Override
    public List<String> notes(String name, Settings settings) {
        boolean limited =
                ModeDefinitions.of(name, settings, context, ProcessDefaults.STANDARD).byMode().values().stream()
                        .anyMatch(d -> d.limits().memoryMax().isPresent());
        return limited
                ? noMemoryMax.get().stream()
                        .map(why -> "memory_max: " + MemoryCgroups.NOT_HERE.formatted(why))
                        .toList()
                : List.of();
    }
}
