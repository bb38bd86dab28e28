package com.nae.healing.context;

import com.nae.api.healing.SourceInspectorFactory;
import com.nae.api.operation.Home;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import com.nae.healing.change.SourceFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The factory of the views of sources. It reads the disk, so it is never called on the thread {@code nae-healing}. */
public record SourceViews(Home home, HealedProcesses processes, Supplier<List<SourceInspectorFactory>> inspectors) {
    /**
     * Opens the sources of a process in a mode. @throws IOException if it is no longer defined, or its folder is
     * missing
     */
    public SourceFiles of(String process, Mode mode) throws IOException {
        ProcessDefinition definition = processes
                .manager()
                .definition(process, mode)
                .orElseThrow(() -> new IOException(process + " is no longer defined"));
        return of(definition, definition.directory());
    }

    /** Opens the sources of a definition in a folder, which may be a copy of its own folder. */
    public SourceFiles of(ProcessDefinition of, Path folder) throws IOException {
        InstanceId first = new InstanceId(of.name(), of.mode(), 0);
        SourceFiles.View view = new SourceFiles.View(
                first,
                of.withDirectory(folder),
                processes.tuning().overlay(of.name(), of.mode()),
                foldersOfAllModes(of.name()),
                List.of(home.data(), home.logs(), home.config(), home.healers()));
        return new SourceFiles(view, inspectors.get());
    }

    /** The folders that hold the same files, in each form in which output of the program may name them. */
    private List<Path> foldersOfAllModes(String process) throws IOException {
        Set<Path> folders = new LinkedHashSet<>();
        for (Mode mode : Mode.values()) {
            Optional<Path> folder = processes
                    .manager()
                    .definition(process, mode)
                    .map(ProcessDefinition::directory)
                    .filter(Files::isDirectory);
            if (folder.isPresent()) {
                folders.addAll(List.of(folder.get(), folder.get().toRealPath()));
            }
        }
        return List.copyOf(folders);
    }
}
