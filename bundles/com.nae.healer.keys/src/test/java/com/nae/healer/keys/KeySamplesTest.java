package com.nae.healer.keys;

import com.nae.source.python.PythonInspectors;
import com.nae.source.python.samples.HealerSample;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The result of each folder of {@code samples/} is the one in its case.json. */
class KeySamplesTest {
    private final PythonInspectors inspectors = new PythonInspectors();

    @TestFactory
    Stream<DynamicTest> samples() throws IOException {
        return HealerSample.tests(new KeyHealer(), inspectors);
    }
}
