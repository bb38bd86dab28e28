package com.nae.process.supervise;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nae.api.config.Settings;
import com.nae.api.operation.Home;
import com.nae.api.output.LogPosition;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.process.definition.DefinitionContext;
import com.nae.process.definition.ModeDefinitions;
import com.nae.process.definition.ProcessDefaults;
import com.nae.testing.Await;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A process manager on a home of its own, and the verbs of its tests. Every program is stopped after each test. */
class SupervisedHome {
    @TempDir
    Path folder;

    Home home;

    Supervisor supervisor;

    @BeforeEach
    void open() throws IOException {
        home = new Home(folder.toRealPath(), "live");
        Files.createDirectories(home.config());
        supervisor = new Supervisor(home);
    }

    @AfterEach
    void end() throws Exception {
        supervisor.stopAll().get(30, TimeUnit.SECONDS);
        supervisor.deactivate();
    }

    /** What a runtime that is replaced or killed does to its workers: nothing. */
    void renew() throws IOException {
        supervisor.deactivate();
        supervisor = new Supervisor(home);
    }

    StartControl starts() {
        return new StartControl(supervisor);
    }

    TuningService tuning() {
        return new TuningService(supervisor);
    }

    ProbeService probes() {
        return new ProbeService(supervisor);
    }

    static InstanceId live(String name) {
        return InstanceId.parse(name + "@live");
    }

    void define(String name, String... settings) {
        Map<String, String> map = new LinkedHashMap<>(Map.of("stop_timeout", "2s", "start_seconds", "100ms"));
        for (int i = 0; i < settings.length; i += 2) {
            map.put(settings[i], settings[i + 1]);
        }
        supervisor.define(
                name,
                ModeDefinitions.of(
                        name, new Settings(map), DefinitionContext.here(home.root()), ProcessDefaults.STANDARD));
    }

    void sh(String name, String script, String... settings) {
        String[] all = new String[settings.length + 2];
        all[0] = "command";
        all[1] = "sh -c '" + script + "'";
        System.arraycopy(settings, 0, all, 2, settings.length);
        define(name, all);
    }

    ProcessStatus status(String id) {
        return supervisor.status(InstanceId.parse(id)).orElse(null);
    }

    ProcessStatus await(String id, ProcessState state) {
        Await.until(id + " " + state, () -> status(id) != null && status(id).state() == state, () -> status(id));
        return status(id);
    }

    String log(String id) {
        ByteBuffer bytes = ByteBuffer.allocate(1 << 20);
        try (var reader = new OutputService(supervisor).log(InstanceId.parse(id), new LogPosition(0, 0))) {
            int got = 1;
            while (got > 0) {
                got = reader.read(bytes);
            }
        } catch (NoSuchElementException notYet) {
            return "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }

    void awaitLog(String id, String text) {
        Await.until(id + " prints " + text, () -> log(id).contains(text), () -> log(id));
    }

    /** Returns when the supervisor's thread has executed the commands given so far: an exit could overtake them. */
    void awaitCommands() {
        var refused = supervisor.stop(live("nobody"), "test");
        assertThrows(ExecutionException.class, () -> refused.get(30, TimeUnit.SECONDS));
    }

    static void write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
