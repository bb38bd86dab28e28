package com.nae.evidence.python;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import jdk.net.ExtendedSocketOptions;

/**
 * The user whose programs may report. A runtime of root starts programs as any user, and these may give up rights
 * later; there the token alone decides.
 *
 * @param owner of the runtime
 * @param root whether that is root
 */
record PeerUser(UserPrincipal owner, boolean root) {
    private static final int ROOT = 0;

    static PeerUser ownerOf(Path file) throws IOException {
        return new PeerUser(
                Files.getOwner(file), Files.getAttribute(file, "unix:uid").equals(ROOT));
    }

    /** Whether the user at the other end may report. */
    boolean admits(SocketChannel channel) throws IOException {
        return root
                || !channel.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)
                || channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().equals(owner);
    }
}
