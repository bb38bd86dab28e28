package com.nae.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AskTest {
    @Test
    void isOneLineOfJsonWhateverTheWordsAre() {
        assertEquals("{\"columns\":80,\"tty\":false,\"args\":[\"a\\\"b\\\\\",\"\\u000a\\u001bü\",\"\"],\"cwd\":\"/x\"}\n",
                new Ask().plain("columns", 80).plain("tty", false).words("args", new String[] {"a\"b\\", "\n\u001bü", ""}).text("cwd", "/x").toString());
    }
}
