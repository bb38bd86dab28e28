package com.nae.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * A jar that was read to its end and is a bundle.
 *
 * @param file the jar
 * @param name the symbolic name
 * @param version the bundle version
 * @param components whether it declares components, so that it must provide a service
 */
record CandidateBundle(Path file, String name, Version version, boolean components) {
    /** The suffix of the symbolic name of a trial copy. */
    private static final String TRIAL = ".nae-trial";

    /** Reads a jar. @throws IOException with the reason, if it is not a complete bundle */
    static CandidateBundle read(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            if (manifest == null) {
                throw new IOException("has no manifest");
            }
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                verify(jar, entries.nextElement());
            }
            return of(file, manifest.getMainAttributes());
        } catch (java.util.zip.ZipException e) {
            throw new IOException("is not a complete jar: " + e.getMessage(), e);
        } catch (SecurityException e) {
            throw new IOException("is signed, but its signature is invalid", e);
        }
    }

    /** Reads an entry to its end and compares its checksum: a truncated jar must not be deployed. */
    private static void verify(JarFile jar, JarEntry entry) throws IOException {
        CRC32 sum = new CRC32();
        try (InputStream in = new CheckedInputStream(jar.getInputStream(entry), sum)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        if (!entry.isDirectory() && entry.getCrc() != sum.getValue()) {
            throw new IOException(
                    "is damaged: the checksum of " + entry.getName().replaceAll("\\p{Cntrl}", "?") + " is wrong");
        }
    }

    private static CandidateBundle of(Path file, Attributes headers) throws IOException {
        String name = headers.getValue(Constants.BUNDLE_SYMBOLICNAME);
        if (name == null) {
            throw new IOException("has no Bundle-SymbolicName");
        }
        try {
            String version = headers.getValue(Constants.BUNDLE_VERSION);
            return new CandidateBundle(
                    file,
                    name.replaceAll("\\s*;.*", "").strip(),
                    Version.parseVersion(version),
                    headers.getValue("Service-Component") != null);
        } catch (IllegalArgumentException e) {
            throw new IOException("has a malformed Bundle-Version: " + e.getMessage(), e);
        }
    }

    /** Writes a copy with another symbolic name, which can be resolved beside any other version. */
    void trialCopy(Path to) throws IOException {
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            Manifest manifest = new Manifest(jar.getManifest());
            manifest.getEntries().clear();
            manifest.getMainAttributes().putValue(Constants.BUNDLE_SYMBOLICNAME, name + TRIAL);
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(to), manifest)) {
                for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                    copy(jar, entries.nextElement(), out);
                }
            }
        }
    }

    /** Copies an entry, without the manifest and signatures, which would no longer match. */
    private static void copy(JarFile jar, JarEntry entry, JarOutputStream out) throws IOException {
        if (!entry.getName().equals(JarFile.MANIFEST_NAME)
                && !entry.getName().matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)")) {
            out.putNextEntry(new JarEntry(entry.getName()));
            try (InputStream in = jar.getInputStream(entry)) {
                in.transferTo(out);
            }
        }
    }
}
