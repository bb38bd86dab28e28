package com.nae.process.posix;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts programs by posix_spawn(3), which never copies the runtime's memory, each in a session of its own. Standard
 * output and error are a FIFO that the program itself holds open for reading and writing, so it never gets SIGPIPE when
 * a reader goes. No other descriptor of the runtime is inherited. One thread at a time.
 */
public final class Spawner {
    /** Bytes that are enough for the C library's opaque types, on every system. */
    private static final int OPAQUE = 512;

    private static final int SIGSET = 128;
    private static final short SETSIGDEF = 0x04;
    private static final short SETSIGMASK = 0x08;
    private static final short SETSID = (short) (Platform.isLinux() ? 0x80 : 0x0400);
    /** {@code POSIX_SPAWN_CLOEXEC_DEFAULT} of macOS. */
    private static final short CLOEXEC_DEFAULT = (short) (Platform.isMac() ? 0x4000 : 0);

    private static final Path NO_INPUT = Path.of("/dev/null");

    private final Pointer attributes = new Memory(OPAQUE);
    private final Memory pid = new Memory(4);
    private final Optional<Function> addchdir = function("posix_spawn_file_actions_addchdir_np");
    private final Optional<Function> closefrom =
            Platform.isMac() ? Optional.empty() : function("posix_spawn_file_actions_addclosefrom_np");

    /**
     * A program to start.
     *
     * @param argv the program (a path, or a name that is looked up in the PATH of the environment) and its arguments
     * @param output the FIFO for standard output and error
     * @param input for standard input; a FIFO is held open for writing, too, so that it never ends
     */
    public record SpawnRequest(
            List<String> argv, Map<String, String> environment, Path directory, Path output, Path input) {
        /** A program without standard input. */
        public SpawnRequest(List<String> argv, Map<String, String> environment, Path directory, Path output) {
            this(argv, environment, directory, output, NO_INPUT);
        }
    }

    public Spawner() {
        Memory set = new Memory(SIGSET);
        Libc.posix_spawnattr_init(attributes);
        Libc.posix_spawnattr_setflags(attributes, (short) (SETSIGDEF | SETSIGMASK | SETSID | CLOEXEC_DEFAULT));
        Libc.sigemptyset(set);
        Libc.posix_spawnattr_setsigmask(attributes, set);
        Libc.sigfillset(set);
        Libc.posix_spawnattr_setsigdefault(attributes, set);
    }

    /**
     * Starts a program.
     *
     * @return its pid
     * @throws IOException if it could not be started; the message is for the operator
     */
    public int spawn(SpawnRequest launch) throws IOException {
        if (!Files.isDirectory(launch.directory())) {
            throw new IOException("directory " + launch.directory() + " does not exist");
        }
        List<String> argv = addchdir.isPresent() ? launch.argv() : throughShell(launch);
        String program = lookUp(argv.get(0), launch);
        Memory actions = new Memory(OPAQUE);
        Libc.posix_spawn_file_actions_init(actions);
        try {
            prepare(actions, launch);
            int error = Libc.posix_spawn(
                    pid, program, actions, attributes, block(argv), block(assignments(launch.environment())));
            if (error != 0) {
                throw new IOException("cannot start " + program + ": "
                        + (error == Libc.ENOENT ? missing(program) : Libc.strerror(error)));
            }
            return pid.getInt(0);
        } finally {
            Libc.posix_spawn_file_actions_destroy(actions);
        }
    }

    /**
     * What is missing where the program itself is there: the interpreter that its first line names, or the loader of
     * the binary.
     */
    private static String missing(String program) throws IOException {
        try (var in = Files.newInputStream(Path.of(program))) {
            String begin = new String(in.readNBytes(256), StandardCharsets.ISO_8859_1);
            return begin.startsWith("#!")
                    ? "its interpreter " + begin.substring(2).strip().split("\\s", 2)[0] + " does not exist"
                    : "its loader does not exist";
        }
    }

    private void prepare(Pointer actions, SpawnRequest launch) {
        int mode = launch.input().equals(NO_INPUT) ? Libc.O_RDONLY : Libc.O_RDWR;
        Libc.posix_spawn_file_actions_addopen(actions, 0, launch.input().toString(), mode, 0);
        Libc.posix_spawn_file_actions_addopen(actions, 1, launch.output().toString(), Libc.O_RDWR, 0);
        Libc.posix_spawn_file_actions_adddup2(actions, 1, 2);
        addchdir.ifPresent(
                f -> f.invokeInt(new Object[] {actions, launch.directory().toString()}));
        closefrom.ifPresentOrElse(f -> f.invokeInt(new Object[] {actions, 3}), InheritedDescriptors::closeOnExec);
    }

    /**
     * Changes the directory by a constant script, where posix_spawn cannot; the words are arguments, never part of the
     * script.
     */
    private static List<String> throughShell(SpawnRequest launch) {
        List<String> argv = new ArrayList<>(List.of(
                "/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", launch.directory().toString()));
        argv.addAll(launch.argv());
        return argv;
    }

    private static String lookUp(String name, SpawnRequest launch) throws IOException {
        if (name.indexOf('/') >= 0) {
            Path path = launch.directory().resolve(name);
            if (!Files.exists(path)) {
                throw new IOException("command " + path + " does not exist");
            }
            return path.toString();
        }
        for (String folder : launch.environment()
                .getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin")
                .split(":")) {
            Path path = launch.directory().resolve(folder).resolve(name);
            if (Files.isExecutable(path) && !Files.isDirectory(path)) {
                return path.toString();
            }
        }
        throw new IOException("command " + name + " is not in the PATH");
    }

    private static List<String> assignments(Map<String, String> environment) {
        return environment.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .toList();
    }

    /** A NULL-terminated vector of C strings in one piece of memory. */
    private static Memory block(List<String> words) {
        byte[][] bytes =
                words.stream().map(w -> w.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
        long text = 8L * (bytes.length + 1);
        long size = text;
        for (byte[] b : bytes) {
            size += b.length + 1;
        }
        Memory block = new Memory(size);
        for (int i = 0; i < bytes.length; i++) {
            block.setPointer(8L * i, block.share(text));
            block.write(text, bytes[i], 0, bytes[i].length);
            block.setByte(text + bytes[i].length, (byte) 0);
            text += bytes[i].length + 1;
        }
        block.setPointer(8L * bytes.length, Pointer.NULL);
        return block;
    }

    private static Optional<Function> function(String name) {
        try {
            return Optional.of(
                    NativeLibrary.getInstance(Platform.C_LIBRARY_NAME).getFunction(name));
        } catch (UnsatisfiedLinkError absent) {
            return Optional.empty();
        }
    }
}
