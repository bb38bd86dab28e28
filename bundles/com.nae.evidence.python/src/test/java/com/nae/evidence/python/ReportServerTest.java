package com.nae.evidence.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.evidence.RaisedException;
import com.nae.api.issue.SourceLocation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The socket for reports, with clients that do as a hook does. */
class ReportServerTest extends ReportedStart {
    @Test
    void aReportIsPassedOnAndKept() throws Exception {
        Instant begin = Instant.now().minusMillis(1);
        assertFalse(reports());
        try (ReportClient client = new ReportClient(socket)) {
            client.hello(token);
            client.send(ReportClient.report("ValueError"));
            RaisedException exception = next();
            assertEquals(ID, exception.instance());
            assertEquals(4711, exception.pid());
            assertEquals(RaisedException.Kind.LOGGED, exception.kind());
            assertEquals(
                    List.of(new RaisedException.Link(
                            "ValueError",
                            "m",
                            RaisedException.Relation.RAISED,
                            List.of(new SourceLocation("main.py", 3, "f", "")))),
                    exception.chain());
            assertEquals(
                    Optional.of(new RaisedException.CatchSite(new SourceLocation("main.py", 7, "g", ""), 9)),
                    exception.caught());
            assertTrue(reports());
            assertEquals(List.of(exception), instances.of(ID).orElseThrow().since(begin));
            assertEquals(
                    List.of(),
                    instances.of(ID).orElseThrow().since(Instant.now().plusSeconds(5)));
        }
    }

    @Test
    void theNewestReportsAreKept() throws Exception {
        ReportingInstance kept = instances.of(ID).orElseThrow();
        for (int i = 0; i < 600; i++) {
            kept.add(ReportLine.parse(ReportClient.report("E" + i)).exception(ID, 1, Instant.now()));
        }
        List<RaisedException> newest = kept.since(Instant.EPOCH);
        assertEquals(500, newest.size());
        assertEquals("E599", newest.get(499).chain().get(0).type());
    }

    @Test
    void aTimeThatCannotBeIsReplacedByTheTimeOfReceipt() {
        Instant now = Instant.now();
        for (String at : List.of("0", "-1", "1e300", "NaN", "Infinity", "99999999999")) {
            String line = ReportClient.report("E").replaceFirst("\"at\":[0-9.E]+", "\"at\":" + at);
            assertEquals(now, ReportLine.parse(line).exception(ID, 1, now).at(), at);
        }
    }

    @Test
    void tooManyReportsOfOneSecondAreCountedAsDropped() throws Exception {
        try (ReportClient client = new ReportClient(socket)) {
            client.hello(token);
            for (int i = 0; i < 1000; i++) {
                client.send(ReportClient.report("E"));
            }
            client.send("{\"bye\":1,\"dropped\":7}\ngarbage\n");
            client.awaitEnd();
        }
        long dropped = instances.of(ID).orElseThrow().dropped();
        assertEquals(1000, received.size() + dropped - 7);
        assertTrue(dropped > 100, () -> "dropped " + dropped);
    }

    @Test
    void reportsOfTheStartBeforeStillComeInButNotThoseOfEarlierOnes() throws Exception {
        instances.begin(ID, Instant.now());
        try (ReportClient client = new ReportClient(socket)) {
            client.hello(token);
            client.send(ReportClient.report("Last"));
            assertEquals("Last", next().chain().get(0).type());
        }
        assertFalse(reports(), "the program that runs has not said hello");
        instances.begin(ID, Instant.now());
        try (ReportClient client = new ReportClient(socket)) {
            client.hello(token);
            client.awaitEnd();
        }
    }

    @Test
    void aProgramThatLetGoOfItsConnectionAndRunsOnDoesNotReport() throws Exception {
        try (ReportClient client = new ReportClient(socket)) {
            client.hello(token);
            client.send(ReportClient.report("E"));
            next();
            client.send("garbage\n");
            client.awaitEnd();
        }
        awaitServer();
        Instant now = Instant.now();
        ReportingInstance instance = instances.of(ID).orElseThrow();
        assertTrue(instance.reports(Optional.of(now), now.plusSeconds(1)), "its end may be on the way");
        assertFalse(instance.reports(Optional.of(now), now.plusSeconds(9)), "it runs on");
        assertTrue(instance.reports(Optional.empty(), now.plusSeconds(9)), "it has ended");
        assertFalse(instance.reports(Optional.of(now.plusSeconds(60)), now), "it was started without the hook");
    }

    @Test
    void aLaterRuntimeKnowsTheProgramsThatRunOn() throws Exception {
        server.execute(() -> instances.save(ID));
        try (ReportClient client = new ReportClient(socket)) {
            client.hello(token);
            client.send(ReportClient.report("E"));
            next();
            server.close();
        }
        instances = new ReportingInstances(new StartFiles(folder));
        instances.deliverTo(received::add);
        instances.restore(true);
        server = new ReportServer(socket, instances);
        assertTrue(reports(), "before it has connected again");
        try (ReportClient client = new ReportClient(socket)) {
            client.hello(token);
            client.send(ReportClient.report("Again"));
            assertEquals("Again", next().chain().get(0).type());
        }
        ReportingInstances moved = new ReportingInstances(new StartFiles(folder));
        moved.restore(false);
        assertFalse(moved.of(ID).orElseThrow().reports(Optional.of(Instant.now()), Instant.now()));
    }

    @Test
    void aStartWithoutTheHookForgetsTheOneBefore() throws Exception {
        try (ReportClient client = new ReportClient(socket)) {
            client.hello(token);
            client.send(ReportClient.report("E"));
            next();
            instances.forget(ID);
            server.execute(() -> instances.save(ID));
            awaitServer();
            assertFalse(reports());
            assertEquals(0, instances.of(ID).orElseThrow().dropped());
        }
        ReportingInstances later = new ReportingInstances(new StartFiles(folder));
        later.restore(true);
        assertTrue(later.of(ID).isEmpty());
        assertNull(received.poll());
    }
}
