package com.nae.deploy;

import com.nae.api.config.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One file name of the folder: what is in force for it, and what was refused last. Used on the deployer's thread. */
final class JarDeployment {
    private static final Logger LOG = LoggerFactory.getLogger(JarDeployment.class);
    private final String fileName;
    private final InstalledBundle installation;
    private final Path good;
    private final Path stage;
    private Optional<CandidateBundle> inForce = Optional.empty();
    private volatile Optional<Refusal> refusal = Optional.empty();

    /** @param data where jars are staged and the good ones kept */
    JarDeployment(String fileName, BundleContext context, Path data) throws IOException {
        this.fileName = fileName;
        installation = new InstalledBundle(context, fileName);
        good = Files.createDirectories(data.resolve("good")).resolve(fileName);
        stage = Files.createDirectories(data.resolve("stage"));
    }

    Optional<Refusal> refusal() {
        return refusal;
    }

    /** Takes what was dropped, or refuses it; then what was good before stays or comes back. */
    void deploy(Path file) {
        Path staged = stage.resolve(fileName);
        try {
            Files.copy(file, staged, StandardCopyOption.REPLACE_EXISTING);
            if (inForce.isPresent() && Arrays.equals(Files.readAllBytes(good), Files.readAllBytes(staged))) {
                refusal = Optional.empty();
                return;
            }
            CandidateBundle candidate = CandidateBundle.read(staged);
            Optional<Bundle> rival = installation.rival(candidate);
            if (rival.isPresent()) {
                throw new IOException("is called " + candidate.name() + ", as "
                        + rival.get().getLocation().replaceAll(".*[:/]", "") + " is already");
            }
            installation.tryResolve(candidate, stage.resolve("trial-" + fileName));
            enforce(candidate);
        } catch (Exception e) {
            refuse(String.valueOf(e.getMessage()));
            restore();
        }
    }

    private void enforce(CandidateBundle candidate) throws Exception {
        boolean first = inForce.isEmpty();
        try {
            installation.activate(candidate);
        } catch (Exception e) {
            inForce = Optional.empty();
            throw e;
        }
        Files.copy(candidate.file(), good.resolveSibling(fileName + ".part"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(
                good.resolveSibling(fileName + ".part"),
                good,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        inForce = Optional.of(candidate);
        refusal = Optional.empty();
        LOG.info(
                "{}: {} {} is in force{}",
                fileName,
                candidate.name(),
                candidate.version(),
                first ? "" : " in the place of what was there");
    }

    private void refuse(String reason) {
        refusal = Optional.of(new Refusal("healers/" + fileName, "", reason, Instant.now()));
        LOG.warn(
                "{} is refused: it {}{}",
                fileName,
                reason,
                Files.exists(good) ? "; the last good one stays in force" : "");
    }

    /** Puts the last good jar back where the refused one had taken its place. */
    private void restore() {
        if (inForce.isPresent()) {
            return;
        }
        try {
            if (Files.exists(good)) {
                CandidateBundle last = CandidateBundle.read(good);
                installation.activate(last);
                inForce = Optional.of(last);
                LOG.info("{}: {} {} is in force again", fileName, last.name(), last.version());
            } else {
                installation.remove();
            }
        } catch (Exception e) {
            LOG.error("{}: the last good jar could not be put back: {}", fileName, e.getMessage());
        }
    }

    /** The file is gone, and what it gave goes with it. */
    void undeploy() {
        try {
            installation.remove();
            Files.deleteIfExists(good);
            LOG.info("{} is gone", fileName);
        } catch (Exception e) {
            LOG.warn("{} could not be taken out in order: {}", fileName, e.getMessage());
        }
        inForce = Optional.empty();
        refusal = Optional.empty();
    }
}
