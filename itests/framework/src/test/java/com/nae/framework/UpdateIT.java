package com.nae.framework;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.nae.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.wiring.FrameworkWiring;

/** A worker keeps its pid and prints each line once while the bundles that supervise it are replaced. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class UpdateIT {
    private static final String PROGRAM = """
            import os, time
            print("pid", os.getpid(), flush=True)
            number = 0
            while True:
                print("line", number, flush=True)
                number += 1
                time.sleep(0.02)
            """;

    @Inject
    private BundleContext context;

    private Path home;
    private long worker;

    @Configuration
    public Option[] configuration() {
        return new Option[] {Distribution.onEmptyHome()};
    }

    @Before
    public void startWorker() throws IOException {
        home = Path.of(System.getProperty("nae.test.home"));
        Files.writeString(home.resolve("counter.py"), PROGRAM);
        Files.writeString(
                home.resolve("config/com.nae.process-counter.cfg"), "command = python3 counter.py\nmodes = live\n");
        awaitLines(5);
        worker = Long.parseLong(lines().get(0).substring("pid ".length()));
    }

    @After
    public void stopWorker() throws IOException {
        Files.delete(home.resolve("config/com.nae.process-counter.cfg"));
        Await.until("the worker has stopped", () -> ProcessHandle.of(worker).isEmpty());
        Files.delete(home.resolve("logs/counter.live.log"));
    }

    @Test
    public void aWorkerOutlivesAnUpdateOfTheProcessManager() throws Exception {
        for (int i = 0; i < 3; i++) {
            ours("com.nae.process").update();
            awaitLines(5);
        }
        assertTheSameWorkerAndEachLineOnce();
    }

    @Test
    public void aWorkerOutlivesAnUpdateOfAllBundles() throws Exception {
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getSymbolicName().startsWith("com.nae.")) {
                bundle.update();
            }
        }
        awaitLines(5);
        assertTheSameWorkerAndEachLineOnce();
    }

    @Test
    public void aWorkerOutlivesARefreshOfTheApi() throws Exception {
        CountDownLatch refreshed = new CountDownLatch(1);
        context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(List.of(ours("com.nae.api")), event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                refreshed.countDown();
            }
        });
        assertTrue(refreshed.await(60, TimeUnit.SECONDS));
        awaitLines(5);
        assertTheSameWorkerAndEachLineOnce();
    }

    private void assertTheSameWorkerAndEachLineOnce() throws IOException {
        List<String> lines = lines();
        assertEquals("pid " + worker, lines.get(0));
        assertEquals(
                IntStream.range(0, lines.size() - 1)
                        .mapToObj(number -> "line " + number)
                        .toList(),
                lines.subList(1, lines.size()));
        assertTrue(ProcessHandle.of(worker).isPresent());
    }

    private Bundle ours(String name) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void awaitLines(int more) throws IOException {
        int before = lines().size();
        Await.until("the worker's lines arrive in its log", () -> lines().size() >= before + more);
    }

    private List<String> lines() throws IOException {
        Path log = home.resolve("logs/counter.live.log");
        String text = Files.exists(log) ? Files.readString(log) : "";
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }
}
