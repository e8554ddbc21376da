package dev.talaria.engine.command;

import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Nature;
import dev.talaria.api.approval.Resource;
import java.util.List;

/** A simple command as a program sees it, and what the program's description can say about it. */
final class Invocation {
    private final Analysis analysis;
    private final String name;
    private final List<Argument> arguments;
    private final ShellState state;
    private final Input input;
    private final String part;
    private Outcome outcome;

    Invocation(Analysis analysis, List<Argument> words, ShellState state, Input input, String part) {
        this.analysis = analysis;
        this.name = words.get(0).text();
        this.arguments = List.copyOf(words.subList(1, words.size()));
        this.state = state;
        this.input = input;
        this.part = part;
        this.outcome = Outcome.of(state);
    }

    String name() {
        return name;
    }

    List<Argument> arguments() {
        return arguments;
    }

    /** The argument at a place, or an empty one. */
    Argument argument(int index) {
        return index < arguments.size() ? arguments.get(index) : Argument.known("");
    }

    ShellState state() {
        return state;
    }

    Input input() {
        return input;
    }

    Outcome outcome() {
        return outcome;
    }

    void outcome(Outcome now) {
        outcome = now;
    }

    Surroundings surroundings() {
        return analysis.surroundings();
    }

    FileEffects files() {
        return analysis.files();
    }

    void read(Argument file) {
        analysis.files().read(file, false, Nature.ORDINARY, state, part);
    }

    void readTree(Argument file) {
        analysis.files().read(file, true, Nature.ORDINARY, state, part);
    }

    void readCode(Argument file) {
        analysis.files().read(file, false, Nature.WORKSPACE_CODE, state, part);
    }

    void write(Argument file) {
        analysis.files().write(file, false, Nature.ORDINARY, state, part);
    }

    void writeTree(Argument file) {
        analysis.files().write(file, true, Nature.ORDINARY, state, part);
    }

    void write(Argument file, Nature nature) {
        analysis.files().write(file, false, nature, state, part);
    }

    /** Removes or overwrites a whole tree. */
    void destroy(Argument tree) {
        analysis.files().destroy(tree, state, part);
    }

    void execute(Nature nature) {
        analysis.report().execute(nature, part);
    }

    /** A program that nobody knows, or one that can run anything. */
    void unknown() {
        execute(Nature.ORDINARY);
    }

    void unparsable() {
        execute(Nature.UNPARSABLE);
    }

    /** @param address {@code host:port}, each may be {@code *} */
    void network(String address) {
        analysis.report().add(EffectKind.NETWORK, new Resource("net:" + address), Nature.ORDINARY, part);
    }

    void message() {
        analysis.report().add(EffectKind.MESSAGE, Resource.ANY, Nature.ORDINARY, part);
    }

    /** Makes everything in the script a question: see {@link Analysis#taint}. */
    void taint() {
        analysis.taint();
    }

    /** Runs other words as a command; its effects are this command's. */
    Outcome run(List<Argument> words, Input given) {
        return words.isEmpty() ? Outcome.of(state) : analysis.command(words, state, given, part);
    }

    Outcome run(List<Argument> words) {
        return run(words, input);
    }

    /** Runs other words as a command in a directory that nobody knows. */
    void runElsewhere(List<Argument> words) {
        analysis.command(words, state.at(List.of()), Input.NOTHING, part);
    }

    /** Runs other words as a command in another directory. */
    void runAt(List<Argument> words, String directory) {
        analysis.command(words, state.at(List.of(directory)), input, part);
    }

    /** What is ruinous if these words are run after all, though nobody knows whether they are. */
    void suspect(List<Argument> words) {
        analysis.suspect(words, state, part);
    }

    /** Runs a script in this shell. */
    Outcome script(String script) {
        return analysis.script(script, state, input, part);
    }

    /** Runs a script in a shell of its own, which knows only the directory for certain. */
    void child(String script) {
        analysis.child(script, state, part);
    }

    /** Leaves the innermost loop. */
    void leaveLoop() {
        analysis.leaveLoop(state);
        outcome = Outcome.of(state.ended());
    }
}
