package dev.talaria.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The screens in the guide are those that the program shows. */
class ScreensInDocsTest {
    private static final Pattern SCREEN =
            Pattern.compile("<!-- screen: ([a-z0-9-]+) -->\n```text\n(.*?)\n```\n", Pattern.DOTALL);

    @Test
    void areThoseOfTheTests() throws IOException {
        Matcher screens = SCREEN.matcher(Files.readString(Path.of("../docs/chat.md")));
        int found = 0;
        while (screens.find()) {
            Path golden = Path.of("src/test/resources/screens", screens.group(1) + ".txt");
            assertThat(screens.group(2))
                    .as(golden.toString())
                    .isEqualTo(Files.readString(golden).stripTrailing());
            found++;
        }
        assertThat(found).isGreaterThan(3);
    }
}
