package com.nae.shell;

import com.nae.api.process.ExitStatus;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.api.shell.Caller;
import com.nae.api.shell.Command;
import com.nae.api.shell.Invocation;
import com.nae.api.shell.Screen;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** Stand-ins for the services and the caller of a command. */
public final class ShellFakes {
    public static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    public static final Screen TERMINAL = new Screen(80, 24, true, true);

    private ShellFakes() {}

    /** An interface whose methods answer by functions; calls of other methods fail. */
    public static <T> T of(Class<T> type, Map<String, Function<Object[], Object>> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return switch (method.getName()) {
                            case "hashCode" -> System.identityHashCode(self);
                            case "equals" -> self == arguments[0];
                            default -> type.getSimpleName();
                        };
                    }
                    Function<Object[], Object> answer = answers.get(method.getName());
                    if (answer == null) {
                        throw new UnsupportedOperationException(method.toString());
                    }
                    return answer.apply(arguments);
                }));
    }

    public static BundleContext context() {
        return of(
                BundleContext.class,
                Map.of("registerService", a -> of(ServiceRegistration.class, Map.of("unregister", b -> null))));
    }

    public static ProcessStatus status(String id, ProcessState state) {
        boolean runs = state == ProcessState.RUNNING;
        return new ProcessStatus(
                InstanceId.parse(id),
                state,
                runs ? "" : "stopped on purpose",
                NOW,
                runs ? OptionalLong.of(4711) : OptionalLong.empty(),
                Optional.of(NOW),
                0,
                Optional.<ExitStatus>empty(),
                false,
                runs,
                Optional.empty());
    }

    public static ProcessManager processes(String... running) {
        List<ProcessStatus> all = Arrays.stream(running)
                .map(id -> status(id, ProcessState.RUNNING))
                .toList();
        return of(ProcessManager.class, Map.of("list", a -> all));
    }

    /** A command out of a function. */
    public static Command command(String name, Function<Invocation, Integer> run) {
        return new Command() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String usage() {
                return "[WORD]";
            }

            @Override
            public String summary() {
                return "does " + name;
            }

            @Override
            public int run(Invocation invocation) {
                return run.apply(invocation);
            }
        };
    }

    /** A call whose output can be read. */
    public static final class Call {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        public final Invocation invocation;

        public Call(boolean json, Screen screen, String... arguments) {
            PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
            invocation = new Invocation(List.of(arguments), json, stream, stream, screen, CALLER);
        }

        public Call(String... arguments) {
            this(false, Screen.NONE, arguments);
        }

        public String text() {
            return out.toString(StandardCharsets.UTF_8);
        }

        public byte[] bytes() {
            return out.toByteArray();
        }
    }

    private static final Caller CALLER = new Caller() {
        @Override
        public String name() {
            return "ann";
        }

        @Override
        public Path directory() {
            return Path.of("").toAbsolutePath();
        }

        @Override
        public boolean gone() {
            return false;
        }

        @Override
        public OptionalInt await(Duration atMost) {
            return OptionalInt.empty();
        }

        @Override
        public void wake() {
            Thread.onSpinWait();
        }
    };
}
