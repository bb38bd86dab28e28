package com.nae.framework;

import com.nae.api.health.HealthMonitor;
import com.nae.api.process.InstanceId;
import com.nae.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;

/** The recovery rules of health leave a program alone while a fix is tried, and no longer. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class TrialIT {
    private static final InstanceId CALM = InstanceId.parse("calm@live");

    @Inject
    private BundleContext context;

    @Inject
    private HealthMonitor monitor;

    @Configuration
    public Option[] configuration() {
        return new Option[] {Distribution.onEmptyHome()};
    }

    @Test
    public void anUpdateOfHealingEndsATrialUnderWay() throws Exception {
        Path file = Path.of(System.getProperty("nae.test.home")).resolve("config/com.nae.process-calm.cfg");
        Files.writeString(file, "command = sleep 1000\nmodes = live\n");
        Await.until("it runs", () -> monitor.sample(CALM).isPresent());
        monitor.trial(CALM, true);
        Await.until("the trial is a reason", this::onTrial);
        Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals("com.nae.healing"))
                .findFirst()
                .orElseThrow()
                .update();
        Await.until("the trial has ended", () -> !onTrial());
        Files.delete(file);
        Await.until("it has stopped", () -> monitor.sample(CALM).isEmpty());
    }

    private boolean onTrial() throws IOException {
        return monitor.of(CALM).reasons().contains("a fix is being tried");
    }
}
