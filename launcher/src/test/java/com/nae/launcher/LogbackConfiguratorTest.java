package com.nae.launcher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogbackConfiguratorTest {
    private static final Path SHIPPED = Path.of("../config/logback.xml");

    private final LoggerContext context = new LoggerContext();

    @TempDir
    private Path logs;

    @BeforeEach
    void home() {
        System.setProperty("nae.logs", logs.toString());
    }

    @AfterEach
    void restore() {
        context.stop();
        System.clearProperty("nae.logs");
        System.clearProperty("logback.configurationFile");
    }

    private ExecutionStatus configured(Path file) {
        System.setProperty("logback.configurationFile", file.toString());
        return new LogbackConfigurator().configure(context);
    }

    @Test
    void theSetUpWithoutXmlEqualsTheShippedFile() throws JoranException {
        LoggerContext fromXml = new LoggerContext();
        JoranConfigurator xml = new JoranConfigurator();
        xml.setContext(fromXml);
        xml.doConfigure(SHIPPED.toFile());
        assertEquals(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY, configured(SHIPPED));
        assertEquals(described(fromXml), described(context));
        fromXml.stop();
    }

    @Test
    void aFileThatSomebodyHasChangedIsReadByLogback() throws IOException {
        Path changed = Files.writeString(
                logs.resolve("logback.xml"), Files.readString(SHIPPED).replace("INFO", "DEBUG"));
        assertEquals(ExecutionStatus.INVOKE_NEXT_IF_ANY, configured(changed));
    }

    @Test
    void theLauncherKnowsTheFileThatShips() throws IOException {
        assertArrayEquals(Files.readAllBytes(SHIPPED), Files.readAllBytes(Path.of("src/main/resources/logback.xml")));
    }

    private static List<Object> described(LoggerContext context) {
        var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        RollingFileAppender<ILoggingEvent> file = (RollingFileAppender<ILoggingEvent>) root.getAppender("FILE");
        FixedWindowRollingPolicy rolling = (FixedWindowRollingPolicy) file.getRollingPolicy();
        return List.of(
                root.getLevel(),
                file.getFile(),
                file.isStarted(),
                ((PatternLayoutEncoder) file.getEncoder()).getPattern(),
                rolling.getFileNamePattern(),
                rolling.getMinIndex(),
                rolling.getMaxIndex(),
                ((SizeBasedTriggeringPolicy<?>) file.getTriggeringPolicy())
                        .getMaxFileSize()
                        .getSize());
    }
}
