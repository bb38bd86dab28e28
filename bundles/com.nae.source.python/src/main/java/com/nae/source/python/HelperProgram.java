package com.nae.source.python;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The helper's Python package {@code nae_source}, as it is sent to an interpreter over standard input. It is never
 * written to disk, so nobody can change it between two starts.
 */
final class HelperProgram {
    private static final String PACKAGE = "/nae_source/";
    private static final String ENTRY = "serve";
    /** {@code from .text import Source} and {@code from . import keys, limits}. */
    private static final Pattern RELATIVE_IMPORT = Pattern.compile("(?m)^from \\.(\\w*) import ([\\w, ]*)");

    private HelperProgram() {}

    /** The program of the option {@code -c}, which receives the package and runs it. */
    static String bootstrap() {
        return source("bootstrap");
    }

    /** The package as a JSON object of module name to source, behind its length in bytes in eight digits. */
    static byte[] bytes() {
        byte[] json = new Gson().toJson(modules()).getBytes(StandardCharsets.UTF_8);
        byte[] length = String.format(Locale.ROOT, "%08d", json.length).getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[length.length + json.length];
        System.arraycopy(length, 0, all, 0, length.length);
        System.arraycopy(json, 0, all, length.length, json.length);
        return all;
    }

    /** The modules that {@code serve} imports, directly or not: a new module is one more file and no list has it. */
    static Map<String, String> modules() {
        Map<String, String> sources = new TreeMap<>(Map.of("__init__", source("__init__")));
        Deque<String> open = new ArrayDeque<>(List.of(ENTRY));
        while (!open.isEmpty()) {
            String name = open.remove();
            if (!sources.containsKey(name)) {
                String text = source(name);
                sources.put(name, text);
                imports(text).forEach(open::add);
            }
        }
        return sources;
    }

    private static Stream<String> imports(String text) {
        return RELATIVE_IMPORT
                .matcher(text)
                .results()
                .flatMap(m -> m.group(1).isEmpty()
                        ? Pattern.compile(",").splitAsStream(m.group(2)).map(String::strip)
                        : Stream.of(m.group(1)));
    }

    private static String source(String module) {
        try (var in = HelperProgram.class.getResourceAsStream(PACKAGE + module + ".py")) {
            if (in == null) {
                throw new IllegalStateException("the bundle has no module nae_source." + module);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
