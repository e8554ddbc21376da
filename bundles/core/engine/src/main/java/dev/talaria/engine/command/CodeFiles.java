package dev.talaria.engine.command;

import dev.talaria.api.approval.Nature;
import java.util.List;
import java.util.Optional;

/** Files that are run. */
final class CodeFiles {
    private CodeFiles() {}

    /** The gate binds what it allows to what the file has, so the file is read as code. */
    static void run(Argument file, Invocation invocation) {
        Optional<List<FileEffects.Target>> targets = invocation.files().targets(file, invocation.state());
        boolean exact = file.isKnown() && targets.isPresent();
        if (!exact || targets.get().stream().anyMatch(target -> isNoFile(target.path()))) {
            invocation.unparsable();
            return;
        }
        boolean own = targets.get().stream()
                .allMatch(target -> invocation.surroundings().isWorkspace(target.path()));
        if (own) {
            invocation.readCode(file);
            invocation.execute(Nature.WORKSPACE_CODE);
        } else {
            invocation.read(file);
            UnknownProgram.judge(invocation);
        }
    }

    private static boolean isNoFile(String path) {
        return path.startsWith("/dev/") || path.startsWith("/proc/");
    }
}
