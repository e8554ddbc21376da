package dev.talaria.engine.export;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.prompt.PromptEpoch;
import dev.talaria.api.session.ExportFormat;
import dev.talaria.api.session.SessionException;
import dev.talaria.api.session.SessionException.Code;
import dev.talaria.api.session.SessionExports;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.engine.prompt.PromptEpochs;
import dev.talaria.engine.secret.Redactor;
import dev.talaria.engine.secret.SecretResolver;
import dev.talaria.engine.session.Conversation;
import dev.talaria.engine.session.Session;
import dev.talaria.engine.session.Sessions;
import dev.talaria.spi.store.BlobStore;
import dev.talaria.spi.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Writes sessions. What is written is read page by page; only the conversation that counts is in memory. */
@Component
public final class SessionExportService implements SessionExports {
    private final Store store;
    private final BlobStore blobs;
    private final Sessions sessions;
    private final Redactor redactor;
    private final String version;

    @Activate
    public SessionExportService(
            @Reference Store store,
            @Reference BlobStore blobs,
            @Reference Sessions sessions,
            @Reference SecretResolver secrets,
            BundleContext context) {
        this(
                store,
                blobs,
                sessions,
                secrets.redactor(),
                context.getBundle().getVersion().toString());
    }

    /** @param version of Talaria, for formats that name it */
    SessionExportService(Store store, BlobStore blobs, Sessions sessions, Redactor redactor, String version) {
        this.store = store;
        this.blobs = blobs;
        this.sessions = sessions;
        this.redactor = redactor;
        this.version = version;
    }

    @Override
    public void export(SessionId id, ExportFormat format, boolean raw, Appendable out) throws IOException {
        Session session = sessions.read(new SessionKey("session:" + id), id);
        SessionSummary summary = session.info()
                .summary()
                .orElseThrow(() -> new SessionException(
                        Code.NOT_FOUND, "There is no session " + id + ", or it was erased.", "session:list has them."));
        UnaryOperator<String> mask = raw ? text -> text : redactor::redact;
        try {
            if (format == ExportFormat.JSON) {
                new JournalExport(store, mask, out).write(summary);
            } else {
                Conversation conversation = session.conversation();
                new Walk(store, blobs).over(id, conversation, writer(format, summary, conversation, mask, out));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Exporter writer(
            ExportFormat format,
            SessionSummary summary,
            Conversation conversation,
            UnaryOperator<String> mask,
            Appendable out) {
        PromptEpoch epoch = conversation.epochBlob().isEmpty()
                ? new PromptEpoch("", "", List.of())
                : new PromptEpochs(blobs, Clock.systemUTC()).read(conversation.epochBlob());
        return switch (format) {
            case MARKDOWN -> new MarkdownExport(summary, mask, out);
            case SHAREGPT -> new ShareGptExport(epoch, mask, out);
            case ATIF -> new AtifExport(summary, epoch, version, mask, out);
            case JSON -> throw new IllegalArgumentException("is no conversation");
        };
    }
}
