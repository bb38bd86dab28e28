package com.nae.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The versions of exported packages, as bnd wrote them into a manifest. */
final class PackageVersions {
    private static final Pattern CLAUSE = Pattern.compile("([\\w.]+)((?:;[\\w-]+:?=(?:\"[^\"]*\"|[^,;\"]*))*)");
    private static final Pattern VERSION = Pattern.compile(";version=\"?([^\",;]+)");

    private PackageVersions() {}

    static Map<String, String> exported(Path manifest) throws IOException {
        Map<String, String> versions = new TreeMap<>();
        try (InputStream in = Files.newInputStream(manifest)) {
            String header = new Manifest(in).getMainAttributes().getValue("Export-Package");
            for (Matcher clause = CLAUSE.matcher(header); clause.find(); ) {
                Matcher version = VERSION.matcher(clause.group(2));
                versions.put(clause.group(1), version.find() ? version.group(1) : "0.0.0");
            }
        }
        return versions;
    }
}
