package com.nae.healing.healers;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.zip.CRC32;
import org.osgi.framework.Bundle;
import org.slf4j.LoggerFactory;

/** The identification of bundles that were dropped into {@code healers/}. */
public final class DroppedBundles {
    private static final String LOCATION_PREFIX = "nae-deploy:";

    private DroppedBundles() {}

    /** Identifies the exact content of a dropped jar; empty for a bundle of the distribution. */
    public static String identity(Bundle bundle) {
        return bundle.getLocation().startsWith(LOCATION_PREFIX)
                ? bundle.getSymbolicName() + " " + bundle.getVersion() + " " + Long.toHexString(checksum(bundle))
                : "";
    }

    /** The CRC-32 of all entries: a rebuilt jar often keeps its version. */
    private static long checksum(Bundle bundle) {
        CRC32 sum = new CRC32();
        Enumeration<URL> entries = bundle.findEntries("/", "*", true);
        for (URL entry : entries == null ? Collections.<URL>emptyList() : Collections.list(entries)) {
            try (InputStream in = entry.openStream()) {
                sum.update(in.readAllBytes());
            } catch (IOException e) {
                LoggerFactory.getLogger(DroppedBundles.class).debug("{} cannot be read: {}", entry, e.getMessage());
            }
        }
        return sum.getValue();
    }
}
