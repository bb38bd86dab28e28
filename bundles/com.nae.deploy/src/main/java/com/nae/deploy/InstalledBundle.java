package com.nae.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.FrameworkWiring;

/** The bundle of a dropped jar in the framework. Its location names the file. */
final class InstalledBundle {
    /** The prefix of the location; healing recognises dropped jars by it. */
    private static final String SCHEME = "nae-deploy:";
    /** Time limit of a start and of a stop. */
    private static final Duration START_TIMEOUT = Duration.ofSeconds(10);
    /** Time limit for the first service after a start. */
    private static final Duration SERVICE_TIMEOUT = Duration.ofSeconds(5);

    private final BundleContext context;
    private final String location;

    InstalledBundle(BundleContext context, String fileName) {
        this.context = context;
        location = SCHEME + fileName;
    }

    /** The file names of all jars that an earlier run of this bundle has deployed. */
    static List<String> present(BundleContext context) {
        return Arrays.stream(context.getBundles())
                .map(Bundle::getLocation)
                .filter(l -> l.startsWith(SCHEME))
                .map(l -> l.substring(SCHEME.length()))
                .toList();
    }

    private Optional<Bundle> bundle() {
        return Optional.ofNullable(context.getBundle(location));
    }

    /** Finds another bundle with the same symbolic name. */
    Optional<Bundle> sameName(CandidateBundle candidate) {
        return Arrays.stream(context.getBundles())
                .filter(b -> candidate.name().equals(b.getSymbolicName())
                        && !b.getLocation().equals(location))
                .findFirst();
    }

    /**
     * Resolves a copy of a bundle beside the one in force, so that a jar that cannot resolve never replaces a good one.
     *
     * @throws IOException with what is missing
     */
    void tryResolve(CandidateBundle candidate, Path copy) throws IOException, BundleException {
        candidate.trialCopy(copy);
        Bundle trial;
        try (InputStream in = Files.newInputStream(copy)) {
            trial = context.installBundle("nae-deploy-trial:" + candidate.name(), in);
        }
        try {
            if (!context.getBundle(0).adapt(FrameworkWiring.class).resolveBundles(List.of(trial))) {
                throw new IOException("does not resolve" + missing(trial));
            }
        } finally {
            trial.uninstall();
        }
    }

    /**
     * The requirement that the bundle lacks. The framework reports it only for a start. A bundle that does not resolve
     * runs no code.
     */
    private static String missing(Bundle trial) {
        try {
            trial.start(Bundle.START_TRANSIENT);
            return "";
        } catch (BundleException e) {
            return ": "
                    + String.valueOf(e.getMessage())
                            .replaceAll("(?s).*missing requirement \\[[^\\]]*\\] ", "")
                            .replaceAll("\\s+", " ")
                            .replace(".nae-trial", "");
        }
    }

    /**
     * Installs or updates the bundle, starts it, and waits for its services.
     *
     * @throws Exception with the reason, if that fails
     */
    void activate(CandidateBundle candidate) throws Exception {
        TimeLimitedCall.call("start", START_TIMEOUT, () -> {
            Bundle bundle = installOrUpdate(candidate.file());
            bundle.start();
            return bundle;
        });
        if (candidate.components()) {
            TimeLimitedCall.call("provide a service", SERVICE_TIMEOUT.plusSeconds(1), () -> {
                awaitService(bundle().orElseThrow());
                return true;
            });
        }
    }

    /** Installs the bundle, or updates the stopped one in its place. */
    private Bundle installOrUpdate(Path file) throws IOException, BundleException {
        try (InputStream in = Files.newInputStream(file)) {
            Optional<Bundle> old = bundle();
            if (old.isEmpty()) {
                return context.installBundle(location, in);
            }
            old.get().stop(Bundle.STOP_TRANSIENT);
            old.get().update(in);
            context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(List.of());
            return old.get();
        }
    }

    /** Waits until the bundle has registered services, and all of them can be obtained. */
    private void awaitService(Bundle bundle) throws IOException, InterruptedException {
        Semaphore events = new Semaphore(1);
        ServiceListener listener = event -> events.release();
        context.addServiceListener(listener);
        try {
            long end = System.nanoTime() + SERVICE_TIMEOUT.toNanos();
            boolean registered = false;
            while (events.tryAcquire(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                events.drainPermits();
                ServiceReference<?>[] services = bundle.getRegisteredServices();
                registered |= services != null;
                if (services != null && Arrays.stream(services).allMatch(this::isObtainable)) {
                    return;
                }
                if (services != null) {
                    break;
                }
            }
            throw new IOException(
                    registered
                            ? "provides a service that cannot be activated"
                            : "provides no service within " + SERVICE_TIMEOUT.toSeconds() + " s");
        } finally {
            context.removeServiceListener(listener);
        }
    }

    /** Whether the service object exists: its component can be activated. */
    private boolean isObtainable(ServiceReference<?> reference) {
        Object service = context.getService(reference);
        if (service != null) {
            context.ungetService(reference);
        }
        return service != null;
    }

    /** Uninstalls the bundle. */
    void remove() throws Exception {
        if (bundle().isPresent()) {
            TimeLimitedCall.call("stop", START_TIMEOUT, () -> {
                bundle().orElseThrow().uninstall();
                return true;
            });
        }
    }
}
