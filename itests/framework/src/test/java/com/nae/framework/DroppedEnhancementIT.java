package com.nae.framework;

import static org.junit.Assert.assertEquals;

import com.nae.api.learning.AppliedEnhancement;
import com.nae.api.learning.LearningEngine;
import com.nae.api.operation.ContinuousOperationManager;
import com.nae.testing.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * An enhancement in a bundle of its own is installed while the runtime runs. It is applied and counted, and withdrawn
 * when its bundle is uninstalled.
 */
@RunWith(PaxExam.class)
public class DroppedEnhancementIT {
    @Inject
    private LearningEngine learning;

    @Inject
    private ContinuousOperationManager operation;

    @Inject
    private BundleContext context;

    @Configuration
    public Option[] configuration() {
        return new Option[] {Distribution.onEmptyHome()};
    }

    @Test
    public void anInstalledEnhancementIsAppliedCountedAndWithdrawnWithItsBundle() throws Exception {
        Path config = Path.of(System.getProperty("nae.test.home"), "config");
        Files.writeString(config.resolve("com.nae.learning.cfg"), "learning_interval = 500ms\n");
        Files.writeString(config.resolve("com.nae.process-calm.cfg"), "command = sleep 1000\nmodes = live\n");
        Bundle bundle = context.installBundle(
                "test:enhancement",
                TestBundle.of(
                        "com.example.enhancement",
                        Map.of(
                                "Import-Package",
                                "com.nae.api.learning,com.nae.api.process,org.osgi.framework",
                                "Bundle-Activator",
                                Activator.class.getName()),
                        DroppedEnhancement.class,
                        Activator.class));
        bundle.start();
        Await.until("it is in force", () -> "calm@live".equals(System.getProperty(DroppedEnhancement.CALM)));
        Await.until(
                "it is counted",
                () -> mine().filter(AppliedEnhancement::inForce).isPresent()
                        && operation.getStatus().enhancementsApplied() >= 1);
        bundle.uninstall();
        Await.until(
                "it is withdrawn",
                () -> System.getProperty(DroppedEnhancement.CALM) == null
                        && mine().filter(AppliedEnhancement::inForce).isEmpty());
        assertEquals(Optional.of("its bundle was removed"), mine().flatMap(AppliedEnhancement::withdrawn));
    }

    private Optional<AppliedEnhancement> mine() {
        return learning.enhancements().stream()
                .filter(a -> a.enhancement().equals("dropped"))
                .findFirst();
    }

    /** Registers the enhancement. */
    public static final class Activator implements BundleActivator {
        @Override
        public void start(BundleContext context) {
            context.registerService("com.nae.api.learning.Enhancement", new DroppedEnhancement(), null);
        }

        @Override
        public void stop(BundleContext context) {}
    }
}
