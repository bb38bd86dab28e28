package com.nae.healing.change;

import com.nae.api.healing.Change;
import com.nae.api.healing.Fix;
import com.nae.api.healing.Workspace;
import java.util.Map;
import java.util.stream.Collectors;

/** What a fix would change, before anything is made: what the operator decides on. */
public final class Preview {
    private Preview() {}

    /** The diff of the edits, and each other change in a line; empty where the fix changes nothing. */
    public static String of(Fix fix, Workspace sources) {
        return fix.changes().stream().map(change -> of(change, sources)).collect(Collectors.joining());
    }

    private static String of(Change change, Workspace sources) {
        if (change instanceof Change.EditFile edit) {
            return diff(edit, sources);
        }
        if (change instanceof Change.SetEnvironment set) {
            return set.variables().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(e -> "set " + e.getKey() + "=" + e.getValue() + "\n")
                    .collect(Collectors.joining());
        }
        if (change instanceof Change.RunCommand run) {
            return "run " + String.join(" ", run.argv()) + "\n";
        }
        if (change instanceof Change.AwaitEndpoint endpoint) {
            return "wait for " + endpoint.host() + ":" + endpoint.port() + "\n";
        }
        return "";
    }

    private static String diff(Change.EditFile edit, Workspace sources) {
        byte[] before = sources.read(edit.path()).orElse(new byte[0]);
        try {
            return UnifiedDiff.unified(edit.path(), before, ByteEdits.apply(before, edit.edits()));
        } catch (RefusedException notMadeForThisFile) {
            return "edit " + edit.path() + ", which has changed since\n";
        }
    }
}
