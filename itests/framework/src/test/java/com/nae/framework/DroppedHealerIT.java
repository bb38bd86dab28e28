package com.nae.framework;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.nae.api.config.RefusalSource;
import com.nae.api.healing.Healer;
import com.nae.api.healing.HealingCoordinator;
import com.nae.testing.Await;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.stream.Collectors;
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
 * A healer jar is dropped in, updated, broken in several ways and removed. The last good version stays in force, and no
 * other healer is touched.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class DroppedHealerIT {
    @Inject
    private HealingCoordinator coordinator;

    @Inject
    private RefusalSource refusals;

    private Path jar;
    private String others;

    @Configuration
    public Option[] configuration() {
        return new Option[] {Distribution.onEmptyHome()};
    }

    @Before
    public void dropGoodHealer() throws IOException {
        jar = Path.of(System.getProperty("nae.test.home"), "healers/dropped.jar");
        Await.until(
                "the healers that ship are there", () -> coordinator.healers().size() >= 4);
        others = others();
        drop(bundle("1.0.0", DroppedHealer.class, ""));
        Await.until("the healer is in force", () -> version().equals("1.0.0"));
    }

    @After
    public void aDeletedHealerIsGoneAndNoOtherWasTouched() throws IOException {
        Files.delete(jar);
        Await.until(
                "the healer is gone",
                () -> version().isEmpty() && refusals.refusals().isEmpty());
        assertEquals("no other healer was touched", others, others());
    }

    @Test
    public void aNewVersionReplacesTheOldOne() throws IOException {
        drop(bundle("1.1.0", DroppedHealer.class, ""));
        Await.until("the new version is in force", () -> version().equals("1.1.0"));
        assertTrue(refusals.refusals().isEmpty());
    }

    @Test
    public void aTruncatedJarIsRefusedAndTheLastGoodOneStays() throws IOException {
        byte[] whole = bundle("2.0.0", DroppedHealer.class, "");
        refused(Arrays.copyOf(whole, whole.length / 2), "complete jar");
        repaired();
    }

    @Test
    public void aJarThatDoesNotResolveIsRefusedAndTheLastGoodOneStays() throws IOException {
        refused(bundle("2.0.0", DroppedHealer.class, ",not.there.anywhere"), "not.there.anywhere");
        repaired();
    }

    @Test
    public void aJarThatThrowsInActivationIsRefusedAndTheLastGoodOneIsRestored() throws IOException {
        refused(bundle("2.0.0", DroppedHealer.Throwing.class, ""), "cannot be activated");
        repaired();
    }

    @Test
    public void aJarThatHangsInActivationIsRefusedAndTheLastGoodOneIsRestored() throws IOException {
        refused(bundle("2.0.0", DroppedHealer.Hanging.class, ""), "within");
        repaired();
    }

    @Test
    public void aJarThatIsCopiedSlowlyIsTakenWhenItIsWhole() throws IOException {
        byte[] bytes = bundle("1.2.0", DroppedHealer.class, "");
        try (OutputStream out = Files.newOutputStream(jar)) {
            for (int i = 0; i < bytes.length; i++) {
                out.write(bytes[i]);
                if (i % 200 == 0) {
                    out.flush();
                    java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
                }
            }
        }
        Await.until("the new version is in force", () -> version().equals("1.2.0"));
        assertTrue("it was never refused", refusals.refusals().isEmpty());
        assertArrayEquals(bytes, Files.readAllBytes(jar));
    }

    private void refused(byte[] bytes, String reason) throws IOException {
        drop(bytes);
        Await.until(
                "it is refused: " + reason,
                () -> refusals.refusals().stream()
                        .anyMatch(r -> r.file().equals("healers/dropped.jar")
                                && r.reason().contains(reason)));
        Await.until("the good one is in force", () -> version().equals("1.0.0"));
    }

    private void repaired() throws IOException {
        drop(bundle("2.0.1", DroppedHealer.class, ""));
        Await.until("a good version takes its place", () -> version().equals("2.0.1"));
        Await.until("nothing is refused any more", () -> refusals.refusals().isEmpty());
    }

    private String version() {
        return coordinator.healers().stream()
                .filter(h -> h.name().equals("dropped"))
                .map(HealingCoordinator.HealerInfo::version)
                .findFirst()
                .orElse("");
    }

    private String others() {
        return coordinator.healers().stream()
                .filter(h -> !h.name().equals("dropped"))
                .map(Object::toString)
                .collect(Collectors.joining(","));
    }

    private void drop(byte[] bytes) throws IOException {
        Path part = jar.resolveSibling("dropped.part");
        Files.write(part, bytes);
        Files.move(part, jar, StandardCopyOption.ATOMIC_MOVE);
    }

    private static byte[] bundle(String version, Class<?> healer, String imports) throws IOException {
        return TestBundle.component(
                new TestBundle.Dropped(
                        "dropped", version, Healer.class, "com.nae.api.healing,com.nae.api.issue" + imports),
                healer,
                DroppedHealer.class);
    }
}
