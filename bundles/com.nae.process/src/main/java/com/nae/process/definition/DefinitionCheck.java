package com.nae.process.definition;

import com.nae.api.config.ConfigurationCheck;
import com.nae.api.config.Settings;
import com.nae.api.operation.Home;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Says whether a file {@code com.nae.process-<name>.cfg} defines a process. */
@Component(property = {ConfigurationCheck.PID + "=com.nae.process", ConfigurationCheck.FACTORY + ":Boolean=true"})
public class DefinitionCheck implements ConfigurationCheck {
    private final Context context;

    @Activate
    public DefinitionCheck(BundleContext bundle) {
        this(Context.here(Home.of(bundle).root()));
    }

    DefinitionCheck(Context context) {
        this.context = context;
    }

    @Override
    public void check(String name, Settings settings) {
        Definitions.of(name, settings, context, Defaults.STANDARD);
    }
}
