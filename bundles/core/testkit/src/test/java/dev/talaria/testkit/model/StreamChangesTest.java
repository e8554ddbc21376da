package dev.talaria.testkit.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The faults are those that their names say: a contract that changes nothing would hold for every provider. */
class StreamChangesTest {
    private static final List<byte[]> EVENTS = List.of(bytes("data: {\"a\":\"ü🎈\"}\n\n"), bytes("data: {}\n\n"));

    @Test
    void mixedLineEndsAreOfAllKindsAndStillTheSameLines() {
        String mixed = StreamChanges.mixedLineEnds("a\n\nb\nc\n\n\nd\n\ne\n\n");

        assertThat(mixed).containsPattern("\r\n").containsPattern("[^\r]\n").containsPattern("\r[^\n]");
        assertThat(mixed.lines()).containsExactly("a", "", "b", "c", "", "", "d", "", "e", "");
    }

    @Test
    void aCharacterIsSplit() {
        List<byte[]> parts = StreamChanges.splitIn("🎈", 2).apply(EVENTS);

        assertThat(parts).hasSize(2);
        assertThat(text(parts.get(0))).endsWith("ü\ufffd");
        assertThat(StreamChanges.singleBytes(EVENTS)).hasSize(32).allMatch(part -> part.length == 1);
    }

    @Test
    void eventsAreRepeatedAndLeftOut() {
        assertThat(all(StreamChanges.twice(1).apply(EVENTS))).endsWith("}\n\ndata: {}\n\ndata: {}\n\n");
        assertThat(all(StreamChanges.doubledData(1).apply(EVENTS))).endsWith("\n\ndata: {}{}\n\n");
        assertThat(StreamChanges.first(1).apply(EVENTS)).hasSize(1);
        assertThat(StreamChanges.upTo("🎈").apply(EVENTS)).hasSize(1);
        assertThat(all(StreamChanges.fields("\"z\":1").apply(EVENTS))).startsWith("data: {\"z\":1,\"a\"");
        assertThat(all(StreamChanges.beforeEach(": x\n").apply(EVENTS))).contains("\n\n: x\ndata: {}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    private static String all(List<byte[]> events) {
        return events.stream().map(StreamChangesTest::text).collect(Collectors.joining());
    }
}
