package dev.talaria.itests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.config.Applies;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What every bundle says of its configuration, as {@code config:explain} and the doctor read it. */
class ConfigurationDescriptionTest {
    private static final PathMatcher DESCRIPTION =
            FileSystems.getDefault().getPathMatcher("glob:**/target/classes/OSGI-INF/metatype/*.xml");
    private static final int AT_LEAST = 9;

    @Test
    void everyKeySaysWhatItIsAndWhenAChangeCounts() throws Exception {
        List<Path> files = descriptions();
        assertThat(files).hasSizeGreaterThanOrEqualTo(AT_LEAST);
        List<String> silent = new ArrayList<>();
        for (Path file : files) {
            NodeList attributes = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getElementsByTagName("AD");
            assertThat(attributes.getLength()).as(file.toString()).isPositive();
            for (int i = 0; i < attributes.getLength(); i++) {
                Element attribute = (Element) attributes.item(i);
                String said = attribute.getAttribute("description");
                if (Applies.of(said).isEmpty()
                        || said.length() <= Applies.of(said).get().sentence().length()) {
                    silent.add(file.getFileName() + " " + attribute.getAttribute("id") + ": " + said);
                }
            }
        }
        assertThat(silent)
                .as("keys that do not end in 'Counts now.' or 'Counts from the next turn.'")
                .isEmpty();
    }

    private static List<Path> descriptions() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("..", "bundles"))) {
            return files.filter(DESCRIPTION::matches).sorted().toList();
        }
    }
}
