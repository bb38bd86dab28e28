package com.nae.deploy;

import com.nae.api.config.Refusal;
import com.nae.api.config.RefusalSource;
import com.nae.api.operation.Home;
import com.nae.base.thread.DaemonThreads;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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

/**
 * The component that keeps the deployed bundles equal to the jars in {@code healers/}. Its thread sleeps until
 * something changes there.
 */
@Component(immediate = true)
public final class Deployer implements RefusalSource {
    private static final Logger LOG = LoggerFactory.getLogger(Deployer.class);
    /** How long a file must have been unchanged before it is deployed. An incomplete jar gets more time. */
    private static final long SETTLED_MS = 300;

    /**
     * How long an incomplete jar must have been unchanged. Then it is deployed nevertheless, so that it is refused with
     * a reason.
     */
    private static final long INCOMPLETE_MS = 2_000;

    /** The size and time of a file. @param since when it was first seen with them, in nanoseconds */
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
    private final Thread thread = DaemonThreads.named("nae-deploy").newThread(this::run);
    private final Map<String, JarDeployment> deployments = new ConcurrentHashMap<>();
    /** Files that have changed and are not deployed yet. */
    private final Map<String, FileState> changing = new HashMap<>();
    /** Files in the state in which they were last deployed or refused. */
    private final Map<String, FileState> deployed = new HashMap<>();

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
        thread.start();
    }

    @Deactivate
    void deactivate() throws IOException {
        watch.close();
        thread.interrupt();
    }

    @Override
    public List<Refusal> refusals() {
        return deployments.values().stream()
                .map(JarDeployment::refusal)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Removes the bundles of jars that were deleted while NAE did not run, then follows the folder. */
    private void run() {
        try {
            for (String leftover : InstalledBundle.present(context)) {
                if (!Files.exists(folder.resolve(leftover))) {
                    deployment(leftover).undeploy();
                }
            }
            while (true) {
                scan();
                WatchKey key = changing.isEmpty() ? watch.take() : watch.poll(SETTLED_MS, TimeUnit.MILLISECONDS);
                if (key != null) {
                    key.pollEvents();
                    key.reset();
                }
            }
        } catch (InterruptedException | ClosedWatchServiceException end) {
            LOG.debug("The deployer has stopped");
        } catch (IOException e) {
            LOG.error("{} can no longer be watched: {}", folder, e.getMessage());
        }
    }

    /** Undeploys the jars that are gone, and looks at each of the others. */
    private void scan() throws IOException {
        TreeSet<String> present = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.map(f -> f.getFileName().toString())
                    .filter(f -> f.endsWith(".jar") && !f.startsWith("."))
                    .forEach(present::add);
        }
        for (String name : List.copyOf(deployed.keySet())) {
            if (!present.contains(name)) {
                deployed.remove(name);
                deployment(name).undeploy();
                deployments.remove(name);
            }
        }
        changing.keySet().retainAll(present);
        for (String name : present) {
            scan(name);
        }
    }

    /** Deploys a file that has changed, once it has been unchanged for long enough. */
    private void scan(String name) throws IOException {
        Path file = folder.resolve(name);
        try {
            FileState now = FileState.at(file);
            if (deployed.containsKey(name) && deployed.get(name).same(now)) {
                return;
            }
            FileState before = changing.get(name);
            if (before == null || !before.same(now)) {
                changing.put(name, now);
            } else if (before.ageMs() >= INCOMPLETE_MS || before.ageMs() >= SETTLED_MS && isComplete(file)) {
                changing.remove(name);
                deployed.put(name, now);
                deployment(name).deploy(file);
            }
        } catch (NoSuchFileException gone) {
            changing.remove(name);
        }
    }

    /** Whether a file is a complete jar; one that is still being copied is not. */
    private static boolean isComplete(Path file) {
        try {
            CandidateBundle.read(file);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private JarDeployment deployment(String name) throws IOException {
        JarDeployment deployment = deployments.get(name);
        if (deployment == null) {
            deployment = new JarDeployment(name, context, data);
            deployments.put(name, deployment);
        }
        return deployment;
    }
}
