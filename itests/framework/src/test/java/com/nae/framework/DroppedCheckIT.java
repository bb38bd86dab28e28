package com.nae.framework;

import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import com.nae.api.health.HealthCheck;
import com.nae.api.health.HealthLevel;
import com.nae.api.health.HealthMonitor;
import com.nae.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;

/**
 * A health check is dropped in as a jar. It counts at once and is gone with its file. A broken one affects no other
 * check.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class DroppedCheckIT {
    private static final List<String> WAITING = List.of("12 orders wait");

    @Inject
    private HealthMonitor monitor;

    private Path home;

    @Configuration
    public Option[] configuration() {
        return new Option[] {Distribution.onEmptyHome()};
    }

    @Before
    public void shortenInterval() throws IOException {
        home = Path.of(System.getProperty("nae.test.home"));
        Files.writeString(
                home.resolve("config/com.nae.health.cfg"), "health_check_interval = 1s\ncheck_timeout = 500ms\n");
    }

    @After
    public void aDeletedCheckLeavesNoReason() throws IOException {
        Files.deleteIfExists(home.resolve("healers/bad.jar"));
        Files.deleteIfExists(home.resolve("healers/good.jar"));
        Await.until("what they found is gone with them", () -> reasons().isEmpty());
    }

    @Test
    public void aDroppedCheckCountsAtOnce() throws IOException {
        drop("good", DroppedCheck.class);
        Await.until("it counts", () -> reasons().equals(WAITING));
        assertNotEquals(HealthLevel.HEALTHY, monitor.overall().level());
    }

    @Test
    public void aCheckThatThrowsIsUnknownAndAnotherCounts() throws IOException {
        drop("bad", DroppedCheck.Throwing.class);
        Await.until(
                "it is unknown, which is no level",
                () -> reasons().equals(List.of("unknown: queue: java.lang.IllegalStateException: a bad day")));
        assertTrue(
                "without another reason the level is HEALTHY",
                monitor.overall().level() == HealthLevel.HEALTHY
                        || monitor.overall().reasons().size() > 1);
        drop("good", DroppedCheck.class);
        Await.until("the other counts", () -> reasons().contains("12 orders wait"));
    }

    @Test
    public void aCheckThatHangsIsUnknownAndAnotherCounts() throws IOException {
        drop("bad", DroppedCheck.Hanging.class);
        Await.until(
                "it is unknown, which is no level",
                () -> reasons().equals(List.of("unknown: queue: did not return within 0.5 s")));
        assertTrue(
                "without another reason the level is HEALTHY",
                monitor.overall().level() == HealthLevel.HEALTHY
                        || monitor.overall().reasons().size() > 1);
        drop("good", DroppedCheck.class);
        Await.until("the other counts", () -> reasons().contains("12 orders wait"));
    }

    /** The reasons of the dropped checks. The machine of the test may have others. */
    private List<String> reasons() {
        return monitor.overall().reasons().stream()
                .filter(reason -> reason.contains("queue") || reason.contains("orders"))
                .toList();
    }

    private void drop(String name, Class<?> check) throws IOException {
        Path part = home.resolve("healers/" + name + ".part");
        Files.write(
                part,
                TestBundle.component(
                        new TestBundle.Dropped(
                                name, "1.0.0", HealthCheck.class, "com.nae.api.health,com.nae.api.process"),
                        check,
                        DroppedCheck.class));
        Files.move(part, home.resolve("healers/" + name + ".jar"), StandardCopyOption.ATOMIC_MOVE);
    }
}
