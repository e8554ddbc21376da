package dev.talaria.engine.command;

import dev.talaria.api.approval.Nature;
import dev.talaria.engine.command.Node.Join;
import java.util.List;

/** Goes through commands that are made of others. */
final class Flow {
    private static final int ROUNDS = 4;

    private final Analysis analysis;

    Flow(Analysis analysis) {
        this.analysis = analysis;
    }

    Outcome run(Node node, ShellState state, Input input) {
        switch (node.kind()) {
            case PIPELINE:
                return pipeline((Node.Pipeline) node, state, input);
            case CHAIN:
                return chain((Node.Chain) node, state, input);
            case GROUP:
                return group((Node.Group) node, state, input);
            case IF:
                return branches((Node.If) node, state, input);
            case FOR:
                return loop((Node.For) node, state, input);
            case WHILE:
                return loop((Node.While) node, state, input);
            case CASE:
                return cases((Node.Case) node, state, input);
            case TEST:
                return Outcome.of(TestWords.judge(((Node.Test) node).words(), analysis.expansion(state)));
            case ARITHMETIC:
                String expression = ((Node.Arithmetic) node).expression();
                return Outcome.of(analysis.variables().calculate(expression, state));
            case REDIRECTED:
                return redirected((Node.Redirected) node, state, input);
            case FUNCTION:
                return function((Node.Function) node, state);
            default:
                throw new IllegalStateException("no such command");
        }
    }

    private Outcome pipeline(Node.Pipeline pipeline, ShellState state, Input input) {
        Input given = input;
        for (Node stage : pipeline.stages()) {
            analysis.subshell(stage, state, given);
            given = NameSources.output(stage, given, state, analysis.surroundings());
        }
        return Outcome.of(state);
    }

    private Outcome chain(Node.Chain chain, ShellState state, Input input) {
        Outcome before = Outcome.of(state);
        for (Node.Link link : chain.links()) {
            ShellState start = link.join() == Join.THEN
                    ? before.either()
                    : link.join() == Join.AND ? before.success() : before.failure();
            Outcome now = analysis.run(link.node(), start, input);
            if (link.join() == Join.THEN) {
                before = now;
            } else if (link.join() == Join.AND) {
                before = new Outcome(now.success(), before.failure().or(now.failure()));
            } else {
                before = new Outcome(before.success().or(now.success()), now.failure());
            }
        }
        return before;
    }

    private Outcome group(Node.Group group, ShellState state, Input input) {
        if (group.subshell()) {
            analysis.subshell(group.body(), state, input);
            return Outcome.of(state);
        }
        return analysis.run(group.body(), state, input);
    }

    private Outcome branches(Node.If branches, ShellState state, Input input) {
        ShellState open = state;
        ShellState result = state.ended();
        for (int i = 0; i < branches.conditions().size(); i++) {
            Outcome condition = analysis.run(branches.conditions().get(i), open, input);
            Outcome body = analysis.run(branches.bodies().get(i), condition.success(), input);
            result = result.or(body.either());
            open = condition.failure();
        }
        boolean otherwise = branches.bodies().size() > branches.conditions().size();
        if (otherwise) {
            Node last = branches.bodies().get(branches.bodies().size() - 1);
            open = analysis.run(last, open, input).either();
        }
        return Outcome.of(result.or(open));
    }

    /** Each item for itself while they are known, then as any loop. */
    private Outcome loop(Node.For loop, ShellState state, Input input) {
        Expansion expansion = analysis.expansion(state);
        List<Argument> items = expansion.arguments(loop.items());
        ShellState start = expansion.state();
        ShellState outer = analysis.takeLeft(start.ended());
        ShellState now = start;
        ShellState behind = start;
        for (Argument item : items) {
            boolean many = item.certainty() == Argument.Certainty.MANY || item.certainty() == Argument.Certainty.GLOB;
            Argument value = item.certainty() == Argument.Certainty.MANY ? Argument.one(item.text()) : item;
            int rounds = many ? ROUNDS : 1;
            now = rounds(rounds, now, each -> {
                ShellState set = analysis.variables().assign(loop.variable(), value, each);
                return analysis.run(loop.body(), set, input).either();
            });
            behind = behind.or(now);
        }
        analysis.takeLeft(outer);
        return Outcome.of(behind);
    }

    private Outcome loop(Node.While loop, ShellState state, Input input) {
        ShellState outer = analysis.takeLeft(state.ended());
        ShellState[] behind = {state};
        rounds(ROUNDS, state, each -> {
            Outcome condition = analysis.run(loop.condition(), each, input);
            behind[0] = behind[0].or(condition.either());
            return analysis.run(loop.body(), condition.success(), input).either();
        });
        analysis.takeLeft(outer);
        return Outcome.of(behind[0]);
    }

    private interface Round {
        ShellState run(ShellState state);
    }

    /** Runs until nothing changes any more, or with a state that no round can change. */
    private ShellState rounds(int most, ShellState start, Round round) {
        ShellState now = start;
        for (int i = 0; i < most; i++) {
            ShellState after = round.run(now).or(analysis.takeLeft(start.ended()));
            if (most == 1) {
                return after;
            }
            ShellState merged = now.or(after);
            if (merged.equals(now)) {
                return now;
            }
            now = merged;
        }
        return now.forgotten().or(round.run(now.forgotten()).forgotten());
    }

    private Outcome cases(Node.Case cases, ShellState state, Input input) {
        Expansion expansion = analysis.expansion(state);
        expansion.value(cases.subject());
        cases.patterns().forEach(expansion::value);
        ShellState start = expansion.state();
        ShellState behind = start;
        for (Node body : cases.bodies()) {
            // A case may go on with the next one.
            behind = behind.or(analysis.run(body, behind, input).either());
        }
        return Outcome.of(behind);
    }

    private Outcome redirected(Node.Redirected node, ShellState state, Input input) {
        Expansion expansion = analysis.expansion(state);
        Input given = analysis.redirections().apply(node.redirections(), expansion, input, "");
        return analysis.run(node.body(), expansion.state(), given);
    }

    /** What the function does it may do whenever its name is called, and its name may be that of any program. */
    private Outcome function(Node.Function function, ShellState state) {
        analysis.taint();
        if (ForkBomb.isIn(function)) {
            analysis.report().execute(Nature.RUINOUS, function.name() + "()");
        }
        analysis.subshell(function.body(), state.forgotten().at(state.directories()), Input.NOTHING);
        return Outcome.of(state.forgotten());
    }
}
