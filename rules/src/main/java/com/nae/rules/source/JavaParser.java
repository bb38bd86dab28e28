package com.nae.rules.source;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Parses Java files with the compiler of the running JDK. */
public final class JavaParser {
    private JavaParser() {}

    /** All files below a root, which name theirs relative to it. */
    static List<JavaSource> parse(Path root, List<Path> files) {
        return parse(files.stream()
                .map(file -> new Source(file, read(root.resolve(file))))
                .toList());
    }

    /** One source out of its text, as if it lay at a path. */
    public static JavaSource parse(String file, String text) {
        return parse(List.of(new Source(Path.of(file), text))).get(0);
    }

    private static List<JavaSource> parse(List<Source> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavacTask task = (JavacTask) compiler.getTask(null, null, problem -> {}, List.of("-proc:none"), null, sources);
        Map<URI, Source> byUri = sources.stream().collect(Collectors.toMap(Source::toUri, source -> source));
        try {
            DocTrees trees = DocTrees.instance(task);
            List<JavaSource> parsed = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                Source source = byUri.get(unit.getSourceFile().toUri());
                parsed.add(new JavaSource(source.path, source.text, unit, trees));
            }
            return parsed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final Path path;
        private final String text;

        Source(Path path, String text) {
            super(URI.create("source:///" + path.toString().replace('\\', '/')), JavaFileObject.Kind.SOURCE);
            this.path = path;
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
