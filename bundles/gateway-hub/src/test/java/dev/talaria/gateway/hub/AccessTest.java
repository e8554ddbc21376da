package dev.talaria.gateway.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.gateway.InboundMessage;
import dev.talaria.api.gateway.Origin;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessTest {
    private static final AccessLists LISTS = new AccessLists(
            List.of("telegram:1"),
            List.of("slack:T1.U2", "*"),
            List.of("telegram:3"),
            List.of("discord:*"),
            List.of("telegram:-10", "slack:T1.C1"),
            List.of("slack:*"),
            false,
            true);

    private static Verdict verdict(AccessLists lists, InboundMessage message) {
        return new Access(lists, person -> person.toString().equals("telegram:5")).verdict(message);
    }

    private static Verdict verdict(InboundMessage message) {
        return verdict(LISTS, message);
    }

    @Test
    void nobodyIsAnsweredWhomNobodyAllowed() {
        AccessLists closed = AccessLists.closed();
        assertThat(verdict(closed, Messages.direct("9", "hi")).stranger()).isTrue();
        assertThat(verdict(closed, Messages.direct("9", "hi")).role()).isNull();
        assertThat(verdict(closed, Messages.group("-10", "9", true)).role()).isNull();
        assertThat(verdict(closed, Messages.group("-10", "9", true)).stranger()).isFalse();
    }

    @Test
    void rolesComeFromListsAndCodes() {
        assertThat(verdict(Messages.direct("1", "hi")).role()).isEqualTo(Role.OWNER);
        assertThat(verdict(Messages.direct("3", "hi")).role()).isEqualTo(Role.USER);
        assertThat(verdict(Messages.direct("5", "hi")).role()).isEqualTo(Role.USER);
        assertThat(verdict(Messages.of("discord", "d", "77", "hi", Origin.direct()))
                        .role())
                .isEqualTo(Role.GUEST);
    }

    @Test
    void aWildcardMakesNobodyAnAdmin() {
        assertThat(verdict(Messages.direct("9", "hi")).role()).isNull();
    }

    @Test
    void anIdCountsInItsSpaceOnly() {
        assertThat(verdict(Messages.of("slack", "D", "U2", "hi", Origin.direct().withSpace("T1")))
                        .role())
                .isEqualTo(Role.ADMIN);
        assertThat(verdict(Messages.of("slack", "D", "U2", "hi", Origin.direct().withSpace("T2")))
                        .role())
                .isNull();
    }

    @Test
    void groupsAreListedAndWantAMention() {
        assertThat(verdict(Messages.group("-10", "9", true)).role()).isEqualTo(Role.GUEST);
        assertThat(verdict(Messages.group("-10", "1", true)).role()).isEqualTo(Role.OWNER);
        assertThat(verdict(Messages.group("-10", "1", false)).why()).contains("not meant for us");
        assertThat(verdict(Messages.group("-11", "1", true)).why()).contains("telegram:-11");
        Origin unaddressed = Origin.group("dev", false).withSpace("T1");
        assertThat(verdict(Messages.of("slack", "C1", "U9", "hi", unaddressed)).role())
                .isEqualTo(Role.GUEST);
    }

    @Test
    void whoPressesAButtonNeedsNoMention() {
        Origin pressed = Origin.group("Friends", false).withPressed("once");
        assertThat(verdict(Messages.of("telegram", "-10", "1", "", pressed)).role())
                .isEqualTo(Role.OWNER);
    }

    @Test
    void programsAndNamelessSendersAreNotAnswered() {
        assertThat(verdict(Messages.of(
                                "telegram", "1", "1", "hi", Origin.direct().byProgram()))
                        .role())
                .isNull();
        assertThat(verdict(Messages.direct("", "hi")).stranger()).isFalse();
        assertThat(verdict(Messages.of("discord", "d", "", "hi", Origin.direct()))
                        .role())
                .isNull();
    }
}
