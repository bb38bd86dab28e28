package com.nae.deploy;

import com.nae.api.config.Refusal;
import com.nae.base.file.AtomicWrite;
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

/**
 * The deployment of one file name: the bundle in force, the last good jar, and the last refusal. Confined to the thread
 * of the deployer, but for {@link #refusal()}.
 */
final class JarDeployment {
    private static final Logger LOG = LoggerFactory.getLogger(JarDeployment.class);
    private final String fileName;
    private final InstalledBundle bundle;
    private final Path lastGood;
    private final Path stage;
    private Optional<CandidateBundle> inForce = Optional.empty();
    private volatile Optional<Refusal> refusal = Optional.empty();

    /** @param data folder in which jars are staged and the last good ones are kept */
    JarDeployment(String fileName, BundleContext context, Path data) throws IOException {
        this.fileName = fileName;
        bundle = new InstalledBundle(context, fileName);
        lastGood = Files.createDirectories(data.resolve("lastGood")).resolve(fileName);
        stage = Files.createDirectories(data.resolve("stage"));
    }

    Optional<Refusal> refusal() {
        return refusal;
    }

    /** Deploys a jar, or refuses it. After a refusal the last good jar is in force. */
    void deploy(Path file) {
        Path staged = stage.resolve(fileName);
        try {
            Files.copy(file, staged, StandardCopyOption.REPLACE_EXISTING);
            if (inForce.isPresent() && Arrays.equals(Files.readAllBytes(lastGood), Files.readAllBytes(staged))) {
                refusal = Optional.empty();
                return;
            }
            CandidateBundle candidate = CandidateBundle.read(staged);
            Optional<Bundle> rival = bundle.sameName(candidate);
            if (rival.isPresent()) {
                throw new IOException("has the symbolic name " + candidate.name() + " of "
                        + rival.get().getLocation().replaceAll(".*[:/]", ""));
            }
            bundle.tryResolve(candidate, stage.resolve("trial-" + fileName));
            activate(candidate);
        } catch (Exception e) {
            refuse(String.valueOf(e.getMessage()));
            restore();
        }
    }

    /** Activates a jar and keeps a copy as the last good one. */
    private void activate(CandidateBundle candidate) throws Exception {
        boolean first = inForce.isEmpty();
        try {
            bundle.activate(candidate);
        } catch (Exception e) {
            inForce = Optional.empty();
            throw e;
        }
        AtomicWrite.to(lastGood).stream(out -> Files.copy(candidate.file(), out));
        inForce = Optional.of(candidate);
        refusal = Optional.empty();
        LOG.info(
                "{}: {} {} is in force{}",
                fileName,
                candidate.name(),
                candidate.version(),
                first ? "" : "; it replaces the previous version");
    }

    /** Records and logs a refusal. */
    private void refuse(String reason) {
        refusal = Optional.of(new Refusal("healers/" + fileName, "", reason, Instant.now()));
        LOG.warn(
                "{} is refused: it {}{}",
                fileName,
                reason,
                Files.exists(lastGood) ? "; the last good one stays in force" : "");
    }

    /** Activates the last good jar again, if the refused one had replaced it. */
    private void restore() {
        if (inForce.isPresent()) {
            return;
        }
        try {
            if (Files.exists(lastGood)) {
                CandidateBundle last = CandidateBundle.read(lastGood);
                bundle.activate(last);
                inForce = Optional.of(last);
                LOG.info("{}: {} {} is in force again", fileName, last.name(), last.version());
            } else {
                bundle.remove();
            }
        } catch (Exception e) {
            LOG.error("{}: the last good jar could not be restored: {}", fileName, e.getMessage());
        }
    }

    /** Removes the bundle, since its file was deleted. */
    void undeploy() {
        try {
            bundle.remove();
            Files.deleteIfExists(lastGood);
            LOG.info("{} was removed", fileName);
        } catch (Exception e) {
            LOG.warn("{} could not be removed cleanly: {}", fileName, e.getMessage());
        }
        inForce = Optional.empty();
        refusal = Optional.empty();
    }
}
