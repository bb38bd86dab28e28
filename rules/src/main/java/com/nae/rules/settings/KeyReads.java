package com.nae.rules.settings;

import com.nae.rules.settings.Code.Call;
import com.nae.rules.settings.Code.Method;
import com.nae.rules.source.JavaSource;
import com.nae.rules.source.Offender;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Finds every place in a module that reads a key through {@code com.nae.api.config.Settings}. */
public final class KeyReads {
    private static final String SETTINGS = "Settings";
    /** How options of a command begin; they are read as settings are, and are none. */
    private static final String OPTION = "--";
    /** What {@code Settings} makes of a text that was read before. */
    private static final Map<String, String> CONVERSIONS =
            Map.of("durationOf", "duration", "sizeOf", "size", "choiceOf", "choice");

    private static final Map<String, String> READERS = Map.ofEntries(
            Map.entry("text", ""),
            Map.entry("required", "text"),
            Map.entry("duration", "duration"),
            Map.entry("size", "size"),
            Map.entry("integer", "number"),
            Map.entry("decimal", "decimal number"),
            Map.entry("flag", "flag"),
            Map.entry("choice", "choice"),
            Map.entry("list", "list"),
            Map.entry("path", "path"),
            Map.entry("withPrefix", "text"));

    private final Code code;
    private final Texts texts;
    private final Standards standards;
    private final Set<String> variables = new HashSet<>();

    private KeyReads(List<JavaSource> sources, Map<String, List<String>> enums) {
        code = new Code(sources);
        texts = new Texts(code);
        standards = new Standards(code, texts, enums);
        sources.forEach(source -> new SettingsVariables().scan(source.unit(), null));
    }

    /**
     * The places in the sources of one module.
     *
     * @param enums the constants of every enum, by its simple name
     */
    public static List<KeyRead> in(List<JavaSource> sources, Map<String, List<String>> enums) {
        KeyReads reads = new KeyReads(sources, enums);
        return reads.code.calls().stream()
                .filter(reads::reads)
                .flatMap(reads::read)
                .distinct()
                .toList();
    }

    /** The constants of every enum in some sources, by its simple name. */
    public static Map<String, List<String>> enums(Stream<JavaSource> sources) {
        Map<String, List<String>> enums = new HashMap<>();
        sources.forEach(source -> new Enums(enums).scan(source.unit(), null));
        return enums;
    }

    private boolean reads(Call call) {
        boolean converts = call.target().equals(SETTINGS) && CONVERSIONS.containsKey(call.name());
        boolean reads =
                variables.contains(call.inside().owner() + "." + call.target()) && READERS.containsKey(call.name());
        return (converts || reads) && !call.arguments().isEmpty();
    }

    private Stream<KeyRead> read(Call call) {
        Scope scope = Scope.of(call.inside());
        boolean varies =
                call.arguments().stream().limit(2).anyMatch(argument -> usesParameter(argument, call.inside()));
        return (varies ? scope.callers(code).stream() : Stream.of(scope)).flatMap(caller -> read(call, caller));
    }

    private Stream<KeyRead> read(Call call, Scope scope) {
        String suffix = call.name().equals("withPrefix") ? Texts.UNKNOWN : "";
        String type = CONVERSIONS.getOrDefault(call.name(), READERS.get(call.name()));
        Offender place = call.inside().source().offender(call.tree(), "");
        return texts.of(call.arguments().get(0), scope).stream()
                .filter(key -> !key.startsWith(Texts.UNKNOWN) && !key.startsWith(OPTION))
                .map(key -> new KeyRead(
                        key + suffix,
                        call.inside().owner(),
                        type,
                        standards.of(call, scope),
                        standards.range(call, scope),
                        place));
    }

    private static boolean usesParameter(ExpressionTree expression, Method method) {
        List<String> used = new ArrayList<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitIdentifier(IdentifierTree identifier, Void unused) {
                used.add(identifier.getName().toString());
                return null;
            }
        }.scan(expression, null);
        return used.stream().anyMatch(method::hasParameter);
    }

    /** Fields, parameters and locals whose type is Settings, by class. */
    private final class SettingsVariables extends TreeScanner<Void, Void> {
        private String owner = "";

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            String outer = owner;
            owner = type.getSimpleName().toString();
            super.visitClass(type, unused);
            owner = outer;
            return null;
        }

        @Override
        public Void visitVariable(VariableTree variable, Void unused) {
            if (variable.getType() != null && variable.getType().toString().equals(SETTINGS)) {
                variables.add(owner + "." + variable.getName());
            }
            return super.visitVariable(variable, unused);
        }
    }
}
