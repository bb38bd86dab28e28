package com.nae.rules.reference;

import com.nae.rules.source.Project;
import com.sun.source.tree.Tree;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The JSON that {@code nae ... --json} and the status API answer with: the components of the records that commands
 * print.
 */
final class JsonPage implements Page {
    private static final Pattern ONE = Pattern.compile("(?:List|Set|Optional|Collection)<(.*)>");
    private static final Pattern BY_NAME = Pattern.compile("Map<String, ?(.*)>");
    private static final Map<String, String> PLAIN = Map.ofEntries(
            Map.entry("String", "text"),
            Map.entry("int", "number"),
            Map.entry("long", "number"),
            Map.entry("double", "number"),
            Map.entry("boolean", "true or false"),
            Map.entry("Integer", "number or null"),
            Map.entry("Long", "number or null"),
            Map.entry("Double", "number or null"),
            Map.entry("Instant", "time"),
            Map.entry("Duration", "seconds"),
            Map.entry("Path", "text"));
    private static final String INTRODUCTION = """
            `nae COMMAND --json` prints one JSON value. Where a heading also has a path, the status API answers it
            with the same value. Names are in snake case. A time is ISO-8601 in UTC. What is not known is `null`.
            Fields may be added. None is removed or renamed without an entry under *API changes* in
            [CHANGELOG.md](../../CHANGELOG.md).
            """;

    @Override
    public Path file() {
        return FOLDER.resolve("json.md");
    }

    @Override
    public String text(Project project) {
        TypeIndex types = new TypeIndex(project);
        Markdown page = new Markdown("JSON", INTRODUCTION);
        JsonAnswer.ALL.forEach(answer -> describe(answer, types, page));
        describe(JsonAnswer.WEBHOOK, types, page);
        ChangeLogFields.describe(types, page);
        return page.toString();
    }

    private static void describe(JsonAnswer answer, TypeIndex types, Markdown page) {
        DeclaredType record = types.named(answer.record());
        String path = answer.served() ? ", " + Markdown.code(answer.path()) : "";
        page.heading(2, Markdown.code(answer.command()) + path);
        page.paragraph(answer.form() + " " + Markdown.of(record.comment()));
        new Fields(types, page).describe(record, answer.list() ? "[]" : "");
    }

    /** Tables of a record's components and, below, of the records in them. */
    private record Fields(TypeIndex types, Markdown page) {
        void describe(DeclaredType root, String prefix) {
            Deque<Map.Entry<String, DeclaredType>> open = new ArrayDeque<>(List.of(Map.entry(prefix, root)));
            List<DeclaredType> seen = new ArrayList<>();
            while (!open.isEmpty()) {
                Map.Entry<String, DeclaredType> next = open.poll();
                if (!seen.contains(next.getValue())) {
                    seen.add(next.getValue());
                    table(next.getKey(), next.getValue(), open);
                }
            }
        }

        private void table(String prefix, DeclaredType type, Deque<Map.Entry<String, DeclaredType>> open) {
            if (!prefix.isEmpty() && !prefix.equals("[]")) {
                page.heading(3, Markdown.code(prefix));
                page.paragraph(Markdown.of(type.comment()));
            }
            List<List<String>> rows = new ArrayList<>();
            for (DeclaredType.Member field : type.components()) {
                rows.add(List.of(Markdown.code(field.name()), shown(type, field.type()), field.comment()));
                types.seenFrom(type, element(field.type()))
                        .filter(record -> record.is(Tree.Kind.RECORD))
                        .filter(record -> !written(record))
                        .ifPresent(record -> open.add(Map.entry(path(prefix, field), record)));
            }
            page.table(List.of("field", "type", "meaning"), rows);
        }

        private static String path(String prefix, DeclaredType.Member field) {
            String many = ONE.matcher(field.type()).matches() ? "[]" : "";
            return (prefix.isEmpty() ? "" : prefix + ".")
                    + field.name()
                    + (BY_NAME.matcher(field.type()).matches() ? ".NAME" : many);
        }

        private static String element(String type) {
            Matcher many = ONE.matcher(type);
            Matcher named = BY_NAME.matcher(type);
            if (many.matches()) {
                return element(many.group(1));
            }
            return named.matches() ? element(named.group(1)) : type;
        }

        private String shown(DeclaredType from, String type) {
            Matcher many = ONE.matcher(type);
            Matcher named = BY_NAME.matcher(type);
            if (many.matches()) {
                return "list of " + shown(from, many.group(1));
            }
            if (named.matches()) {
                return "object, by name: " + shown(from, named.group(1));
            }
            return PLAIN.getOrDefault(
                    type, types.seenFrom(from, type).map(Fields::kind).orElse("object"));
        }

        private static String kind(DeclaredType type) {
            if (type.is(Tree.Kind.ENUM)) {
                return type.constants().stream()
                        .map(c -> c.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining("` `", "`", "`"));
            }
            return written(type) ? "text" : "object";
        }

        /** An instance's name is written as one text. */
        private static boolean written(DeclaredType type) {
            return type.simpleName().equals("InstanceId");
        }
    }
}
