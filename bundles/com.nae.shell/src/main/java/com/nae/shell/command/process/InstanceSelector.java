package com.nae.shell.command.process;

import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessStatus;
import com.nae.api.shell.CommandException;
import com.nae.shell.text.SpellingHint;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The selection of instances by {@code PROCESS}, {@code PROCESS@MODE}, {@code PROCESS:REPLICA},
 * {@code PROCESS:REPLICA@MODE} or {@code all}.
 */
final class InstanceSelector {
    static final String ALL = "all";

    private final List<InstanceId> known;

    InstanceSelector(ProcessManager processes) {
        this(processes.list().stream().map(ProcessStatus::id).toList());
    }

    InstanceSelector(List<InstanceId> known) {
        this.known = known;
    }

    /** @throws CommandException if no instance has that name */
    List<InstanceId> select(String word) {
        List<InstanceId> found = known.stream().filter(id -> matches(id, word)).toList();
        if (found.isEmpty()) {
            throw CommandException.unknown("no process '" + word + "'" + SpellingHint.hint(word, completions()));
        }
        return found;
    }

    List<InstanceId> selectOrAll(String word) {
        return word.equals(ALL) ? known : select(word);
    }

    private static boolean matches(InstanceId id, String word) {
        return word.equals(id.process())
                || word.equals(id.toString())
                || word.equals(id.process() + "@" + id.mode().word())
                || word.equals(id.process() + ":" + id.replica())
                || word.equals(
                        id.process() + ":" + id.replica() + "@" + id.mode().word());
    }

    /** All names that select an instance, for completion. */
    List<String> completions() {
        TreeSet<String> words = new TreeSet<>();
        known.forEach(id -> words.addAll(
                Stream.of(id.process(), id.process() + "@" + id.mode().word(), id.toString())
                        .toList()));
        return List.copyOf(words);
    }
}
