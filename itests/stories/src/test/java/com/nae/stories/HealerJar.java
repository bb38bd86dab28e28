package com.nae.stories;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A healer as somebody compiles it against the API that ships: one class, which is for what is called {@code Trouble}.
 */
record HealerJar(String version, String constructor, String diagnosis, String imports) {
    /** One that suggests its own version. */
    static HealerJar good(String version) {
        return diagnosing(version, "return List.of(Fix.suggest(\"dropped\", \"advice of version " + version + "\"));");
    }

    static HealerJar diagnosing(String version, String diagnosis) {
        return new HealerJar(version, "", diagnosis, "");
    }

    byte[] bytes() throws IOException {
        Path folder = Files.createTempDirectory("nae-healer");
        try {
            Path source = Files.writeString(folder.resolve("Dropped.java"), source());
            compile(source, folder);
            return jar(Map.of(
                    "dropped/Dropped.class",
                    Files.readAllBytes(folder.resolve("dropped/Dropped.class")),
                    "OSGI-INF/dropped.xml",
                    component()));
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void compile(Path source, Path into) throws IOException {
        Path api = StoryHome.DISTRIBUTION.resolve("bundles/com.nae.api.jar");
        List<String> options = List.of("--release", "17", "-proc:none", "-d", into.toString(), "-cp", api.toString());
        String[] arguments =
                Stream.concat(options.stream(), Stream.of(source.toString())).toArray(String[]::new);
        if (ToolProvider.getSystemJavaCompiler().run(null, null, System.err, arguments) != 0) {
            throw new IOException("does not compile: " + source());
        }
    }

    private String source() {
        return """
                package dropped;
                import com.nae.api.healing.Fix;
                import com.nae.api.healing.Healer;
                import com.nae.api.healing.Workspace;
                import com.nae.api.issue.Issue;
                import java.util.ArrayList;
                import java.util.List;
                public final class Dropped implements Healer {
                    public Dropped() {
                        CONSTRUCTOR
                    }
                    public String name() {
                        return "dropped";
                    }
                    public boolean handles(Issue issue) {
                        return issue.type().startsWith("Trouble");
                    }
                    public List<Fix> diagnose(Issue issue, Workspace workspace) {
                        DIAGNOSIS
                    }
                }
                """.replace("CONSTRUCTOR", constructor).replace("DIAGNOSIS", diagnosis);
    }

    private static byte[] component() {
        return """
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="dropped">
                <implementation class="dropped.Dropped"/>
                <service><provide interface="com.nae.api.healing.Healer"/></service></scr:component>
                """.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] jar(Map<String, byte[]> content) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        for (List<String> header : List.of(
                List.of("Bundle-ManifestVersion", "2"),
                List.of("Bundle-SymbolicName", "dropped"),
                List.of("Bundle-Version", version),
                List.of("Service-Component", "OSGI-INF/dropped.xml"),
                List.of("Import-Package", "com.nae.api.healing,com.nae.api.issue" + imports))) {
            headers.putValue(header.get(0), header.get(1));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(bytes, manifest)) {
            for (Map.Entry<String, byte[]> entry : new TreeMap<>(content).entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }
}
