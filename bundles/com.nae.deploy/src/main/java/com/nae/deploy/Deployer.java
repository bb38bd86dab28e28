package com.nae.deploy;

import com.nae.api.config.Refusal;
import com.nae.api.config.RefusalSource;
import com.nae.api.operation.Home;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what is in force equal to what lies in {@code healers/}. Sleeps until something changes there. */
@Component(immediate = true)
public final class Deployer implements RefusalSource {
    private static final Logger LOG = LoggerFactory.getLogger(Deployer.class);
    /** A file that has not changed for so long is looked at; one that is no whole jar yet is waited for longer. */
    private static final long SETTLED_MS = 300;

    private static final long PATIENCE_MS = 2_000;

    /** What a file looked like, and since when. */
    private record FileState(long size, long modified, long since) {
        static FileState at(Path file) throws IOException {
            return new FileState(
                    Files.size(file), Files.getLastModifiedTime(file).toMillis(), System.nanoTime());
        }

        boolean same(FileState other) {
            return size == other.size && modified == other.modified;
        }

        long ageMs() {
            return (System.nanoTime() - since) / 1_000_000;
        }
    }

    private final BundleContext context;
    private final Path folder;
    private final Path data;
    private final WatchService watch;
    private final Thread thread = new Thread(this::run, "nae-deploy");
    private final Map<String, JarDeployment> slots = new ConcurrentHashMap<>();
    private final Map<String, FileState> unsettled = new HashMap<>();
    private final Map<String, FileState> taken = new HashMap<>();

    @Activate
    public Deployer(BundleContext context) throws IOException {
        this.context = context;
        Home home = Home.of(context);
        folder = Files.createDirectories(home.healers());
        data = home.data().resolve("deploy");
        watch = folder.getFileSystem().newWatchService();
        folder.register(
                watch,
                StandardWatchEventKinds.ENTRY_CREATE,
                StandardWatchEventKinds.ENTRY_MODIFY,
                StandardWatchEventKinds.ENTRY_DELETE);
        thread.setDaemon(true);
        thread.start();
    }

    @Deactivate
    void deactivate() throws IOException {
        watch.close();
        thread.interrupt();
    }

    @Override
    public List<Refusal> refusals() {
        return slots.values().stream()
                .map(JarDeployment::refusal)
                .flatMap(Optional::stream)
                .toList();
    }

    private void run() {
        try {
            for (String left : InstalledBundle.present(context)) {
                if (!Files.exists(folder.resolve(left))) {
                    slot(left).undeploy();
                }
            }
            while (true) {
                look();
                WatchKey key = unsettled.isEmpty() ? watch.take() : watch.poll(SETTLED_MS, TimeUnit.MILLISECONDS);
                if (key != null) {
                    key.pollEvents();
                    key.reset();
                }
            }
        } catch (InterruptedException | ClosedWatchServiceException end) {
            LOG.debug("ended");
        } catch (IOException e) {
            LOG.error("{} can no longer be watched: {}", folder, e.getMessage());
        }
    }

    private void look() throws IOException {
        TreeSet<String> present = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.map(f -> f.getFileName().toString())
                    .filter(f -> f.endsWith(".jar") && !f.startsWith("."))
                    .forEach(present::add);
        }
        for (String name : List.copyOf(taken.keySet())) {
            if (!present.contains(name)) {
                taken.remove(name);
                slot(name).undeploy();
                slots.remove(name);
            }
        }
        unsettled.keySet().retainAll(present);
        for (String name : present) {
            look(name);
        }
    }

    private void look(String name) throws IOException {
        Path file = folder.resolve(name);
        try {
            FileState now = FileState.at(file);
            if (taken.containsKey(name) && taken.get(name).same(now)) {
                return;
            }
            FileState before = unsettled.get(name);
            if (before == null || !before.same(now)) {
                unsettled.put(name, now);
            } else if (before.ageMs() >= PATIENCE_MS || before.ageMs() >= SETTLED_MS && whole(file)) {
                unsettled.remove(name);
                taken.put(name, now);
                slot(name).deploy(file);
            }
        } catch (java.nio.file.NoSuchFileException gone) {
            unsettled.remove(name);
        }
    }

    private static boolean whole(Path file) {
        try {
            CandidateBundle.read(file);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private JarDeployment slot(String name) throws IOException {
        JarDeployment slot = slots.get(name);
        if (slot == null) {
            slot = new JarDeployment(name, context, data);
            slots.put(name, slot);
        }
        return slot;
    }
}
