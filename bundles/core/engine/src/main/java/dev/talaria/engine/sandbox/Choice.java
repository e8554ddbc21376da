package dev.talaria.engine.sandbox;

import dev.talaria.api.sandbox.SandboxException;
import java.util.regex.Pattern;

/**
 * Which sandbox somebody wants: {@code docker}, {@code docker/web}, or with the session that has it for itself,
 * {@code docker/web.SESSION}.
 *
 * @param text the whole
 * @param backend what is before the slash
 */
record Choice(String text, String backend) {
    private static final Pattern FORM =
            Pattern.compile("[A-Za-z0-9_-]{1,50}(/[A-Za-z0-9_-]{1,50}([.][A-Za-z0-9-]{1,64})?)?");

    /** @throws SandboxException CANNOT_START, if the text has not that form */
    static Choice of(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new SandboxException(
                    SandboxException.Code.CANNOT_START,
                    "'" + text + "' cannot be the name of a sandbox.",
                    "Name a backend, or a backend and a name: docker, docker/web. sandbox:list shows them.",
                    null);
        }
        int slash = text.indexOf('/');
        return new Choice(text, slash < 0 ? text : text.substring(0, slash));
    }

    /** Without the session. */
    String configured() {
        int dot = text.indexOf('.');
        return dot < 0 ? text : text.substring(0, dot);
    }
}
