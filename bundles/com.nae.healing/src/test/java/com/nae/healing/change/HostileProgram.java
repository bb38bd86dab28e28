package com.nae.healing.change;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program that hostile input aims at: beside its sources lie secrets, links out of the folder, a virtual environment
 * and files that may not be edited.
 */
final class HostileProgram {
    /** Paths that name no source: outside, behind a link, secret, or of a virtual environment. */
    static final List<String> FOREIGN_PATHS = List.of(
            "../outside.py",
            "/etc/passwd",
            "link.py",
            "folder/outside.py",
            "./main.py/../../outside.py",
            ".env",
            "server.key",
            ".venv/lib/site.py",
            "env/lib/python3.11/site-packages/json.py",
            "",
            "main.py\0.txt",
            "no/such.py");

    private final Path root;

    HostileProgram(Path root) throws IOException {
        this.root = root;
        write(
                "app/main.py",
                "import os\nquantity = order['quantity']  # nae: required\n# nae: "
                        + "required\nprice = order['price']\nx = 1\n");
        write("app/ledger/book.py", "x = 1\n");
        write("app/.env", "PASSWORD=hunter2\n");
        write("app/.env.example", "STEP=5\n");
        write("app/server.key", "secret\n");
        write("app/requirements.txt", "requests==2.31.0\nleft-pad >= 1.0 # a comment\n");
        write("app/.venv/lib/site.py", "x = 1\n");
        write("app/env/pyvenv.cfg", "home = /usr\n");
        write("app/env/lib/python3.11/site-packages/json.py", "x = 1\n");
        write("outside.py", "x = 1\n");
        Files.createSymbolicLink(root.resolve("app/link.py"), root.resolve("outside.py"));
        Files.createSymbolicLink(root.resolve("app/folder"), root);
        write("app/env/bin/python3", "#!/bin/sh\n");
        assertTrue(root.resolve("app/env/bin/python3").toFile().setExecutable(true));
    }

    void write(String path, String text) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), text);
    }

    /** All its sources, with its own environment of Python. */
    SourceFiles sources() throws IOException {
        return sources(
                List.of("."),
                Map.of("PATH", root.resolve("app/env/bin") + ":/usr/bin:/bin", "API_TOKEN", "t0ken", "STEP", "5"));
    }

    SourceFiles sources(List<String> declared, Map<String, String> environment) throws IOException {
        return SampleSources.of(root, declared, environment, Map.of());
    }
}
