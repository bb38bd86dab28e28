package com.nae.source.python;

import com.nae.api.healing.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Where a Python program begins and which folders of its own it searches for modules, as its command and environment
 * say.
 *
 * @param script the entry's source below the definition's directory, or empty
 * @param folder the first folder of the module path: the script's, or the working directory; relative where it is
 *     inside
 * @param pythonPath the folders of {@code PYTHONPATH}, relative where they are inside
 */
record EntryPoint(String script, String folder, List<String> pythonPath) {
    private static final Set<String> WITH_VALUE = Set.of("-W", "-X", "--check-hash-based-pycs");

    static EntryPoint of(Workspace workspace, Interpreter interpreter) {
        Path root = workspace.definition().directory();
        List<String> paths = new ArrayList<>();
        for (String path : workspace.environment("PYTHONPATH").orElse("").split(":")) {
            if (!path.isEmpty()) {
                paths.add(inside(root, path));
            }
        }
        List<String> words = interpreter.arguments();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("-m") && i + 1 < words.size()) {
                return new EntryPoint(words.get(i + 1).replace('.', '/') + ".py", "", paths);
            }
            if (word.equals("-c")) {
                break;
            }
            if (!word.startsWith("-")) {
                return word.endsWith(".py") ? script(root, word, paths) : new EntryPoint("", "", paths);
            }
            i += WITH_VALUE.contains(word) ? 1 : 0;
        }
        return new EntryPoint("", "", paths);
    }

    private static EntryPoint script(Path root, String word, List<String> paths) {
        String script = inside(root, word);
        int slash = script.lastIndexOf('/');
        return new EntryPoint(script, slash < 0 ? "" : script.substring(0, slash), paths);
    }

    private static String inside(Path root, String path) {
        Path full = root.resolve(path).normalize();
        return full.startsWith(root.normalize())
                ? root.normalize().relativize(full).toString()
                : full.toString();
    }
}
