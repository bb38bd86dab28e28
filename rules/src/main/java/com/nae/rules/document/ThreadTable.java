package com.nae.rules.document;

import com.nae.rules.source.JavaSource;
import com.nae.rules.source.Offender;
import com.nae.rules.source.Project;
import com.nae.rules.source.Rule;
import com.nae.rules.source.Search;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * ARCHITECTURE.md lists every {@code nae-*} thread, and no other. A thread's name is a text in the code that begins
 * with {@code nae-}; in the table {@code *} stands for what is appended to it at run time. Words of a command line,
 * which stand in a {@code List.of}, are no threads.
 */
public final class ThreadTable implements Rule {
    private static final Path PAGE = Path.of("ARCHITECTURE.md");
    private static final Pattern NAME = Pattern.compile("nae-[a-z][a-z.-]*");
    private static final Pattern ROW = Pattern.compile("(?m)^\\|((?:[^|]*`nae-[^|]*))\\|");
    private static final Pattern LISTED = Pattern.compile("`(nae-[a-z.-]+)\\*?`");

    @Override
    public String name() {
        return "thread-table";
    }

    @Override
    public List<Offender> offenders(Project project) {
        Map<String, Offender> used = new TreeMap<>();
        project.mainSources()
                .filter(source -> !source.file().startsWith("bench"))
                .flatMap(source -> new Names(source).run().stream())
                .forEach(place -> used.putIfAbsent(place.what(), place));
        Set<String> listed = listed(project.exists(PAGE) ? project.text(PAGE) : "");
        Stream<Offender> unlisted = used.entrySet().stream()
                .filter(name -> !listed.contains(bare(name.getKey())))
                .map(name -> new Offender(
                        name.getValue().file(),
                        name.getValue().line(),
                        "thread " + name.getKey() + " is not in " + PAGE));
        Set<String> bare = used.keySet().stream().map(ThreadTable::bare).collect(Collectors.toSet());
        Stream<Offender> gone = listed.stream()
                .filter(name -> !bare.contains(name))
                .map(name -> new Offender(PAGE, 0, "lists the thread " + name + ", which no code starts"));
        return Stream.concat(unlisted, gone).toList();
    }

    private static Set<String> listed(String page) {
        return ROW.matcher(page)
                .results()
                .flatMap(row -> LISTED.matcher(row.group(1)).results())
                .map(name -> bare(name.group(1)))
                .collect(Collectors.toSet());
    }

    private static String bare(String name) {
        return name.replaceFirst("-$", "");
    }

    private static final class Names extends Search {
        Names(JavaSource source) {
            super(source);
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
            return call.getMethodSelect().toString().equals("List.of")
                    ? null
                    : super.visitMethodInvocation(call, unused);
        }

        @Override
        public Void visitLiteral(LiteralTree literal, Void unused) {
            if (literal.getValue() instanceof String text && NAME.matcher(text).matches()) {
                report(literal, text);
            }
            return null;
        }
    }
}
