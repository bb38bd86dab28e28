package com.nae.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder whose jars are the bundles that run: one more jar is one more bundle. A jar that fails does not affect the
 * others.
 */
final class BundleFolder {
    private final Logger logger = LoggerFactory.getLogger(BundleFolder.class);
    private final Path folder;

    BundleFolder(Path folder) {
        this.folder = folder;
    }

    /** Installs all, then starts all, so that their order does not matter; returns how many run. */
    int start(BundleContext context) throws IOException {
        List<Bundle> installed =
                jars().stream().flatMap(jar -> install(context, jar)).toList();
        return (int) installed.stream()
                .filter(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null)
                .filter(this::start)
                .count();
    }

    private List<Path> jars() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private Stream<Bundle> install(BundleContext context, Path jar) {
        try {
            return Stream.of(
                    context.installBundle("reference:" + jar.toAbsolutePath().toUri()));
        } catch (BundleException | RuntimeException e) {
            logger.error("Bundle {} is not installed, the others are: {}", jar, e.toString());
            return Stream.of();
        }
    }

    private boolean start(Bundle bundle) {
        try {
            bundle.start();
            return true;
        } catch (BundleException | RuntimeException e) {
            logger.error("Bundle {} does not run, the others do", bundle.getSymbolicName(), e);
            return false;
        }
    }
}
