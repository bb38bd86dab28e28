package com.nae.config;

import com.nae.api.config.ConfigurationCheck;
import com.nae.api.config.ConfigurationFiles;
import com.nae.api.config.Refusal;
import com.nae.api.operation.Home;
import com.nae.base.thread.DaemonThreads;
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

/** The service that keeps the configurations of Config Admin equal to the files in {@code config/} of the home. */
@Component(immediate = true)
public final class ConfigurationFilesService implements ConfigurationFiles {
    private final Logger log = LoggerFactory.getLogger(ConfigurationFilesService.class);
    private final ConfigurationCheckRegistry checks = new ConfigurationCheckRegistry();
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, DaemonThreads.named("nae-config"));
    private final Path folder;
    private final ConfigurationValidator validator;
    private final ActiveConfigurations activeConfigurations;
    private final ConfigurationFolder files;
    private final Closeable watch;

    @Activate
    public ConfigurationFilesService(BundleContext context, @Reference ConfigurationAdmin admin) throws IOException {
        this(Home.of(context), admin);
    }

    ConfigurationFilesService(Home home, ConfigurationAdmin admin) throws IOException {
        this.folder = Files.createDirectories(home.config());
        this.validator = new ConfigurationValidator(
                new ConfigurationVariables(home.root().toString(), System::getenv), checks);
        this.activeConfigurations = new ActiveConfigurations(
                new ConfigAdminStore(admin), new LastGoodStore(home.data().resolve("config")));
        this.files = new ConfigurationFolder(folder, validator, activeConfigurations, this::after);
        this.watch = System.getProperty("os.name").equals("Linux")
                ? new FolderWatcher(folder, listener())
                : new PollingFolderWatcher(folder, listener());
    }

    /** Passes the events of the watching thread to the thread {@code nae-config}. */
    private FolderWatcher.Listener listener() {
        return new FolderWatcher.Listener() {
            @Override
            public void filesChanged(Set<String> names) {
                execute(() -> files.filesChanged(names));
            }

            @Override
            public void scanAll() {
                execute(files::scanAll);
            }
        };
    }

    @Deactivate
    void deactivate() throws IOException, InterruptedException {
        watch.close();
        execute(activeConfigurations::save);
        execute(timer::shutdownNow);
        timer.awaitTermination(5, TimeUnit.SECONDS);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addCheck(ConfigurationCheck check, Map<String, ?> properties) {
        ConfigurationCheckRegistry.CheckTarget target = ConfigurationCheckRegistry.CheckTarget.of(properties);
        checks.add(target, check);
        execute(() -> files.recheck(target));
    }

    void removeCheck(ConfigurationCheck check, Map<String, ?> properties) {
        checks.remove(ConfigurationCheckRegistry.CheckTarget.of(properties), check);
    }

    @Override
    public List<Refusal> refusals() {
        return files.refusals();
    }

    @Override
    public List<Refusal> check(Path file) {
        ValidationResult result = validator.validate(file);
        if (result instanceof ValidationResult.Refused refused) {
            return refused.refusals();
        }
        if (result instanceof ValidationResult.Unchecked unchecked) {
            return List.of(ConfigurationValidator.noCheckFor(ConfigurationValidator.name(file), unchecked.name()));
        }
        return List.of();
    }

    @Override
    public List<Refusal> checkAll() {
        try {
            return configurations().stream()
                    .flatMap(file -> check(file).stream())
                    .toList();
        } catch (IOException e) {
            log.error("{} cannot be read", folder, e);
            return List.of(new Refusal(folder.toString(), "", "cannot be read", Instant.now()));
        }
    }

    @Override
    public List<String> notes(Path file) {
        return validator.notes(file);
    }

    @Override
    public List<String> allNotes() {
        try {
            return configurations().stream()
                    .flatMap(file -> notes(file).stream())
                    .toList();
        } catch (IOException e) {
            return List.of(folder + " cannot be read");
        }
    }

    private List<Path> configurations() throws IOException {
        try (var all = Files.list(folder)) {
            return all.filter(file -> ConfigurationFileName.isConfiguration(ConfigurationValidator.name(file)))
                    .sorted()
                    .toList();
        }
    }

    /** Runs a task on the thread {@code nae-config}, or not at all once the bundle stops. */
    private void execute(Runnable task) {
        after(0, task);
    }

    private void after(long millis, Runnable task) {
        try {
            timer.schedule(() -> guarded(task), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("The bundle is stopping", e);
        }
    }

    /** The thread must survive every failure of a task. */
    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            log.error("A change in {} could not be handled", folder, e);
        }
    }
}
