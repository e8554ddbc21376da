package dev.talaria.testkit.model;

import java.util.List;

/** Writes one scripted reply in the format of a provider. */
interface ModelWire {
    /** The events of a stream up to, not including, the one with the finish reason. */
    List<byte[]> content(ScriptedReply reply);

    /** The events that end a stream. */
    List<byte[]> end(ScriptedReply reply);

    /** The whole answer as one object. */
    byte[] whole(ScriptedReply reply);
}
