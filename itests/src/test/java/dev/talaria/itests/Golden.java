package dev.talaria.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Screens as they must look, in files. What is another each time keeps its width but not its figures. With
 * {@code -Dtalaria.golden=write} they are written anew, and the class fails at its end, so that nobody does it without a look.
 */
final class Golden {
    private static final Path FILES = Path.of("src/test/resources/screens");
    private static final Pattern CHANGING = Pattern.compile(
            "\\d+(?=\\.\\d s)|(?<=\\.)\\d(?= s)|\\b\\d\\d:\\d\\d\\b|(?<=for )\\d+(?= s)|(?<=/chat-)\\d{8}|\\d+(?= s ago)");

    private static boolean written;

    private Golden() {}

    /** To be called at the end of a class that checks. */
    static void failIfWritten() {
        if (written) {
            fail("Files in %s were written. Look at them, then run without -Dtalaria.golden=write.", FILES);
        }
    }

    static void check(String name, String screen) throws IOException {
        String shown = withoutFigures(screen);
        Path file = FILES.resolve(name + ".txt");
        if ("write".equals(System.getProperty("talaria.golden"))) {
            Files.createDirectories(FILES);
            Files.writeString(file, shown);
            written = true;
            return;
        }
        assertThat(shown)
                .as("%s, which -Dtalaria.golden=write writes anew", file)
                .isEqualTo(Files.readString(file));
    }

    static String withoutFigures(String screen) {
        Matcher figures = CHANGING.matcher(screen);
        return figures.replaceAll(found -> found.group().replaceAll("\\d", "0"));
    }
}
