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

/** What a dropped jar is in the framework: a bundle whose location names the file. */
final class InstalledBundle {
    private static final String SCHEME = "nae-deploy:";
    private static final Duration START = Duration.ofSeconds(10);
    private static final Duration SERVICE = Duration.ofSeconds(5);
    private final BundleContext context;
    private final String location;

    InstalledBundle(BundleContext context, String fileName) {
        this.context = context;
        location = SCHEME + fileName;
    }

    /** The file names of all that was deployed by an earlier instance of this bundle. */
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

    /** Whether something else has the candidate's name. */
    Optional<Bundle> rival(CandidateBundle candidate) {
        return Arrays.stream(context.getBundles())
                .filter(b -> candidate.name().equals(b.getSymbolicName())
                        && !b.getLocation().equals(location))
                .findFirst();
    }

    /** Resolves a copy beside what is in force. @throws IOException with what is missing */
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

    /** Starting is the way to make the framework say what is missing; a bundle that does not resolve runs no code. */
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

    /** Puts a jar in force and waits until it works. @throws Exception with the reason, if it does not */
    void activate(CandidateBundle candidate) throws Exception {
        TimeLimitedCall.call("start", START, () -> {
            Bundle bundle = put(candidate.file());
            bundle.start();
            return bundle;
        });
        if (candidate.components()) {
            TimeLimitedCall.call("give a service", SERVICE.plusSeconds(1), () -> {
                served(bundle().orElseThrow());
                return true;
            });
        }
    }

    private Bundle put(Path file) throws IOException, BundleException {
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

    /** Waits until the bundle has a service whose object can be had. */
    private void served(Bundle bundle) throws IOException, InterruptedException {
        Semaphore news = new Semaphore(1);
        ServiceListener listener = event -> news.release();
        context.addServiceListener(listener);
        try {
            long end = System.nanoTime() + SERVICE.toNanos();
            boolean registered = false;
            while (news.tryAcquire(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                news.drainPermits();
                ServiceReference<?>[] services = bundle.getRegisteredServices();
                registered |= services != null;
                if (services != null && Arrays.stream(services).allMatch(this::works)) {
                    return;
                }
                if (services != null) {
                    break;
                }
            }
            throw new IOException(
                    registered
                            ? "gives a service that cannot be activated"
                            : "gives no service within " + SERVICE.toSeconds() + " s");
        } finally {
            context.removeServiceListener(listener);
        }
    }

    private boolean works(ServiceReference<?> reference) {
        Object service = context.getService(reference);
        if (service != null) {
            context.ungetService(reference);
        }
        return service != null;
    }

    /** Takes it out of the framework. */
    void remove() throws Exception {
        if (bundle().isPresent()) {
            TimeLimitedCall.call("stop", START, () -> {
                bundle().orElseThrow().uninstall();
                return true;
            });
        }
    }
}
