package dev.talaria.api.command;

import dev.talaria.api.base.ErrorCode;
import dev.talaria.api.base.TalariaException;

/** A slash command cannot do what was said. */
public final class CommandException extends TalariaException {
    private static final long serialVersionUID = 1;

    public CommandException(Code code, String message, String remedy) {
        super(code, message, remedy, null);
    }

    public CommandException(Code code, String message, String remedy, Throwable cause) {
        super(code, message, remedy, cause);
    }

    public enum Code implements ErrorCode {
        /** There is no such command. */
        UNKNOWN(Owner.USER),
        /** More than one command may be meant. */
        AMBIGUOUS(Owner.USER),
        /** Only an owner may say it. */
        NOT_ALLOWED(Owner.USER),
        /** What stands behind the command is of no use to it. */
        USAGE(Owner.USER),
        /** What it needs is not there. */
        UNAVAILABLE(Owner.OPERATOR),
        /** The command itself is broken. */
        BROKEN(Owner.PLUGIN);

        private final Owner owner;

        Code(Owner owner) {
            this.owner = owner;
        }

        @Override
        public Owner owner() {
            return owner;
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }
}
