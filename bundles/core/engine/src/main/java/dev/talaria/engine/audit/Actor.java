package dev.talaria.engine.audit;

import dev.talaria.api.base.Principal;
import java.security.AccessController;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.Subject;

/** Who the present thread works for. */
final class Actor {
    private static final String USER = "UserPrincipal";

    private Actor() {}

    /** {@code karaf:NAME} in the shell of a user who logged in; else the operating-system user that runs this process. */
    static String present() {
        return principals().stream()
                .filter(one -> one.getClass().getSimpleName().equals(USER))
                .map(one -> "karaf:" + one.getName())
                .findFirst()
                .orElseGet(() -> Principal.osUser().id());
    }

    @SuppressWarnings("removal") // what Karaf's shell works with, as long as it runs on 17
    private static Set<java.security.Principal> principals() {
        try {
            return Optional.ofNullable(Subject.getSubject(AccessController.getContext()))
                    .map(Subject::getPrincipals)
                    .orElse(Set.of());
        } catch (UnsupportedOperationException e) {
            return Set.of(); // a later JDK
        }
    }
}
