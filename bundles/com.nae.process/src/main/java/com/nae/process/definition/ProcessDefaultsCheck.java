package com.nae.process.definition;

import com.nae.api.config.ConfigurationCheck;
import com.nae.api.config.Settings;
import org.osgi.service.component.annotations.Component;

/** Checks {@code com.nae.process.cfg}, the defaults of all processes, before it is put in force. */
@Component(property = {ConfigurationCheck.PID + "=com.nae.process", ConfigurationCheck.FACTORY + ":Boolean=false"})
public class ProcessDefaultsCheck implements ConfigurationCheck {
    @Override
    public void check(String name, Settings settings) {
        ProcessDefaults.of(settings);
        settings.end();
    }
}
