package dev.talaria.engine.command;

import java.util.List;

/** Finds functions that start themselves more than once. */
final class ForkBomb {
    private ForkBomb() {}

    static boolean isIn(Node.Function function) {
        return calls(function.body(), function.name(), false);
    }

    private static boolean calls(Node node, String name, boolean apart) {
        switch (node.kind()) {
            case SIMPLE:
                List<Word> words = ((Node.Simple) node).words();
                return apart && !words.isEmpty() && words.get(0).plain().equals(name);
            case PIPELINE:
                return ((Node.Pipeline) node).stages().stream().anyMatch(stage -> calls(stage, name, true));
            case CHAIN:
                return ((Node.Chain) node).links().stream().anyMatch(link -> calls(link.node(), name, apart));
            case GROUP:
                Node.Group group = (Node.Group) node;
                return calls(group.body(), name, apart || group.subshell());
            case WHILE:
                return calls(((Node.While) node).body(), name, apart);
            case REDIRECTED:
                return calls(((Node.Redirected) node).body(), name, apart);
            default:
                return false;
        }
    }
}
