package com.nae.config;

import com.nae.api.config.ConfigurationCheck;
import com.nae.api.config.ConfigurationFiles;
import com.nae.api.config.Refusal;
import com.nae.api.operation.Home;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of the home's {@code config/}, kept in force as they come, change and go. */
@Component(immediate = true)
public final class WatchedConfigurations implements ConfigurationFiles {
    private final Logger log = LoggerFactory.getLogger(WatchedConfigurations.class);
    private final Checks checks = new Checks();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "nae-config");
        thread.setDaemon(true);
        return thread;
    });
    private final Path folder;
    private final Judge judge;
    private final InForce inForce;
    private final ConfigFolder files;
    private final Closeable watch;

    @Activate
    public WatchedConfigurations(BundleContext context, @Reference ConfigurationAdmin admin) throws IOException {
        this(Home.of(context), admin);
    }

    WatchedConfigurations(Home home, ConfigurationAdmin admin) throws IOException {
        this.folder = Files.createDirectories(home.config());
        this.judge = new Judge(new Variables(home.root().toString(), System::getenv), checks);
        this.inForce = new InForce(new Configurations(admin), new LastGood(home.data().resolve("config")));
        this.files = new ConfigFolder(folder, judge, inForce, this::after);
        this.watch = System.getProperty("os.name").equals("Linux") ? new FolderWatch(folder, listener()) : new FolderScan(folder, listener());
    }

    private FolderWatch.Listener listener() {
        return new FolderWatch.Listener() {
            @Override
            public void touched(Set<String> names) {
                later(() -> files.touched(names));
            }

            @Override
            public void everything() {
                later(files::everything);
            }
        };
    }

    @Deactivate
    void deactivate() throws IOException, InterruptedException {
        watch.close();
        later(inForce::save);
        later(timer::shutdownNow);
        timer.awaitTermination(5, TimeUnit.SECONDS);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addCheck(ConfigurationCheck check, Map<String, ?> properties) {
        Checks.Taken taken = Checks.Taken.of(properties);
        checks.add(taken, check);
        later(() -> files.rejudge(taken));
    }

    void removeCheck(ConfigurationCheck check, Map<String, ?> properties) {
        checks.remove(Checks.Taken.of(properties), check);
    }

    @Override
    public List<Refusal> refusals() {
        return files.refusals();
    }

    @Override
    public List<Refusal> check(Path file) {
        Verdict verdict = judge.judge(file);
        return verdict instanceof Verdict.Refused refused ? refused.refusals()
                : verdict instanceof Verdict.Untaken untaken ? List.of(Judge.untaken(Judge.name(file), untaken.name())) : List.of();
    }

    @Override
    public List<Refusal> checkAll() {
        try (var all = Files.list(folder)) {
            return all.filter(file -> FileName.watched(Judge.name(file))).sorted().flatMap(file -> check(file).stream()).toList();
        } catch (IOException e) {
            log.error("{} cannot be read", folder, e);
            return List.of(new Refusal(folder.toString(), "", "cannot be read", Instant.now()));
        }
    }

    private void later(Runnable task) {
        after(0, task);
    }

    private void after(long millis, Runnable task) {
        try {
            timer.schedule(() -> guarded(task), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("The bundle is stopping", e);
        }
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            log.error("A change in {} could not be taken", folder, e);
        }
    }
}
