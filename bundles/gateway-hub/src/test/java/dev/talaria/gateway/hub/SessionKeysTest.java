package dev.talaria.gateway.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.gateway.InboundMessage;
import dev.talaria.api.gateway.Origin;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionKeysTest {
    private static final SessionKeys USUAL =
            new SessionKeys(true, false, Map.of("telegram:42", "anna", "slack:T1.U7", "anna"));

    private static String key(SessionKeys keys, InboundMessage message) {
        return keys.of(message).value();
    }

    @Test
    void aPrivateChatIsOneAndEachThreadOfIt() {
        assertThat(key(USUAL, Messages.direct("7", "hi"))).isEqualTo("telegram:work/7");
        assertThat(key(USUAL, Messages.inThread(Messages.direct("7", "hi"), "3")))
                .isEqualTo("telegram:work/7/3");
    }

    @Test
    void inAGroupEachHasTheirOwnAndAThreadIsShared() {
        assertThat(key(USUAL, Messages.group("-10", "7", true))).isEqualTo("telegram:work/-10@7");
        assertThat(key(USUAL, Messages.group("-10", "42", true))).isEqualTo("telegram:work/-10@42");
        assertThat(key(USUAL, Messages.inThread(Messages.group("-10", "7", true), "3")))
                .isEqualTo("telegram:work/-10/3");
        SessionKeys other = new SessionKeys(false, true, Map.of());
        assertThat(key(other, Messages.group("-10", "7", true))).isEqualTo("telegram:work/-10");
        assertThat(key(other, Messages.inThread(Messages.group("-10", "7", true), "3")))
                .isEqualTo("telegram:work/-10/3@7");
    }

    @Test
    void aLinkedPersonHasOneOverAllPlatforms() {
        InboundMessage slack =
                Messages.of("slack", "D9", "U7", "hi", Origin.direct().withSpace("T1"));
        assertThat(key(USUAL, slack)).isEqualTo("person:anna").isEqualTo(key(USUAL, Messages.direct("42", "hi")));
        InboundMessage elsewhere =
                Messages.of("slack", "D9", "U7", "hi", Origin.direct().withSpace("T2"));
        assertThat(key(USUAL, elsewhere)).isEqualTo("slack:work/T2/D9");
    }

    @Test
    void noIdCanLookLikeAnother() {
        InboundMessage group = Messages.group("a", "b/c", true);
        assertThat(key(USUAL, group)).isEqualTo("telegram:work/a@b%2Fc");
        assertThat(key(USUAL, Messages.group("a@b", "c", true)))
                .isNotEqualTo(key(USUAL, Messages.group("a", "b@c", true)));
    }
}
