package com.nae.framework;

import static org.junit.Assert.assertEquals;

import com.nae.api.operation.Home;
import com.nae.testing.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;

/** Configuration files come, change and go in a running framework. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ConfigurationFilesIT {
    @Inject
    private BundleContext context;

    @Inject
    private ConfigurationAdmin admin;

    @Configuration
    public Option[] configuration() {
        return new Option[] {Distribution.onEmptyHome()};
    }

    @Test
    public void aFileIsAConfigurationAsLongAsItIsThere() throws Exception {
        Path file = Home.of(context).config().resolve("com.nae.process-sleeper.cfg");
        Files.writeString(file, "command = sleep 1000\nmodes = live\nautostart = false\n");
        Await.until("the file is a configuration", () -> configured("(command=sleep 1000)") == 1);
        Files.writeString(file, "command = sleep 2000\nmodes = live\nautostart = false\n");
        Await.until("the change is in force", () -> configured("(command=sleep 2000)") == 1);
        assertEquals("and the old one is not", 0, configured("(command=sleep 1000)"));
        Files.writeString(file, "commando = sleep 3000\n");
        Files.writeString(
                file.resolveSibling("com.nae.process-later.cfg"), "command = sleep 4000\nautostart = false\n");
        Await.until("a later file is in force", () -> configured("(command=sleep 4000)") == 1);
        assertEquals("a broken file leaves what was in force", 1, configured("(command=sleep 2000)"));
        Files.delete(file);
        Await.until("the configuration is gone", () -> configured("(command=sleep 2000)") == 0);
    }

    private int configured(String filter) throws Exception {
        var found = admin.listConfigurations("(&(service.factoryPid=com.nae.process)" + filter + ")");
        return found == null ? 0 : found.length;
    }
}
