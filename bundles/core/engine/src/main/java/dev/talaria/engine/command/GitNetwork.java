package dev.talaria.engine.command;

import dev.talaria.api.approval.Nature;

/** The commands of git that talk to other machines. */
final class GitNetwork {
    private GitNetwork() {}

    static void judge(String command, GitWords words, Invocation invocation) {
        if (command.equals("submodule")
                && (words.operands().isEmpty() || words.first().is("status"))) {
            invocation.readTree(Argument.known("."));
            return;
        }
        invocation.network(address(words));
        boolean runs = words.has(
                        "--upload-pack",
                        "--receive-pack",
                        "--exec",
                        "--config",
                        "--template",
                        "--recurse-submodules-cmd")
                || words.hasLetter('c') && command.equals("clone")
                || words.hasLetter('u') && command.equals("clone")
                || words.operands().stream()
                        .anyMatch(word ->
                                word.text().contains("::") || word.text().startsWith("-"))
                || command.equals("submodule") && words.first().is("foreach");
        if (runs) {
            UnknownProgram.judge(invocation);
        }
        if (command.equals("clone")) {
            cloneTo(words, invocation);
        } else if (!command.equals("ls-remote")) {
            invocation.writeTree(Argument.known("."));
        }
        if (command.equals("pull") || command.equals("push") || command.equals("submodule")) {
            invocation.execute(Nature.WORKSPACE_CODE);
        }
        boolean removes = command.equals("push")
                && (words.has("--force", "--force-with-lease", "--delete", "--mirror", "--prune")
                        || words.hasLetter('f', 'd')
                        || words.operands().stream()
                                .anyMatch(word -> word.text().matches("[+:].+")));
        if (removes) {
            invocation.execute(Nature.DESTRUCTIVE);
        }
    }

    private static void cloneTo(GitWords words, Invocation invocation) {
        boolean named = words.operands().size() > 1;
        if (!words.operands().isEmpty() && !words.first().text().contains(":")) {
            invocation.readTree(words.first());
        }
        invocation.writeTree(named ? words.operands().get(words.operands().size() - 1) : Argument.known("."));
    }

    private static String address(GitWords words) {
        String text = words.first().text();
        boolean url = text.contains("://");
        boolean scp = !url && text.matches("[^/]+@[^/:]+:.*");
        if (url) {
            return NetworkAddress.of(words.first(), "https");
        }
        return scp ? text.substring(text.indexOf('@') + 1, text.indexOf(':')) + ":22" : NetworkAddress.ANY;
    }
}
