package com.nae.healing.change;

import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import java.nio.file.Path;

/** The place where changes are made: one process in one mode, with its own folder and environment. */
public record ChangeTarget(ProcessDefinition definition) {
    public String process() {
        return definition.name();
    }

    public Mode mode() {
        return definition.mode();
    }

    public Path folder() {
        return definition.directory();
    }

    @Override
    public String toString() {
        return process() + "@" + mode().word();
    }
}
