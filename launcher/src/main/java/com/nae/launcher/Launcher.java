package com.nae.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runtime's main program: Felix on a home folder, with the bundles of the distribution. Exit codes: 0 stopped in
 * order, 1 could not start or stop, 2 usage, 4 another runtime runs on this home.
 */
public final class Launcher {
    /**
     * What bundles may import from the framework: logging alone; as 1.7.36 too, for imports whose range ends below 2.
     */
    private static final String SLF4J =
            "org.slf4j;version=\"2.0.20\",org.slf4j.event;version=\"2.0.20\",org.slf4j.helpers;version=\"2.0.20\","
                    + "org.slf4j.spi;version=\"2.0.20\",org.slf4j;version=\"1.7.36\"";

    private final Path home;
    private final String mode;
    private final String version = Optional.ofNullable(
                    Launcher.class.getPackage().getImplementationVersion())
            .orElse("unknown");

    private Launcher(Path home, String mode) {
        this.home = home;
        this.mode = mode;
    }

    /**
     * {@code Launcher DISTRIBUTION HOME MODE}; with {@code -Dnae.rehearsal=SECONDS} it ends by itself that long after
     * it is up.
     */
    public static void main(String[] words) {
        if (words.length != 3) {
            end(2, "usage: Launcher DISTRIBUTION HOME dual|sandbox|live");
        }
        Path home = Path.of(words[1]).toAbsolutePath().normalize();
        try {
            Optional<HomeLock> lock = HomeLock.acquire(home);
            if (lock.isEmpty()) {
                end(4, "already running on " + home);
            }
            new Launcher(home, words[2]).run(Path.of(words[0]).resolve("bundles"), lock.get());
        } catch (IOException | BundleException e) {
            end(1, "cannot start on " + home + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Path bundles, HomeLock lock) throws IOException, BundleException, InterruptedException {
        Thread logging = new Thread(() -> LoggerFactory.getLogger(Launcher.class), "nae-launcher-logging");
        logging.start();
        Framework framework = new FrameworkFactory().newFramework(properties());
        framework.init();
        framework.getBundleContext().addBundleListener(new ShutdownTasks(framework.getBundleContext()));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(framework, lock), "nae-launcher-stop"));
        framework.start();
        logging.join();
        Logger logger = LoggerFactory.getLogger(Launcher.class);
        logger.info(
                "NAE {} starts on {} in mode {}, pid {}, Java {}",
                version,
                home,
                mode,
                ProcessHandle.current().pid(),
                Runtime.version());
        int started = new BundleFolder(bundles).start(framework.getBundleContext());
        lock.ready();
        SystemdNotifier.ready();
        logger.info(
                "NAE is up: {} bundles after {} s",
                started,
                String.format(Locale.ROOT, "%.2f", HomeLock.uptimeSeconds()));
        framework.waitForStop(TimeUnit.SECONDS.toMillis(Long.getLong("nae.rehearsal", 0)));
        System.exit(0);
    }

    private Map<String, String> properties() {
        return Map.of(
                "nae.home",
                home.toString(),
                "nae.mode",
                mode,
                "nae.version",
                version,
                Constants.FRAMEWORK_STORAGE,
                home.resolve("data/cache/felix").toString(),
                Constants.FRAMEWORK_STORAGE_CLEAN,
                Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                SLF4J,
                "felix.cm.pm",
                "memory",
                "gosh.args",
                "--nointeractive");
    }

    private static void stop(Framework framework, HomeLock lock) {
        try {
            framework.stop();
            framework.waitForStop(0);
            lock.close();
            LoggerFactory.getLogger(Launcher.class).info("NAE has stopped");
            Runtime.getRuntime().halt(0);
        } catch (IOException | BundleException e) {
            end(1, "did not stop in order: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void end(int code, String message) {
        System.err.println("nae: " + message);
        Runtime.getRuntime().halt(code);
    }
}
