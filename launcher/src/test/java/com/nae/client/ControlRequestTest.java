package com.nae.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ControlRequestTest {
    @Test
    void aRequestIsOneLineOfJsonWhateverTheWordsAre() {
        assertEquals(
                "{\"columns\":80,\"tty\":false,\"args\":[\"a\\\"b\\\\\",\"\\u000a\\u001bü\",\"\"],\"cwd\":\"/x\"}\n",
                new ControlRequest()
                        .raw("columns", 80)
                        .raw("tty", false)
                        .words("args", new String[] {"a\"b\\", "\n\u001bü", ""})
                        .text("cwd", "/x")
                        .toString());
    }
}
