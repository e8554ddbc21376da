package dev.talaria.tools.file;

import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.approval.Resource;
import dev.talaria.api.base.Cancellation;
import dev.talaria.api.sandbox.FileAccess;
import dev.talaria.api.sandbox.FileStat;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolContext;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.api.tool.ToolSpec;
import dev.talaria.spi.tool.Tool;
import dev.talaria.tool.support.BoundTool;
import dev.talaria.tool.support.Default;
import dev.talaria.tool.support.Describe;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.osgi.service.component.annotations.Component;

/** Reads a page of a text file through the session's sandbox, holding no more than the page. */
@Component
public final class ReadFileTool extends BoundTool<ReadFileTool.Args> implements Tool {
    static final int MOST_LINES = 2000;
    private static final String DESCRIPTION =
            "Read a text file as lines N|text. For long files give offset and limit. Not for directories or binary files.";

    public record Args(
            @Describe("File, absolute or below the session's directory")
            String path,

            @Describe("First line, from 1") @Default("1") long offset,

            @Describe("Number of lines, at most 2000") @Default("500")
            long limit) {}

    public ReadFileTool() {
        super(
                ToolSpec.named("read_file")
                        .describedAs(DESCRIPTION)
                        .toolset("file")
                        .effects(EffectKind.READ),
                Args.class);
    }

    @Override
    protected Effects effects(Args args, ToolCall call) {
        return Effects.reads(Resource.file(call.sandboxId(), SandboxPath.resolve(args.path(), call.cwd())));
    }

    @Override
    protected ToolResult call(Args args, ToolCall call, ToolContext context) {
        String problem = problemWith(args);
        if (!problem.isEmpty()) {
            return ToolResult.error("read_file: " + problem);
        }
        String path = SandboxPath.resolve(args.path(), call.cwd());
        try {
            return read(args, path, context.sandbox().files(), context.cancellation());
        } catch (CancellationException e) {
            return ToolResult.interrupted("read_file was stopped before it had the page.");
        } catch (IOException e) {
            return ToolResult.error("read_file: " + path + " " + explain(e));
        } catch (SandboxException e) {
            return ToolResult.error("read_file: " + e.shown());
        }
    }

    private static ToolResult read(Args args, String path, FileAccess files, Cancellation cancellation)
            throws IOException {
        cancellation.throwIfCancelled();
        Optional<FileStat> stat = files.stat(path);
        if (stat.isEmpty()) {
            return missing(path, files);
        }
        if (stat.get().type() == FileStat.Type.DIRECTORY) {
            return ToolResult.error("read_file: " + path + " is a directory. List it with the terminal tool: ls");
        }
        if (stat.get().type() != FileStat.Type.FILE) {
            return ToolResult.error(
                    "read_file: " + path + " is a device, a pipe or a socket. Only regular files can be read.");
        }
        try (InputStream in = files.read(path)) {
            return new Page(args.offset(), args.limit()).read(new Utf8Input(in, cancellation), path);
        }
    }

    private static ToolResult missing(String path, FileAccess files) {
        List<String> similar = SimilarNames.of(path, files);
        return ToolResult.error("read_file: there is no file " + path + "."
                + (similar.isEmpty() ? "" : " Similar names: " + String.join(", ", similar)));
    }

    private static String problemWith(Args args) {
        if (args.path().isBlank()) {
            return "'path' is empty.";
        }
        if (args.path().indexOf('\0') >= 0) {
            return "'path' has a NUL character, which no file name has.";
        }
        if (args.path().equals("~") || args.path().startsWith("~/")) {
            return "~ is not expanded here. Give an absolute path; the terminal tool's 'echo ~' tells the home.";
        }
        if (args.offset() < 1) {
            return "'offset' is the number of the first line and starts at 1.";
        }
        if (args.limit() < 1 || args.limit() > MOST_LINES) {
            return "'limit' must be from 1 to " + MOST_LINES + "; read on with a larger 'offset'.";
        }
        return "";
    }

    private static String explain(IOException e) {
        if (e instanceof CharacterCodingException) {
            return "is binary or not in UTF-8. Look at it with the terminal tool: file, strings, hexdump -C | head, or"
                    + " iconv -t UTF-8.";
        }
        if (e instanceof AccessDeniedException) {
            return "may not be read: permission denied.";
        }
        if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
            return "is gone.";
        }
        if (e instanceof FileSystemException withReason && withReason.getReason() != null) {
            return "cannot be read: " + withReason.getReason() + ".";
        }
        return "cannot be read: " + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()) + ".";
    }
}
