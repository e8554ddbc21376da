package dev.talaria.engine.command;

import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Nature;
import dev.talaria.api.approval.Resource;
import dev.talaria.engine.command.Argument.Certainty;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns words that name files into effects on them. */
final class FileEffects {
    private final Surroundings surroundings;
    private final Report report;

    /** A path, and whether all below it is meant. */
    record Target(String path, boolean tree) {}

    FileEffects(Surroundings surroundings, Report report) {
        this.surroundings = surroundings;
        this.report = report;
    }

    void read(Argument file, boolean tree, Nature nature, ShellState state, String part) {
        Optional<List<Target>> targets = targets(file, state);
        if (targets.isEmpty()) {
            report.add(EffectKind.READ, Resource.ANY, Nature.UNPARSABLE, part);
            return;
        }
        for (Target target : targets.get()) {
            Optional<String> socket = Paths.socket(target.path());
            if (socket.isPresent()) {
                report.add(EffectKind.NETWORK, new Resource("net:" + socket.get()), Nature.ORDINARY, part);
            } else if (!Paths.isStream(target.path())) {
                report.file(EffectKind.READ, target.path(), tree || target.tree(), nature, part);
            }
        }
    }

    void write(Argument file, boolean tree, Nature nature, ShellState state, String part) {
        Optional<List<Target>> targets = targets(file, state);
        if (targets.isEmpty()) {
            report.add(EffectKind.WRITE, Resource.ANY, Nature.UNPARSABLE, part);
            return;
        }
        for (Target target : targets.get()) {
            Optional<String> socket = Paths.socket(target.path());
            if (socket.isPresent()) {
                report.add(EffectKind.NETWORK, new Resource("net:" + socket.get()), Nature.ORDINARY, part);
            } else if (!Paths.isStream(target.path())) {
                boolean below = tree || target.tree();
                report.file(EffectKind.WRITE, target.path(), below, natureOf(target.path(), nature), part);
            }
        }
    }

    /** Whatever is done to the whole tree: with a vital one the host is gone. */
    void destroy(Argument file, ShellState state, String part) {
        Optional<List<Target>> targets = targets(file, state);
        if (targets.isEmpty()) {
            boolean root = file.before().equals("/") && file.certainty() != Certainty.NUMBER;
            report.add(EffectKind.WRITE, Resource.ANY, root ? Nature.RUINOUS : Nature.UNPARSABLE, part);
            return;
        }
        for (Target target : targets.get()) {
            // A glob among the names of a vital directory means nearly all of them only if it says nothing more.
            String name = file.before().substring(directory(file.before()).length());
            boolean broad = !target.tree()
                    || name.isEmpty()
                    || name.equals(".")
                    || target.path().equals("/");
            boolean vital = broad && Paths.isVital(target.path(), surroundings.home());
            Nature nature = vital ? Nature.RUINOUS : natureOf(target.path(), Nature.DESTRUCTIVE);
            report.file(EffectKind.WRITE, target.path(), true, nature, part);
        }
    }

    /** Where a word may point to; empty if nobody can tell. */
    Optional<List<Target>> targets(Argument file, ShellState state) {
        switch (file.certainty()) {
            case KNOWN:
                return file.text().isEmpty() ? Optional.of(List.of()) : resolved(file.text(), false, state);
            case NUMBER:
            case GLOB:
                return glob(file, state);
            default:
                return Optional.empty();
        }
    }

    private Optional<List<Target>> glob(Argument file, ShellState state) {
        String directory = directory(file.before());
        String name = file.before().substring(directory.length());
        String rest = "/"
                + file.text().substring(Math.min(directory.length(), file.text().length())) + "/";
        if (rest.contains("/../")) {
            return Optional.empty();
        }
        // Names that begin with a dot may be the directory above.
        String within = name.startsWith(".") && file.certainty() == Certainty.GLOB ? directory + ".." : directory;
        Optional<List<Target>> trees = resolved(within.isEmpty() ? "." : within, true, state);
        Optional<List<Target>> names = resolved(file.text(), false, state);
        return trees.map(list -> {
            List<Target> both = new ArrayList<>(list);
            names.ifPresent(both::addAll);
            return both;
        });
    }

    private static String directory(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    private Optional<List<Target>> resolved(String path, boolean tree, ShellState state) {
        if (path.startsWith("/")) {
            return Optional.of(List.of(new Target(Paths.resolved(path, "/"), tree)));
        }
        if (state.directories().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(state.directories().stream()
                .map(directory -> new Target(Paths.resolved(path, directory), tree))
                .toList());
    }

    private static Nature natureOf(String path, Nature nature) {
        if (Paths.isBlockDevice(path)) {
            return Nature.RUINOUS;
        }
        return Paths.isDevice(path) && nature == Nature.ORDINARY ? Nature.DESTRUCTIVE : nature;
    }
}
