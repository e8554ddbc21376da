package dev.talaria.tools.file;

import dev.talaria.api.approval.Effect;
import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.approval.Nature;
import dev.talaria.api.approval.Resource;
import dev.talaria.api.sandbox.FileAccess;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolContext;
import dev.talaria.api.tool.ToolSpec;
import dev.talaria.spi.tool.Tool;
import dev.talaria.tool.support.Default;
import dev.talaria.tool.support.Describe;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Changes parts of files: one text for another, or a patch over several files that is done as a whole or not at all. */
@Component(service = Tool.class)
public final class PatchTool extends FileTool<PatchTool.Args> implements Tool {
    private static final String DESCRIPTION = "Change parts of text files. Mode replace: put new_string in the place of"
            + " old_string, which must be in the file once (or set replace_all). Mode patch: give a patch in V4A format:"
            + " *** Begin Patch, then *** Update File: path with hunks (@@ hint @@, lines marked with blank, - or +),"
            + " *** Add File: path (lines marked with +), *** Delete File: path, *** Move File: a -> b, then"
            + " *** End Patch. The result is a diff.";

    private final PathLocks locks;
    private final SyntaxChecks syntax;

    public enum Mode {
        REPLACE,
        PATCH
    }

    public record Args(
            @Default("replace") Mode mode,

            @Describe("replace: file, absolute or below the session's directory")
            Optional<String> path,

            @Describe("replace: text of the file, with enough lines to be unique")
            Optional<String> old_string,

            @Describe("replace: what is put in its place; empty removes")
            Optional<String> new_string,

            @Describe("replace: every place, not only one") @Default("false")
            boolean replace_all,

            @Describe("patch: the V4A text") Optional<String> patch) {}

    @Activate
    public PatchTool(@Reference PathLocks locks, @Reference SyntaxChecks syntax) {
        super(ToolSpec.named("patch").describedAs(DESCRIPTION).toolset("file").effects(EffectKind.WRITE), Args.class);
        this.locks = locks;
        this.syntax = syntax;
    }

    @Override
    protected Effects effects(Args args, ToolCall call) {
        Set<Effect> effects = new LinkedHashSet<>();
        if (args.mode() == Mode.REPLACE) {
            args.path().ifPresent(path -> effects.add(writes(path, Nature.ORDINARY, call)));
        } else {
            for (PatchHeader header : PatchHeader.all(args.patch().orElse(""))) {
                boolean deletes = header.kind() == PatchHeader.Kind.DELETE;
                effects.add(writes(header.path(), deletes ? Nature.DESTRUCTIVE : Nature.ORDINARY, call));
                if (header.kind() == PatchHeader.Kind.MOVE) {
                    effects.add(writes(header.target(), Nature.ORDINARY, call));
                }
            }
        }
        return new Effects(List.copyOf(effects), false);
    }

    private static Effect writes(String path, Nature nature, ToolCall call) {
        Resource file = Resource.file(call.sandboxId(), SandboxPath.resolve(path, call.cwd()));
        return new Effect(EffectKind.WRITE, file, nature, "");
    }

    @Override
    String run(Args args, ToolCall call, ToolContext context) throws Refusal {
        return args.mode() == Mode.REPLACE ? replace(args, call, context) : patch(args, call, context);
    }

    private String replace(Args args, ToolCall call, ToolContext context) throws Refusal {
        String path = SandboxPath.checked("'path'", required(args.path(), "path"), call.cwd());
        Replacement replacement = new Replacement(
                required(args.old_string(), "old_string"),
                required(args.new_string(), "new_string"),
                args.replace_all());
        FileAccess files = context.sandbox().files();
        Replacement.Outcome outcome;
        TextFile old;
        TextFile now;
        try (PathLocks.Held held =
                locks.hold(context.sandbox().id(), List.of(LockKeys.of(files, path)), context.cancellation())) {
            FileSnapshot before = existing(files, path);
            old = before.text();
            outcome = replacement.in(path, Document.of(old.text()));
            if (outcome.count() == 0) {
                return "already applied: " + path + " has the new text and not the old. It was not touched.";
            }
            now = old.with(outcome.document().raw());
            Redaction.refuse(path, old.text(), now.text());
            context.cancellation().throwIfCancelled();
            write(files, before, now.encode());
        }
        return "changed " + path + (outcome.count() == 1 ? "" : " in " + outcome.count() + " places")
                + (outcome.strategy() == Strategy.EXACT ? "" : " (matched " + outcome.strategy() + ")") + "\n"
                + ChangeReport.difference(path, old.text(), now.text())
                + ChangeReport.syntaxLine(syntax.outcome(path, now.text(), context));
    }

    private static void write(FileAccess files, FileSnapshot before, byte[] content) throws Refusal {
        try {
            files.write(before.path(), content, before.version());
        } catch (IOException e) {
            throw FileProblems.writing(before.path(), e);
        }
    }

    private static FileSnapshot existing(FileAccess files, String path) throws Refusal {
        FileSnapshot snapshot = FileSnapshot.take(files, path);
        if (!snapshot.exists()) {
            throw SimilarNames.missing(path, files);
        }
        return snapshot;
    }

    private String patch(Args args, ToolCall call, ToolContext context) throws Refusal {
        List<PatchOperation> operations = PatchText.parse(required(args.patch(), "patch"));
        FileAccess files = context.sandbox().files();
        Set<String> keys = new LinkedHashSet<>();
        for (PatchOperation operation : operations) {
            keys.add(LockKeys.of(files, path(operation.header().path(), call)));
            if (!operation.header().target().isEmpty()) {
                keys.add(LockKeys.of(files, path(operation.header().target(), call)));
            }
        }
        List<Overlay.Entry> changed;
        try (PathLocks.Held held = locks.hold(context.sandbox().id(), keys, context.cancellation())) {
            Overlay overlay = new Overlay(files);
            for (PatchOperation operation : operations) {
                context.cancellation().throwIfCancelled();
                apply(operation, overlay, call);
            }
            changed = overlay.changed();
            context.cancellation().throwIfCancelled();
            new Changes(files).write(changed);
        }
        return new PatchReport(syntax, context).of(changed);
    }

    private static void apply(PatchOperation operation, Overlay overlay, ToolCall call) throws Refusal {
        PatchHeader header = operation.header();
        String path = path(header.path(), call);
        switch (header.kind()) {
            case UPDATE -> overlay.update(path, operation.hunks());
            case ADD -> overlay.add(path, operation.content());
            case DELETE -> overlay.delete(path);
            case MOVE -> overlay.move(path, path(header.target(), call));
        }
    }

    private static String path(String path, ToolCall call) throws Refusal {
        return SandboxPath.checked("a path of the patch", path, call.cwd());
    }

    private static String required(Optional<String> argument, String name) throws Refusal {
        return argument.orElseThrow(() -> new Refusal("argument '" + name
                + "' is missing. Mode replace needs path, old_string and new_string; mode patch needs" + " patch."));
    }
}
