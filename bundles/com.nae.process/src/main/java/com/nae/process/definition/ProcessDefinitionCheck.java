package com.nae.process.definition;

import com.nae.api.config.ConfigurationCheck;
import com.nae.api.config.Settings;
import com.nae.api.operation.Home;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Checks a file {@code com.nae.process-<name>.cfg} before it is put in force. */
@Component(property = {ConfigurationCheck.PID + "=com.nae.process", ConfigurationCheck.FACTORY + ":Boolean=true"})
public class ProcessDefinitionCheck implements ConfigurationCheck {
    private final DefinitionContext context;

    @Activate
    public ProcessDefinitionCheck(BundleContext bundle) {
        this(DefinitionContext.here(Home.of(bundle).root()));
    }

    ProcessDefinitionCheck(DefinitionContext context) {
        this.context = context;
    }

    @Override
    public void check(String name, Settings settings) {
        ModeDefinitions.of(name, settings, context, ProcessDefaults.STANDARD);
    }
}
