package com.nae.process.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A live directory of two files, and its copy for the sandbox. */
class SandboxFixture {
    @TempDir
    Path root;

    Path live;
    Path copy;
    Path sandbox;

    @BeforeEach
    void aProgramOfTwoFiles() throws IOException {
        live = Files.createDirectories(root.resolve("app"));
        sandbox = root.resolve("data/sandbox");
        copy = sandbox.resolve("trader");
        write(live, "main.py", "print(1)\n");
        write(live, "lib/prices.py", "X = 1\n");
    }

    int refresh() throws IOException {
        return new SandboxCopy(live, sandbox, "trader").refresh();
    }

    static Path write(Path folder, String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    static void age(Path file, int seconds) throws IOException {
        Files.setLastModifiedTime(
                file, FileTime.fromMillis(Files.getLastModifiedTime(file).toMillis() + seconds * 1000L));
    }

    String read(String name) throws IOException {
        return Files.readString(copy.resolve(name));
    }
}
