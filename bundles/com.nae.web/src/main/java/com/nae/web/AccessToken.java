package com.nae.web;

import com.nae.base.file.AtomicWrite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The secret that every request must present. It is stored in a file that only its owner can read, and stays across
 * restarts.
 */
record AccessToken(String text) {
    /** The number of random bytes of a token. */
    private static final int BYTES = 32;
    /** A complete token in URL-safe Base64: 32 bytes are 43 characters. */
    private static final Pattern COMPLETE = Pattern.compile("[A-Za-z0-9_-]{43}");

    /** The token in a file, which is created if it is missing or incomplete. */
    static AccessToken loadOrCreate(Path file) throws IOException {
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            String text = Files.readString(file).strip();
            return COMPLETE.matcher(text).matches() ? new AccessToken(text) : create(file);
        } catch (NoSuchFileException e) {
            return create(file);
        }
    }

    private static AccessToken create(Path file) throws IOException {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        AccessToken token =
                new AccessToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        AtomicWrite.to(file).ownerOnly().text(token.text + "\n");
        return token;
    }

    /** Whether a text is the token. The comparison takes the same time for every wrong text. */
    boolean matches(String other) {
        return MessageDigest.isEqual(text.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
