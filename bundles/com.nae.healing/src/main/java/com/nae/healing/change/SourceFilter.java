package com.nae.healing.change;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The rule that decides which files below a folder are sources. These are the declared files, without secrets and
 * without what package managers and builds put there.
 */
final class SourceFilter {
    private static final Set<String> NO_SOURCES =
            Set.of("__pycache__", "node_modules", "site-packages", "dist-packages", "target");
    private static final PathMatcher SECRET_FILES = FileSystems.getDefault()
            .getPathMatcher(
                    "glob:{.env,.env.*,*.pem,*.key,*.p12,*.jks,*.pfx,id_rsa*,id_ed25519*,.netrc,.pgpass,.pypirc,.npmrc,"
                            + "credentials*,secrets.*}");
    /** Templates of secret files hold placeholders only, so they are visible. */
    private static final PathMatcher EXAMPLES =
            FileSystems.getDefault().getPathMatcher("glob:*{example,sample,template,dist}*");

    private final Path root;
    private final List<PathMatcher> included;
    private final List<Path> offLimits;

    /**
     * @param declared folders and globs below the root
     * @param offLimits folders that hold no sources
     */
    SourceFilter(Path root, List<String> declared, List<Path> offLimits) {
        this.root = root;
        this.offLimits = offLimits;
        included = declared.stream().map(SourceFilter::matcher).toList();
    }

    /** The matcher of a declared folder or glob; a leading {@code ./} and a trailing slash are ignored. */
    private static PathMatcher matcher(String source) {
        String plain = source.replaceAll("^(\\./)+|/+$", "");
        if (plain.isEmpty() || plain.equals(".")) {
            return path -> true;
        }
        boolean glob = plain.matches(".*[*?{\\[].*");
        Path folder = Path.of(glob ? "" : plain);
        PathMatcher globbed = FileSystems.getDefault().getPathMatcher("glob:" + (glob ? plain : "{}"));
        return path -> glob ? globbed.matches(path) : path.startsWith(folder);
    }

    /** Whether a folder can hold sources; a virtual environment, a hidden folder or a build folder cannot. */
    boolean isOpen(Path folder) {
        String name = folder.getFileName().toString();
        return !name.startsWith(".")
                && !NO_SOURCES.contains(name)
                && !Files.exists(folder.resolve("pyvenv.cfg"))
                && offLimits.stream().noneMatch(folder::equals);
    }

    /** Whether a file is a source. @param relative to the root */
    boolean isSource(Path relative) {
        for (Path folder = relative.getParent(); folder != null; folder = folder.getParent()) {
            if (!isOpen(root.resolve(folder))) {
                return false;
            }
        }
        Path name = Path.of(relative.getFileName().toString().toLowerCase(Locale.ROOT));
        return included.stream().anyMatch(m -> m.matches(relative))
                && (!SECRET_FILES.matches(name) || EXAMPLES.matches(name));
    }
}
