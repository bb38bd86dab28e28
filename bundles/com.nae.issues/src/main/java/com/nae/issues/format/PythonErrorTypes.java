package com.nae.issues.format;

import com.nae.api.issue.Family;
import com.nae.api.issue.SourceIndex;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The families of Python's exceptions, judged by type, errno and message. */
final class PythonErrorTypes {
    /** Canonical names of types that changed between Python 3.8 and 3.13, or are another name of a built-in. */
    private static final Map<String, String> RENAMED = Map.ofEntries(
            Map.entry("socket.timeout", "TimeoutError"),
            Map.entry("asyncio.TimeoutError", "TimeoutError"),
            Map.entry("asyncio.exceptions.TimeoutError", "TimeoutError"),
            Map.entry("concurrent.futures.TimeoutError", "TimeoutError"),
            Map.entry("concurrent.futures._base.TimeoutError", "TimeoutError"),
            Map.entry("IOError", "OSError"),
            Map.entry("EnvironmentError", "OSError"),
            Map.entry("socket.error", "OSError"),
            Map.entry("select.error", "OSError"),
            Map.entry("concurrent.futures._base.CancelledError", "asyncio.exceptions.CancelledError"),
            Map.entry("asyncio.CancelledError", "asyncio.exceptions.CancelledError"));

    private static final Set<String> NETWORK_ERRNO = Set.of(
            "Errno 32",
            "Errno 99",
            "Errno 100",
            "Errno 101",
            "Errno 102",
            "Errno 103",
            "Errno 104",
            "Errno 107",
            "Errno 111",
            "Errno 112",
            "Errno 113",
            "WinError 10053",
            "WinError 10054",
            "WinError 10061",
            "WinError 10065");
    private static final Set<String> TIMEOUT_ERRNO = Set.of("Errno 110", "WinError 10060");
    private static final List<String> CONNECTION_TYPES = List.of(
            "connect",
            "gaierror",
            "herror",
            "brokenpipe",
            "sslerror",
            "sslcert",
            "ssleof",
            "urlerror",
            "maxretryerror",
            "serverselection",
            "autoreconnect",
            "unreachable",
            "incompleteread",
            "networkerror",
            "unavailable",
            "notavailable",
            "nobrokers",
            "noservers",
            "streamlost",
            "remoteprotocolerror");
    /**
     * Parts of messages that mean an endpoint could not be reached. They take precedence over a timeout in the same
     * message.
     */
    private static final List<String> UNREACHABLE_PHRASES = List.of(
            "connection refused",
            "name or service not known",
            "nodename nor servname",
            "name resolution",
            "[errno 111]",
            "could not translate host name",
            "actively refused");

    /**
     * Parts of messages with which general errors of client libraries and drivers describe a lost or failed connection.
     */
    private static final List<String> CONNECTION_PHRASES = List.of(
            "could not connect to server",
            "connection to server",
            "can't connect to",
            "cannot connect to",
            "failed to connect to",
            "connect call failed",
            "connection reset",
            "connection aborted",
            "broken pipe",
            "remote end closed",
            "server disconnected",
            "server closed the connection",
            "server has gone away",
            "lost connection to",
            "no route to host",
            "network is unreachable",
            "statuscode.unavailable",
            "broker transport failure",
            "no listener",
            "payload is not completed");
    /** Endings of the type names that client libraries and drivers use for any failure. */
    private static final List<String> GENERAL_TYPE_ENDINGS =
            List.of("error", "failure", "kafkaexception", "sshexception");

    private static final List<String> TIMEOUT_PHRASES =
            List.of("timed out", "timeout expired", "deadline exceeded", "deadline_exceeded");
    /** Standard modules and their submodules. */
    private static final NameList MODULES = new NameList("python-modules.txt");

    /** Public names in standard modules, and conventional aliases of modules. */
    private static final NameList MODULE_MEMBERS = new NameList("python-names.txt");

    private PythonErrorTypes() {}

    static String canonical(String type) {
        String bare = type.startsWith("__main__.") || type.startsWith("builtins.")
                ? type.substring(type.indexOf('.') + 1)
                : type;
        return RENAMED.getOrDefault(bare, bare);
    }

    static boolean isCancellation(String type) {
        return type.endsWith("CancelledError");
    }

    /**
     * Classifies an exception. A refused connection takes precedence over a timeout, since clients report both in one
     * message.
     */
    static Family family(PythonBlock block, SourceIndex sources) {
        String type = canonical(block.type);
        String simple = type.substring(type.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (isMissingImport(type, block.message, sources)) {
            return Family.IMPORT;
        }
        if (simple.equals("keyerror")) {
            return Family.KEY;
        }
        String text = (block.message + " " + String.join(" ", block.details)).toLowerCase(Locale.ROOT);
        boolean generalType = GENERAL_TYPE_ENDINGS.stream().anyMatch(simple::endsWith);
        boolean connectionType = CONNECTION_TYPES.stream().anyMatch(simple::contains);
        if ((generalType || connectionType || simple.contains("timeout")) && containsAny(UNREACHABLE_PHRASES, text)) {
            return Family.CONNECTION;
        }
        if (simple.contains("timeout")
                || simple.contains("deadlineexceeded")
                || TIMEOUT_ERRNO.contains(errno(block.message))
                || (generalType || connectionType) && containsAny(TIMEOUT_PHRASES, text)) {
            return Family.TIMEOUT;
        }
        return connectionType
                        || NETWORK_ERRNO.contains(errno(block.message))
                        || generalType && containsAny(CONNECTION_PHRASES, text)
                ? Family.CONNECTION
                : Family.OTHER;
    }

    private static boolean containsAny(List<String> words, String text) {
        return words.stream().anyMatch(text::contains);
    }

    private static String errno(String message) {
        int end = message.indexOf(']');
        return message.startsWith("[") && end > 0 ? message.substring(1, end) : "";
    }

    private static boolean isMissingImport(String type, String message, SourceIndex sources) {
        return switch (type) {
            case "ImportError", "ModuleNotFoundError", "zipimport.ZipImportError" -> true;
            case "NameError" ->
                message.startsWith("name '")
                        && message.contains("' is not defined")
                        && isImportable(PythonSubject.quoted(message), message, sources);
            case "AttributeError" ->
                message.contains("partially initialized module")
                        || message.startsWith("module '") && MODULES.contains(PythonSubject.moduleAttribute(message));
            default -> false;
        };
    }

    private static boolean isImportable(String name, String message, SourceIndex sources) {
        return message.contains("Did you forget to import")
                || MODULES.contains(name)
                || MODULE_MEMBERS.contains(name)
                || MODULES.isNear(name)
                || sources.defines(name);
    }
}
