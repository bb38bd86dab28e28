package com.nae.issues.format;

import com.nae.api.issue.Family;
import com.nae.api.issue.Sources;
import com.nae.api.issue.Trace.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What Python's exceptions are about. */
final class PythonTypes {
    /** Names that changed between 3.8 and 3.13, or are another name for a built-in. */
    private static final Map<String, String> RENAMED = Map.ofEntries(Map.entry("socket.timeout", "TimeoutError"),
            Map.entry("asyncio.TimeoutError", "TimeoutError"), Map.entry("asyncio.exceptions.TimeoutError", "TimeoutError"),
            Map.entry("concurrent.futures.TimeoutError", "TimeoutError"), Map.entry("concurrent.futures._base.TimeoutError", "TimeoutError"),
            Map.entry("IOError", "OSError"), Map.entry("EnvironmentError", "OSError"), Map.entry("socket.error", "OSError"),
            Map.entry("select.error", "OSError"), Map.entry("concurrent.futures._base.CancelledError", "asyncio.exceptions.CancelledError"),
            Map.entry("asyncio.CancelledError", "asyncio.exceptions.CancelledError"));
    private static final Set<String> NETWORK_ERRNO = Set.of("32", "99", "100", "101", "102", "103", "104", "107", "111", "112", "113");
    private static final List<String> CONNECTION = List.of("connect", "gaierror", "herror", "brokenpipe", "sslerror", "sslcert", "urlerror",
            "maxretryerror", "serverselection", "autoreconnect", "unreachable", "incompleteread", "networkerror");
    /** Importable names: standard modules and their submodules, public names of them, and conventional aliases. */
    private static final Names MODULES = new Names("python-modules.txt");
    private static final Names PUBLIC = new Names("python-names.txt");

    private PythonTypes() {
    }

    static String normal(String type) {
        String bare = type.startsWith("__main__.") || type.startsWith("builtins.") ? type.substring(type.indexOf('.') + 1) : type;
        return RENAMED.getOrDefault(bare, bare);
    }

    static boolean cancelled(String type) {
        return type.endsWith("CancelledError");
    }

    static Family family(PythonBlock block, Sources sources) {
        String type = normal(block.type);
        String simple = type.substring(type.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (importing(type, block.message, sources)) {
            return Family.IMPORT;
        }
        if (simple.equals("keyerror")) {
            return Family.KEY;
        }
        if (simple.contains("timeout") || simple.contains("deadlineexceeded") || simple.equals("urlerror") && block.message.contains("timed out")
                || block.message.startsWith("[Errno 110]")) {
            return Family.TIMEOUT;
        }
        boolean network = block.message.startsWith("[Errno ") && NETWORK_ERRNO.contains(errno(block.message)) || talksOfConnection(block.message, simple);
        return network || CONNECTION.stream().anyMatch(simple::contains) ? Family.CONNECTION : Family.OTHER;
    }

    /** A driver's general error that says it could not reach its server. */
    private static boolean talksOfConnection(String message, String simple) {
        String text = message.toLowerCase(Locale.ROOT);
        return simple.endsWith("error") && (text.contains("connection refused") || text.contains("could not connect to server")
                || text.contains("connection to server") || text.contains("can't connect to") || text.contains("name or service not known"));
    }

    private static String errno(String message) {
        int end = message.indexOf(']');
        return end > 7 ? message.substring(7, end) : "";
    }

    private static boolean importing(String type, String message, Sources sources) {
        return switch (type) {
            case "ImportError", "ModuleNotFoundError", "zipimport.ZipImportError" -> true;
            case "NameError" -> message.startsWith("name '") && message.contains("' is not defined") && importable(quoted(message), message, sources);
            case "AttributeError" -> message.contains("partially initialized module")
                    || message.startsWith("module '") && MODULES.has(moduleAttribute(message));
            default -> false;
        };
    }

    private static boolean importable(String name, String message, Sources sources) {
        return message.contains("Did you forget to import") || MODULES.has(name) || PUBLIC.has(name) || MODULES.near(name) || sources.defines(name);
    }

    static String subject(Family family, PythonBlock block, List<Frame> frames) {
        return switch (family) {
            case KEY -> unquoted(block.message);
            case IMPORT -> imported(block.message);
            case CONNECTION -> Endpoints.first(texts(block, frames));
            case TIMEOUT -> operation(frames);
            case OTHER -> "";
        };
    }

    private static List<String> texts(PythonBlock block, List<Frame> frames) {
        List<String> texts = new ArrayList<>(List.of(block.message));
        frames.forEach(f -> texts.add(f.place().source()));
        return texts;
    }

    private static String imported(String message) {
        if (message.startsWith("cannot import name '")) {
            int from = message.indexOf(" from ");
            String module = from < 0 ? "" : quoted(message.substring(from));
            return module.isEmpty() ? quoted(message) : module + "." + quoted(message);
        }
        return message.contains("' has no attribute '") ? moduleAttribute(message) : quoted(message);
    }

    /** {@code module 'xml' has no attribute 'etree'} is about {@code xml.etree}. */
    private static String moduleAttribute(String message) {
        int has = message.indexOf("' has no attribute '");
        return has < 0 ? "" : quoted(message) + "." + quoted(message.substring(has + 1));
    }

    private static String quoted(String message) {
        int open = message.indexOf('\'');
        int close = open < 0 ? -1 : message.indexOf('\'', open + 1);
        return close < 0 ? "" : message.substring(open + 1, close);
    }

    /** The text of a key out of its {@code repr}. */
    private static String unquoted(String key) {
        boolean quoted = key.length() >= 2 && (key.charAt(0) == '\'' || key.charAt(0) == '"') && key.charAt(key.length() - 1) == key.charAt(0);
        return quoted ? key.substring(1, key.length() - 1) : key;
    }

    /** What the program called: the first call in the innermost line of its own. */
    private static String operation(List<Frame> frames) {
        return frames.stream().filter(f -> !f.foreign() && !f.place().source().isEmpty()).findFirst().map(f -> called(f.place().source())).orElse("");
    }

    static String called(String source) {
        int paren = source.indexOf('(');
        int end = paren < 0 ? source.length() : paren;
        int start = end;
        while (start > 0 && (Character.isJavaIdentifierPart(source.charAt(start - 1)) || source.charAt(start - 1) == '.')) {
            start--;
        }
        return source.substring(start, end);
    }

    /** The literal key of the subscript that failed, as marks or the line itself show it; empty where none does. */
    static String subscript(PythonBlock block) {
        String text = block.source;
        int end = block.marks.isEmpty() ? text.length() : Math.min(text.length(), block.marks.lastIndexOf('^') + 1);
        int close = end > 0 && end <= text.length() && text.charAt(end - 1) == ']' ? end - 1 : -1;
        int open = close < 0 ? -1 : text.lastIndexOf('[', close);
        String key = open < 0 ? "" : text.substring(open + 1, close);
        boolean literal = key.length() > 2 && (key.charAt(0) == '"' || key.charAt(0) == '\'') && key.charAt(key.length() - 1) == key.charAt(0);
        return literal ? key.substring(1, key.length() - 1) : "";
    }
}
