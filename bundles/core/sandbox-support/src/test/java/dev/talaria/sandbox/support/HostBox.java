package dev.talaria.sandbox.support;

import java.nio.file.Path;

/** A remote sandbox that is this machine. */
final class HostBox extends RemoteSandbox {
    HostBox(Path state) {
        super("host", state.toString(), new ProcessExec());
        prepare();
    }

    @Override
    public String directory() {
        return "/tmp";
    }

    @Override
    protected void release() {}
}
