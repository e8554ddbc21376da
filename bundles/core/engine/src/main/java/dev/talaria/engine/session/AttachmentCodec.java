package dev.talaria.engine.session;

import dev.talaria.api.base.Attachment;
import dev.talaria.api.base.Json;
import dev.talaria.engine.session.EventCodec.Fields;
import dev.talaria.spi.store.BlobStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Attachments as plain values: their bytes stay in the blob store. */
public final class AttachmentCodec {
    private AttachmentCodec() {}

    public static List<Object> encode(List<Attachment> attachments) {
        List<Object> result = new ArrayList<>();
        for (Attachment attachment : attachments) {
            result.add(Json.object(
                    "name",
                    attachment.name(),
                    "mediaType",
                    attachment.mediaType(),
                    "blob",
                    attachment.data().hash(),
                    "size",
                    attachment.data().size()));
        }
        return result;
    }

    public static List<Attachment> decode(List<?> values, BlobStore blobs) {
        List<Attachment> result = new ArrayList<>();
        for (Object value : values) {
            if (value instanceof Map<?, ?> map) {
                Fields f = new Fields(Json.freezeObject(map));
                result.add(new Attachment(
                        f.text("name"), f.text("mediaType"), new StoredBlob(blobs, f.text("blob"), f.number("size"))));
            }
        }
        return result;
    }
}
