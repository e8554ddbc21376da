package dev.talaria.tools.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Strict JSON, one value. */
final class JsonSyntax {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonSyntax() {}

    static String outcome(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return "syntax error (JSON): line 1: there is no value";
            }
            parser.skipChildren();
            return parser.nextToken() == null
                    ? "syntax ok (JSON)"
                    : "syntax error (JSON): line "
                            + parser.currentTokenLocation().getLineNr() + ": there is something after the value";
        } catch (JsonProcessingException e) {
            return "syntax error (JSON): line "
                    + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()) + ": "
                    + e.getOriginalMessage().replace('\n', ' ');
        } catch (IOException e) {
            return "";
        }
    }
}
