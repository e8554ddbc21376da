package dev.talaria.engine.command;

import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Nature;
import dev.talaria.api.approval.Resource;
import java.util.List;

/** What redirections do to files, and what they make of the standard input. */
final class Redirections {
    private final FileEffects files;
    private final Report report;

    Redirections(FileEffects files, Report report) {
        this.files = files;
        this.report = report;
    }

    Input apply(List<Redirection> list, Expansion expansion, Input input, String part) {
        Input now = input;
        for (Redirection redirection : list) {
            if (redirection.type() == Redirection.Type.TEXT) {
                Argument text = expansion.value(redirection.target());
                now = redirection.isStandardInput() ? Input.of(text) : now;
            } else {
                List<Argument> targets = expansion.arguments(List.of(redirection.target()));
                open(redirection, targets, expansion.state(), part);
                now = redirection.isStandardInput() ? Input.STREAM : now;
            }
        }
        return now;
    }

    private void open(Redirection redirection, List<Argument> targets, ShellState state, String part) {
        Argument target = targets.size() == 1 ? targets.get(0) : Argument.many("");
        if (target.certainty() == Argument.Certainty.GLOB) {
            target = Argument.many(target.text());
        }
        switch (redirection.type()) {
            case INPUT:
                files.read(target, false, Nature.ORDINARY, state, part);
                break;
            case OUTPUT:
                files.write(target, false, Nature.ORDINARY, state, part);
                break;
            case BOTH:
                files.read(target, false, Nature.ORDINARY, state, part);
                files.write(target, false, Nature.ORDINARY, state, part);
                break;
            default:
                duplicate(redirection, target, state, part);
        }
    }

    private void duplicate(Redirection redirection, Argument target, ShellState state, String part) {
        if (target.isKnown() && target.text().matches("[0-9]+-?|-")) {
            return;
        }
        if (redirection.isStandardInput() || !target.isKnown()) {
            report.add(EffectKind.WRITE, Resource.ANY, Nature.UNPARSABLE, part);
        } else {
            files.write(target, false, Nature.ORDINARY, state, part);
        }
    }
}
