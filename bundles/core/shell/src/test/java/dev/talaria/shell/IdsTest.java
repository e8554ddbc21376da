package dev.talaria.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.Test;

class IdsTest {
    private static final List<String> TOOLS = List.of("read", "read_file", "write_file");

    @Test
    void theWholeNameOrAUniqueBeginningIsEnough() throws CommandException {
        assertThat(find("w")).isEqualTo("write_file");
        assertThat(find("read")).isEqualTo("read");
        assertThat(find("read_")).isEqualTo("read_file");
    }

    @Test
    void anErrorSaysWhatToDo() {
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> find("x\u001b"))
                .withMessage("No tool is named 'x\\u001b', nor begins so. See tool:list.");
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> find("re"))
                .withMessage("'re' may be read, read_file. Type more of it.");
        List<String> many = IntStream.range(10, 30).mapToObj(i -> "a" + i).toList();
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> Ids.find("tool", "tool:list", "a", many, Function.identity()))
                .withMessageContaining("a17, …");
    }

    private static String find(String given) throws CommandException {
        return Ids.find("tool", "tool:list", given, TOOLS, Function.identity());
    }
}
