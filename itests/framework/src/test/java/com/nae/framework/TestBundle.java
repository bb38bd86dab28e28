package com.nae.framework;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** A bundle made inside a test, of a name, further headers and classes of the test. */
final class TestBundle {
    private TestBundle() {}

    /**
     * What a dropped jar declares.
     *
     * @param service the interface that its component offers
     * @param imports the packages that it imports
     */
    record Dropped(String name, String version, Class<?> service, String imports) {}

    /**
     * A bundle as somebody drops it into {@code healers/}: one component, and the classes that it needs beside its own.
     */
    static byte[] component(Dropped jar, Class<?> component, Class<?>... more) throws IOException {
        String xml = "<scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.3.0\" name=\"" + jar.name
                + "\"><implementation class=\"" + component.getName() + "\"/><service><provide interface=\""
                + jar.service.getName() + "\"/></service></scr:component>";
        Class<?>[] classes =
                Stream.concat(Stream.of(component), Stream.of(more)).distinct().toArray(Class<?>[]::new);
        InputStream plain = of(
                "com.example." + jar.name,
                Map.of(
                        "Bundle-Version",
                        jar.version,
                        "Service-Component",
                        "OSGI-INF/component.xml",
                        "Import-Package",
                        jar.imports),
                classes);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarInputStream in = new JarInputStream(plain);
                JarOutputStream out = new JarOutputStream(bytes, in.getManifest())) {
            for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                out.putNextEntry(new JarEntry(entry.getName()));
                in.transferTo(out);
            }
            out.putNextEntry(new JarEntry("OSGI-INF/component.xml"));
            out.write(xml.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    static InputStream of(String name, Map<String, String> headers, Class<?>... classes) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", name);
        headers.forEach(attributes::putValue);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (Class<?> type : classes) {
                String entry = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(entry));
                try (InputStream code = type.getClassLoader().getResourceAsStream(entry)) {
                    code.transferTo(jar);
                }
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
