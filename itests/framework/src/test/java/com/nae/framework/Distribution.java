package com.nae.framework;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.systemPackage;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Option;

/**
 * What ships, as a Pax Exam option: every jar of the distribution's {@code bundles/}, on an empty home, with what the
 * launcher gives to bundles.
 */
final class Distribution {
    static final Path BUNDLES = Path.of(System.getProperty("nae.distribution"), "bundles");

    private Distribution() {}

    static Option onEmptyHome() {
        try {
            Path home = Files.createTempDirectory("nae-framework").toRealPath();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(home.toFile()), "test-clean-up"));
            for (String folder : new String[] {"config", "healers", "logs", "data"}) {
                Files.createDirectory(home.resolve(folder));
            }
            return composite(
                    logging(),
                    systemPackage("com.nae.testing"),
                    bundles(),
                    junitBundles(),
                    frameworkProperty("nae.home").value(home.toString()),
                    frameworkProperty("nae.mode").value("dual"),
                    frameworkProperty("nae.version").value("test"),
                    systemProperty("nae.test.home").value(home.toString()),
                    systemProperty("pax.exam.osgi.unresolved.fail").value("true"),
                    systemProperty("org.ops4j.pax.logging.DefaultServiceLog.level")
                            .value("WARN"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(File file) {
        File[] inside = file.listFiles();
        Stream.of(inside == null ? new File[0] : inside).forEach(Distribution::delete);
        file.delete();
    }

    /** SLF4J from the framework's class path, as the launcher gives it. */
    private static Option logging() {
        return composite(Stream.of("org.slf4j", "org.slf4j.event", "org.slf4j.helpers", "org.slf4j.spi")
                .map(name -> systemPackage(name + ";version=2.0.20"))
                .toArray(Option[]::new));
    }

    private static Option bundles() throws IOException {
        try (Stream<Path> jars = Files.list(BUNDLES)) {
            return composite(jars.filter(jar -> jar.toString().endsWith(".jar"))
                    .sorted()
                    .map(jar -> bundle("reference:" + jar.toUri()))
                    .toArray(Option[]::new));
        }
    }
}
