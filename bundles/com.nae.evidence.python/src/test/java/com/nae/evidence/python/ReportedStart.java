package com.nae.evidence.python;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.evidence.RaisedException;
import com.nae.api.process.InstanceId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A socket for reports with one start of the instance {@code trader@live}, and the verbs of its tests. */
@Timeout(60)
class ReportedStart {
    static final InstanceId ID = InstanceId.parse("trader@live");

    @TempDir
    Path folder;

    final BlockingQueue<RaisedException> received = new LinkedBlockingQueue<>();
    Path socket;
    ReportingInstances instances;
    ReportServer server;
    String token;

    @BeforeEach
    void open() throws IOException {
        socket = folder.resolve("s");
        instances = new ReportingInstances(new StartFiles(folder));
        instances.deliverTo(received::add);
        server = new ReportServer(socket, instances);
        token = instances.begin(ID, Instant.now());
    }

    @AfterEach
    void close() {
        server.close();
    }

    RaisedException next() throws InterruptedException {
        RaisedException exception = received.poll(30, TimeUnit.SECONDS);
        assertNotNull(exception, "no report came");
        return exception;
    }

    boolean reports() {
        return instances.of(ID).orElseThrow().reports(Optional.of(Instant.now()), Instant.now());
    }

    /** Returns when the thread of the server has done what was asked of it so far. */
    void awaitServer() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        server.execute(done::countDown);
        assertTrue(done.await(30, TimeUnit.SECONDS));
    }
}
