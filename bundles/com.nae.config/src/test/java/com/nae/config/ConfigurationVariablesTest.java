package com.nae.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nae.api.config.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationVariablesTest {
    private final ConfigurationVariables variables =
            new ConfigurationVariables("/srv/nae", Map.of("USER", "ann", "TRICK", "${nae.home}")::get);

    private final List<SettingsException> problems = new ArrayList<>();

    private String expand(String value) {
        return variables.expand(Map.of("k", value), problems).get("k");
    }

    @ParameterizedTest
    @CsvSource({
        "plain,plain",
        "${nae.home}/x,/srv/nae/x",
        "<${env:USER}${env:USER}>,<annann>",
        "$${env:USER},$${env:USER}",
        "$5 $,$5 $",
        "${env:TRICK},${nae.home}",
        "a$${b}${env:USER},a$${b}ann",
        "${NAME} ${env:USER,${NAME} ${env:USER",
        "sh -c 'echo ${x:-1}',sh -c 'echo ${x:-1}'"
    })
    void variablesAreExpanded(String value, String expanded) {
        assertEquals(expanded, expand(value));
    }

    @Test
    void anUnknownVariableIsNamed() {
        expand("a ${env:NOPE}");
        assertEquals(
                "k refers to ${env:NOPE}, which is not set", problems.get(0).getMessage());
    }
}
