package com.nae.evidence.python;

import com.nae.base.file.AtomicWrite;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder {@code data/hook/<version>/} with the Python files of the hook, which all may read and only the runtime
 * may write. The version is made of the files, so a program that an earlier version has started keeps its files.
 */
final class HookFolder {
    private static final String RESOURCES = "/hook/";
    private static final String PACKAGE = "nae_evidence/";
    /** What {@code sitecustomize} imports of the package. */
    private static final String ENTRY = "start";
    /** {@code from .wire import Wire} and {@code from . import record}. */
    private static final Pattern RELATIVE_IMPORT = Pattern.compile("(?m)^from \\.(\\w*) import ([\\w, ]*)");

    private static final int VERSION_LENGTH = 12;

    private final Path parent;

    HookFolder(Path parent) {
        this.parent = parent;
    }

    /** Writes what is not there as it should be, and returns the folder. */
    Path write() throws IOException {
        Map<String, byte[]> files = files();
        Path folder = parent.resolve(version(files));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path place = folder.resolve(file.getKey());
            readable(Files.createDirectories(place.getParent()), "rwxr-xr-x");
            if (!Files.exists(place) || !Arrays.equals(Files.readAllBytes(place), file.getValue())) {
                AtomicWrite.to(place)
                        .beforeRename(written -> readable(written, "rw-r--r--"))
                        .bytes(file.getValue());
            }
        }
        readable(folder, "rwxr-xr-x");
        readable(parent, "rwxr-xr-x");
        return folder;
    }

    private static void readable(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static String version(Map<String, byte[]> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.forEach((name, content) -> {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update(content);
            });
            return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * The content of the files by their path below the folder: {@code sitecustomize} and the modules that it imports,
     * directly or not. A new module is one more file and no list has it.
     */
    static Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("sitecustomize.py", resource("sitecustomize.py"));
        Deque<String> open = new ArrayDeque<>(List.of("__init__", ENTRY));
        while (!open.isEmpty()) {
            String name = PACKAGE + open.remove() + ".py";
            if (!files.containsKey(name)) {
                byte[] content = resource(name);
                files.put(name, content);
                imports(new String(content, StandardCharsets.UTF_8)).forEach(open::add);
            }
        }
        return files;
    }

    private static Stream<String> imports(String source) {
        return RELATIVE_IMPORT
                .matcher(source)
                .results()
                .flatMap(m -> m.group(1).isEmpty() ? Stream.of(m.group(2).split(", *")) : Stream.of(m.group(1)));
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = HookFolder.class.getResourceAsStream(RESOURCES + name)) {
            if (in == null) {
                throw new IOException("the bundle has no file hook/" + name);
            }
            return in.readAllBytes();
        }
    }
}
