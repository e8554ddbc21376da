package dev.talaria.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.talaria.api.config.Applies;
import dev.talaria.api.config.ConfigKey;
import dev.talaria.api.config.ConfigProblem;
import dev.talaria.api.config.Configurations;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.Test;

class ConfigExplainTest {
    private final ConfigExplainCommand command = new ConfigExplainCommand();

    ConfigExplainTest() {
        command.configurations = new Configurations() {
            @Override
            public List<ConfigKey> keys() {
                return List.of(
                        new ConfigKey(
                                "dev.talaria.engine",
                                "max",
                                "integer",
                                "How many.",
                                Optional.of(Applies.NEXT_TURN),
                                List.of("60"),
                                Optional.of(List.of("7")),
                                "/home/etc/dev.talaria.engine.cfg"),
                        new ConfigKey(
                                "dev.talaria.engine",
                                "maxTime",
                                "text",
                                "How long.",
                                Optional.empty(),
                                List.of(""),
                                Optional.empty(),
                                ""));
            }

            @Override
            public List<ConfigProblem> problems() {
                return List.of();
            }
        };
    }

    @Test
    void oneKeyIsExplainedInFull() throws CommandException {
        command.key = "dev.talaria.engine.max";
        assertThat(command.run().lines())
                .containsExactly(
                        "KEY        dev.talaria.engine.max",
                        "MEANS      How many.",
                        "TYPE       integer",
                        "DEFAULT    60",
                        "SET TO     7",
                        "IN         /home/etc/dev.talaria.engine.cfg",
                        "A CHANGE   counts from the next turn",
                        "TO SET IT  edit that file");
        command.key = "dev.talaria.engine.maxT";
        assertThat(command.run())
                .contains("DEFAULT    empty", "not set", "config:property-set --pid dev.talaria.engine maxTime VALUE");
    }

    @Test
    void theBeginningOfANameListsAllThatBeginSo() throws CommandException {
        command.key = "dev.talaria";
        assertThat(command.run()).contains("dev.talaria.engine.maxTime", "next turn", "COUNTS");
        command.json = true;
        assertThat(command.run()).startsWith("[{").contains("\"value\":[\"7\"]", "\"value\":null", "\"next-turn\"");
        command.key = "org.";
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(command::run)
                .withMessageContaining("'org.'");
    }
}
