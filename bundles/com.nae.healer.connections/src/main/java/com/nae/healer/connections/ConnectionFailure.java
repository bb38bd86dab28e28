package com.nae.healer.connections;

import com.nae.api.issue.Issue;
import java.util.List;
import java.util.regex.Pattern;

/** The kinds of connection failures. The first whose expression matches the text of an issue counts. */
enum ConnectionFailure {
    /**
     * The other side answers and rejects the connection: certificates, credentials or permissions. Waiting does not
     * help.
     */
    REFUSED_ENTRY("SSLError|SSLCert|\\[SSL|TLS|certificate|CERTIFICATE|handshake|CERT_|"
            + "(HTTP Error|status( code)?:?) 40[13]\\b|\\b40[13] Client Error|Unauthorized|"
            + "Forbidden|authentication failed|password authentication|Access denied|"
            + "NOAUTH"),
    /** The name of the host does not exist. */
    UNKNOWN_NAME("\\[Errno -2\\]|\\[Errno -5\\]|Name or service not known|nodename nor "
            + "servname|No address associated|ENOTFOUND|UnknownHostException|no such "
            + "host"),
    /** The other side is down, restarting or unreachable, or its name cannot be resolved at the moment. */
    DOWN("(?i)refused|\\breset\\b|broken ?pipe|unreachable|no route to host|aborted|"
            + "hung up|closed the connection|connection closed|RemoteDisconnected|EOF|"
            + "\\[Errno -3\\]|temporary failure in name resolution|EAI_AGAIN|"
            + "ECONN|EHOSTUNREACH|ENETUNREACH|EPIPE|not connect|could not connect|"
            + "failed to (establish|connect)|max retries exceeded|service "
            + "unavailable|bad gateway|\\b50[234]\\b|connect"),
    /** Any other failure. */
    OTHER("(?s).*");

    private final Pattern pattern;

    ConnectionFailure(String pattern) {
        this.pattern = Pattern.compile(pattern);
    }

    static ConnectionFailure of(Issue issue) {
        String text = issue.type() + " " + issue.rootType() + " " + issue.message() + " " + issue.subject();
        return List.of(values()).stream()
                .filter(f -> f.pattern.matcher(text).find())
                .findFirst()
                .orElse(OTHER);
    }
}
