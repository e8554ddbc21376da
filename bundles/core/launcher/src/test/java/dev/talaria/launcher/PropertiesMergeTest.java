package dev.talaria.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PropertiesMergeTest {

    @Test
    void keepsAnEditedKeyAndUpdatesTheOthers() {
        assertThat(PropertiesMerge.merge("a = 1\nb = 1\n", "a = 7\nb = 1\n", "a = 2\nb = 2\n"))
                .isEqualTo("a = 7\nb = 2\n");
    }

    @Test
    void addsANewKeyWithItsCommentBehindItsNeighbour() {
        assertThat(PropertiesMerge.merge("a=1\nz=1\n", "a=7\nz=1\n", "a=1\n# why b\nb=2\nz=1\n"))
                .isEqualTo("a=7\n# why b\nb=2\nz=1\n");
    }

    @Test
    void dropsAKeyThatIsNoLongerShippedUnlessItWasEdited() {
        assertThat(PropertiesMerge.merge("a=1\nb=1\n", "a=7\nb=1\n", "c=1\n")).isEqualTo("a=7\nc=1\n");
    }

    @Test
    void doesNotBringBackAKeyThatTheUserDeleted() {
        assertThat(PropertiesMerge.merge("a=1\nb=1\n", "b=1\n", "a=2\nb=2\n")).isEqualTo("b=2\n");
    }

    @Test
    void keepsTheUsersOwnKeysAndComments() {
        assertThat(PropertiesMerge.merge(
                        "# shipped\na=1\n", "# mine\na=1\n\n# my key\nown=ü\n# the end\n", "# shipped anew\na=2\n"))
                .isEqualTo("# mine\na=2\n\n# my key\nown=ü\n# the end\n");
    }

    @Test
    void updatesACommentThatTheUserLeftAlone() {
        assertThat(PropertiesMerge.merge("# old\na=1\nb=1\n", "# old\na=1\nb=7\n", "# new\na=1\nb=1\n"))
                .isEqualTo("# new\na=1\nb=7\n");
    }

    @Test
    void comparesValuesAndNotTheirLayout() {
        assertThat(PropertiesMerge.merge("a = x, \\\n    y\n", "a=x, \\\n y\n", "a = x, \\\n    y, \\\n    z\n"))
                .isEqualTo("a = x, \\\n    y, \\\n    z\n");
    }

    @Test
    void readsEscapedKeys() {
        assertThat(PropertiesMerge.merge(
                        "mvn\\:g/a/1 = 5\nmvn\\:g/b/1 = 5\n",
                        "mvn\\:g/a/1 = 9\nmvn\\:g/b/1 = 5\n",
                        "mvn\\:g/a/1 = 5\nmvn\\:g/b/2 = 5\n"))
                .isEqualTo("mvn\\:g/a/1 = 9\nmvn\\:g/b/2 = 5\n");
    }

    @Test
    void withoutAnEarlierVersionEveryKeyCountsAsTheUsers() {
        assertThat(PropertiesMerge.merge("", "a=7\n", "a=1\nb=1\n")).isEqualTo("a=7\nb=1\n");
    }

    @Test
    void aSecondMergeChangesNothing() {
        String shipped = "a=2\nb=2\nc=2\n";
        String once = PropertiesMerge.merge("a=1\nb=1\n", "a=7\nb=1", shipped);
        assertThat(PropertiesMerge.merge("a=1\nb=1\n", once, shipped)).isEqualTo(once);
        assertThat(PropertiesMerge.merge(shipped, once, shipped)).isEqualTo(once);
    }

    @Test
    void survivesAMalformedEscape() {
        assertThat(PropertiesMerge.merge("a=1\n", "path=\\users\na=1\n", "a=2\n"))
                .isEqualTo("path=\\users\na=2\n");
    }
}
