package com.nae.health.sample;

import com.nae.api.health.SystemSample;
import com.nae.api.health.SystemSample.Space;
import com.nae.api.health.SystemSample.Use;
import com.nae.api.operation.Home;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Samples the machine and the runtime. Not thread-safe. */
public final class SystemSampler {
    private final Host host;
    private final List<Path> folders;
    private final RuntimeSampler runtime;

    public SystemSampler(Home home) {
        this(home, Host.forThisSystem());
    }

    SystemSampler(Home home, Host host) {
        this.host = host;
        folders = List.of(home.logs(), home.data());
        runtime = new RuntimeSampler(home.data());
        host.cpu();
    }

    /** @param lag how late this sample was taken */
    public SystemSample sample(Instant now, Duration lag) {
        return new SystemSample(
                now,
                host.cpu(),
                host.cores(),
                host.load(),
                host.memory(),
                host.swap(),
                folders.stream().map(this::space).toList(),
                host.files(),
                runtime.sample(lag));
    }

    private Space space(Path folder) {
        return new Space(folder.getFileName().toString(), bytes(folder), host.inodes(folder));
    }

    /** Used is the total without what an unprivileged user may still write. */
    private static Use bytes(Path folder) {
        try {
            FileStore store = Files.getFileStore(folder);
            return Use.of(store.getTotalSpace() - store.getUsableSpace(), store.getTotalSpace());
        } catch (IOException absent) {
            return Use.unknown();
        }
    }
}
