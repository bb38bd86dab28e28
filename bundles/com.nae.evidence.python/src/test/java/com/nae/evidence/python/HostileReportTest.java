package com.nae.evidence.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The socket for reports, with clients that do what no hook does. */
class HostileReportTest extends ReportedStart {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\n",
                "{}\n",
                "null\n",
                "\n",
                "{\"hello\":1,\"token\":\"0123456789abcdef0123456789abcdef\",\"pid\":1}\n",
                "{\"hello\":1,\"token\":null,\"pid\":1}\n",
                "{\"hello\":1,\"token\":[[[[[[1]]]]]],\"pid\":1}\n"
            })
    void aStrangerIsCutOffAtOnce(String greeting) throws Exception {
        try (ReportClient stranger = new ReportClient(socket)) {
            stranger.send(greeting + ReportClient.report("Forged"));
            stranger.awaitEnd();
        }
        assertTrue(received.isEmpty());
        assertFalse(reports());
    }

    @Test
    void aGreetingWithoutAnEndIsCutOff() throws Exception {
        try (ReportClient stranger = new ReportClient(socket)) {
            stranger.send("x".repeat(1000));
            stranger.awaitEnd();
        }
        assertFalse(reports());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "{'kind':'logged','at':1,'chain':null}",
                "{'kind':'logged','at':1,'chain':[]}",
                "{'kind':'logged','at':1,'chain':[null]}",
                "{'kind':'odd','at':1,'chain':[{'type':'E','message':'','relation':'raised','frames':[]}]}",
                "{'kind':'logged','at':1,'chain':[{'type':'E','message':'','relation':'raised','frames':[null]}]}",
                "{'kind':'logged','at':1,'chain':[{'type':'E','message':'','relation':'RAISED','frames':[]}]}",
                "{'kind':'logged','at':1,'chain':[{'message':'','relation':'raised','frames':[]}]}",
                "{'kind':'logged','chain':[{'type':'E','message':'','relation':'raised','frames':[]}],'caught':{}}",
                "{'kind':'logged','at':'late','chain':[]}",
                "{'kind':{'a':1}}"
            })
    void aProgramThatSendsWhatNoHookSendsIsCutOffAndMayConnectAgain(String text) throws Exception {
        try (ReportClient client = new ReportClient(socket)) {
            client.hello(token);
            client.send(text.replace('\'', '"') + "\n" + ReportClient.report("After"));
            client.awaitEnd();
        }
        assertTrue(received.isEmpty());
        try (ReportClient client = new ReportClient(socket)) {
            client.hello(token);
            client.send(ReportClient.report("ValueError"));
            assertEquals("ValueError", next().chain().get(0).type());
        }
    }

    @Test
    void aLineWithoutAnEndIsCutOff() throws Exception {
        try (ReportClient client = new ReportClient(socket)) {
            client.hello(token);
            client.send("[".repeat(1 << 19));
            client.awaitEnd();
        }
        assertTrue(received.isEmpty());
    }

    @Test
    void strangersDoNotKeepAProgramOut() throws Exception {
        List<ReportClient> strangers = new ArrayList<>();
        try (ReportClient client = new ReportClient(socket)) {
            for (int i = 0; i < 100; i++) {
                strangers.add(new ReportClient(socket));
            }
            strangers.get(10).awaitEnd();
            client.hello(token);
            try (ReportClient late = new ReportClient(socket)) {
                late.hello(token);
                late.send(ReportClient.report("ValueError"));
                assertEquals("ValueError", next().chain().get(0).type());
            }
        } finally {
            for (ReportClient stranger : strangers) {
                stranger.close();
            }
        }
    }
}
