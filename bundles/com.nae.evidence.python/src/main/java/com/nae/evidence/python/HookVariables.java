package com.nae.evidence.python;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The two variables by which a Python finds the hook and the hook finds the runtime. The hook takes both away again
 * before the program begins.
 *
 * @param hook the folder of the hook
 * @param socket where it reports
 */
record HookVariables(Path hook, Path socket) {
    static final String ORDER = "NAE_EVIDENCE";
    private static final String PATH = "PYTHONPATH";

    /** @throws IOException if the folder cannot stand in a path of modules */
    static HookVariables of(Path hook, Path socket) throws IOException {
        if (hook.toString().contains(File.pathSeparator)) {
            throw new IOException(hook + " contains '" + File.pathSeparator + "', which separates entries of " + PATH);
        }
        return new HookVariables(hook, socket);
    }

    /** @param base the variables of the start without these */
    Map<String, String> of(String token, Map<String, String> base) {
        String before = base.get(PATH);
        boolean none = before == null || before.isEmpty();
        String flag = before != null && before.isEmpty() ? "empty" : "plain";
        long runtime = ProcessHandle.current().pid();
        return Map.of(
                PATH,
                none ? hook.toString() : hook + File.pathSeparator + before,
                ORDER,
                flag + " " + runtime + " " + token + " " + socket);
    }
}
