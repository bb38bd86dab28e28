package com.nae.framework;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.nae.api.issue.Issue;
import com.nae.api.issue.IssueListener;
import com.nae.api.issue.IssueTracker;
import com.nae.api.issue.StackFormat;
import com.nae.api.process.InstanceId;
import com.nae.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.inject.Inject;
import org.junit.Before;
import org.junit.FixMethodOrder;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.MethodSorters;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/**
 * Detection goes on while the bundles that it depends on come, go and are replaced. The worker prints the files that
 * the test gives it, one at a time, and ends with its home.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
@FixMethodOrder(MethodSorters.NAME_ASCENDING)
public class DetectionIT {
    private static final String PROGRAM = """
            import os, time
            said = 0
            while os.path.exists("main.py"):
                name = "say%d" % said
                if os.path.exists(name):
                    os.write(1, open(name, "rb").read())
                    said += 1
                time.sleep(0.005)
            """;
    private static final String RUBY =
            "main.rb:3:in `total': undefined method `price' for nil (NoMethodError)\n\tfrom main.rb:9:in `<main>'\n";

    @Inject
    private BundleContext context;

    private Path home;
    private static int said;

    @Configuration
    public Option[] configuration() {
        return new Option[] {Distribution.onEmptyHome()};
    }

    @Before
    public void defineWorker() throws IOException {
        home = Path.of(System.getProperty("nae.test.home"));
        if (Files.exists(home.resolve("desk"))) {
            return;
        }
        Files.createDirectories(home.resolve("desk"));
        Files.writeString(home.resolve("desk/main.py"), PROGRAM);
        Files.writeString(
                home.resolve("config/com.nae.process-desk.cfg"),
                "command = python3 main.py\ndirectory = desk\nmodes = live\nhealing = observe\nautorestart = never\n"
                        .replace("= desk", "= " + home.resolve("desk")));
    }

    @Test
    public void aDroppedStackFormatIsUsedFromTheNextLineUntilItIsDeleted() throws Exception {
        Path jar = home.resolve("healers/ruby.jar");
        say(RUBY + "ERROR the first is over\n");
        Await.until("what is known is seen", () -> message("the first is over").isPresent());
        assertTrue("the language is not known yet", type("NoMethodError").isEmpty());

        drop(jar);
        Await.until("the new language is folded", () -> {
            say(RUBY);
            return type("NoMethodError").isPresent();
        });
        Issue issue = type("NoMethodError").orElseThrow();
        assertEquals("ruby", issue.language());
        assertEquals(
                "main.rb:3 total",
                issue.place()
                        .map(p -> p.file() + ":" + p.line() + " " + p.function())
                        .orElseThrow());
        assertEquals("undefined method `price' for nil", issue.message());

        Files.delete(jar);
        assertForgotten();
    }

    private void drop(Path jar) throws IOException {
        Path part = home.resolve("healers/ruby.part");
        Files.write(
                part,
                TestBundle.component(
                        new TestBundle.Dropped("ruby", "1.0.0", StackFormat.class, "com.nae.api.issue"),
                        DroppedFormat.class,
                        DroppedFormat.Raised.class));
        Files.move(part, jar, StandardCopyOption.ATOMIC_MOVE);
    }

    private void assertForgotten() throws Exception {
        Await.until(
                "the bundle is gone",
                () -> Arrays.stream(context.getBundles())
                        .noneMatch(b -> b.getSymbolicName().equals("com.example.ruby")));
        say("ERROR the second begins\n");
        Await.until(
                "what was said is dealt with",
                () -> message("the second begins").isPresent());
        long counted = type("NoMethodError").orElseThrow().count();
        say(RUBY + "ERROR the second is over\n");
        Await.until("what is known is seen", () -> message("the second is over").isPresent());
        assertEquals(counted, type("NoMethodError").orElseThrow().count());
    }

    @Test
    public void eachErrorCountsOnceWhileTheProcessManagerIsReplaced() throws Exception {
        Bundle process = ours("com.nae.process");
        for (int round = 0; round < 3; round++) {
            say(traces("replaced", 40));
            process.stop();
            say(traces("replaced", 40));
            process.start();
            say(traces("replaced", 40));
            process.update();
        }
        Await.until("all are counted", () -> count("replaced") >= 360);
        say("ERROR the end of it\n");
        Await.until(
                "what was said is dealt with", () -> message("the end of it").isPresent());
        assertEquals(360, count("replaced"));
    }

    @Test
    public void eachErrorCountsOnceWhileDetectionItselfIsReplaced() throws Exception {
        Bundle issues = ours("com.nae.issues");
        for (int round = 0; round < 3; round++) {
            say(traces("detecting", 40));
            issues.stop();
            say(traces("detecting", 40));
            issues.update();
            issues.start();
        }
        Await.until("all are counted", () -> count("detecting") >= 240);
        say("ERROR the end of this\n");
        Await.until(
                "what was said is dealt with", () -> message("the end of this").isPresent());
        assertEquals(240, count("detecting"));
    }

    @Test
    public void aBurstIsReportedWhileItLastsAndCountsInFull() throws Exception {
        AtomicLong told = new AtomicLong();
        var listening = context.registerService(IssueListener.class, (issue, instance) -> told.incrementAndGet(), null);
        say(traces("burst", 20_000));
        Await.until("all are counted", () -> count("burst") == 20_000);
        assertTrue("the rate tells it", tracker().errorsPerHour(InstanceId.parse("desk@live")) >= 20_000);
        assertTrue("it was told, and not once for each: " + told, told.get() > 0 && told.get() < 20_000);
        listening.unregister();
    }

    private static String traces(String key, int times) {
        return ("Traceback (most recent call last):\n  File \"main.py\", line 5, in order\n    return o['" + key
                        + "']\nKeyError: '" + key + "'\nINFO on\n")
                .repeat(times);
    }

    private void say(String text) throws IOException {
        Path part = home.resolve("desk/part");
        Files.writeString(part, text);
        Files.move(part, home.resolve("desk/say" + said++), StandardCopyOption.ATOMIC_MOVE);
    }

    private IssueTracker tracker() {
        return context.getService(context.getServiceReference(IssueTracker.class));
    }

    private List<Issue> issues() {
        return tracker().list();
    }

    private Optional<Issue> type(String type) {
        return issues().stream().filter(i -> i.type().equals(type)).findFirst();
    }

    private Optional<Issue> message(String end) {
        return issues().stream().filter(i -> i.message().endsWith(end)).findFirst();
    }

    private long count(String key) {
        return issues().stream()
                .filter(i -> i.subject().equals(key))
                .mapToLong(Issue::count)
                .sum();
    }

    private Bundle ours(String name) throws BundleException {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
