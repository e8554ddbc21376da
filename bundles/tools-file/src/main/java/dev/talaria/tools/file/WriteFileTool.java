package dev.talaria.tools.file;

import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.approval.Resource;
import dev.talaria.api.sandbox.FileAccess;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolContext;
import dev.talaria.api.tool.ToolSpec;
import dev.talaria.spi.tool.Tool;
import dev.talaria.tool.support.Describe;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Replaces a whole file, or makes it: after the call it has the old content or the new, never a part. */
@Component(service = Tool.class)
public final class WriteFileTool extends FileTool<WriteFileTool.Args> implements Tool {
    private static final String DESCRIPTION =
            "Write a whole text file; missing directories are made. An existing file is"
                    + " replaced and keeps its mode, line endings and encoding. To change parts of a file use patch.";

    private final PathLocks locks;
    private final SyntaxChecks syntax;

    public record Args(
            @Describe("File, absolute or below the session's directory")
            String path,

            @Describe("All of the new text") String content) {}

    @Activate
    public WriteFileTool(@Reference PathLocks locks, @Reference SyntaxChecks syntax) {
        super(
                ToolSpec.named("write_file")
                        .describedAs(DESCRIPTION)
                        .toolset("file")
                        .effects(EffectKind.WRITE),
                Args.class);
        this.locks = locks;
        this.syntax = syntax;
    }

    @Override
    protected Effects effects(Args args, ToolCall call) {
        return Effects.once(
                EffectKind.WRITE, Resource.file(call.sandboxId(), SandboxPath.resolve(args.path(), call.cwd())));
    }

    @Override
    String run(Args args, ToolCall call, ToolContext context) throws Refusal {
        String path = SandboxPath.checked("'path'", args.path(), call.cwd());
        FileAccess files = context.sandbox().files();
        Outcome outcome;
        try (PathLocks.Held held =
                locks.hold(context.sandbox().id(), List.of(LockKeys.of(files, path)), context.cancellation())) {
            outcome = write(files, path, args.content());
        }
        return outcome.said() + ChangeReport.syntaxLine(syntax.outcome(path, outcome.text(), context));
    }

    private record Outcome(String said, String text) {}

    private static Outcome write(FileAccess files, String path, String content) throws Refusal {
        FileSnapshot old = FileSnapshot.take(files, path);
        TextFile before = textOf(old);
        TextFile after = kept(before, content);
        Redaction.refuse(path, before == null ? "" : before.text(), after.text());
        byte[] bytes = after.encode();
        if (old.exists() && Arrays.equals(old.content(), bytes)) {
            return new Outcome(path + " has this content already; it was not touched.", after.text());
        }
        try {
            files.write(path, bytes, old.version());
        } catch (IOException e) {
            throw FileProblems.writing(path, e);
        }
        String said = (old.exists() ? "replaced " : "created ") + path + ", " + bytes.length + " bytes"
                + (after.note().isEmpty() ? "" : ", " + after.note()) + "\n"
                + difference(old, before, after);
        return new Outcome(said, after.text());
    }

    /** Null where there is none, or none that could be shown. */
    private static @Nullable TextFile textOf(FileSnapshot old) {
        if (!old.exists()) {
            return null;
        }
        try {
            return old.text();
        } catch (Refusal e) {
            return null;
        }
    }

    /** Models write line feeds only; a file whose lines end otherwise keeps that. */
    private static TextFile kept(@Nullable TextFile before, String content) {
        if (before == null) {
            return TextFile.of(content);
        }
        boolean marked = !content.isEmpty() && content.charAt(0) == Encoding.BYTE_ORDER_MARK;
        String text = marked ? content.substring(1) : content;
        boolean carriageReturns =
                text.indexOf('\r') < 0 && Document.of(before.text()).mostlyCarriageReturns();
        return before.with(carriageReturns ? text.replace("\n", "\r\n") : text);
    }

    private static String difference(FileSnapshot old, @Nullable TextFile before, TextFile after) {
        if (!old.exists()) {
            return "";
        }
        return before == null
                ? "(no diff: the old content of " + old.size() + " bytes was binary or too large)\n"
                : ChangeReport.difference(old.path(), before.text(), after.text());
    }
}
