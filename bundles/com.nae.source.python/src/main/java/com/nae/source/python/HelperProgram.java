package com.nae.source.python;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The helper's Python modules, sent over its standard input: no file of ours lies where another could change it. */
final class HelperProgram {
    /**
     * Takes the modules from standard input and serves questions; the number is the seconds after which an idle helper
     * ends.
     */
    static final String LOADER = String.join(
            "\n",
            "import json, os, sys, types",
            "def take(n):",
            "    data = b''",
            "    while len(data) < n:",
            "        more = os.read(0, n - len(data))",
            "        if not more: sys.exit()",
            "        data += more",
            "    return data",
            "for name, text in json.loads(take(int(take(8))).decode('utf-8')):",
            "    module = types.ModuleType('nae_' + name)",
            "    sys.modules['nae_' + name] = module",
            "    exec(compile(text, 'nae_' + name, 'exec'), module.__dict__)",
            "sys.modules['nae_serve'].serve(20)");

    private static final List<String> MODULES = List.of(
            "text",
            "names",
            "modules",
            "project",
            "imports",
            "known",
            "missing",
            "declared",
            "moved",
            "documents",
            "origins",
            "sensitive",
            "evidence",
            "defaults",
            "settings",
            "reads",
            "forms",
            "keys",
            "limits",
            "serve");

    private HelperProgram() {}

    /** The modules, each after those that it needs, behind the length of it all in eight digits. */
    static byte[] bytes() {
        List<List<String>> modules = new ArrayList<>();
        MODULES.forEach(name -> modules.add(List.of(name, text(name))));
        byte[] json = new Gson().toJson(modules).getBytes(StandardCharsets.UTF_8);
        byte[] length = String.format(Locale.ROOT, "%08d", json.length).getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[length.length + json.length];
        System.arraycopy(length, 0, all, 0, length.length);
        System.arraycopy(json, 0, all, length.length, json.length);
        return all;
    }

    private static String text(String name) {
        try (var in = HelperProgram.class.getResourceAsStream(name + ".py")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
