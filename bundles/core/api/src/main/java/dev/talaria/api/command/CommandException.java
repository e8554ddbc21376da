package dev.talaria.api.command;

import dev.talaria.api.base.ErrorCode;
import dev.talaria.api.base.TalariaException;

/** A slash command was not run, or did not do what was wanted. */
public final class CommandException extends TalariaException {
    private static final long serialVersionUID = 1;

    public CommandException(Code code, String message, String remedy) {
        super(code, message, remedy, null);
    }

    public enum Code implements ErrorCode {
        /** No command of that name. */
        NOT_FOUND(Owner.USER, false),
        /** More than one command begins so. */
        AMBIGUOUS(Owner.USER, false),
        /** Only an owner may say it, or say it so. */
        FORBIDDEN(Owner.USER, false),
        /** What stands behind its name is not what it takes. */
        USAGE(Owner.USER, false),
        /** There is nothing to do it to. */
        NOTHING(Owner.USER, true),
        /** A part that it needs is not installed, or the command itself went while it ran. */
        UNAVAILABLE(Owner.OPERATOR, true),
        /** What it does with a file failed. */
        IO(Owner.USER, true),
        /** It threw what no command may throw. */
        FAILED(Owner.PLUGIN, false);

        private final Owner owner;
        private final boolean retryable;

        Code(Owner owner, boolean retryable) {
            this.owner = owner;
            this.retryable = retryable;
        }

        @Override
        public Owner owner() {
            return owner;
        }

        @Override
        public boolean retryable() {
            return retryable;
        }
    }
}
