package com.nae.framework;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** The activator of a bundle that cannot start. */
public final class FailingActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        throw new IllegalStateException("cannot start, as the test wants it");
    }

    @Override
    public void stop(BundleContext context) {
        throw new IllegalStateException("never started");
    }
}
