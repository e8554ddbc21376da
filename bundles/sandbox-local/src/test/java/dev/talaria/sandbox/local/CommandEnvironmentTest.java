package dev.talaria.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandEnvironmentTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OPENAI_API_KEY",
                "OPENROUTER_API_KEY",
                "ANTHROPIC_API_KEY",
                "CLAUDE_CODE_OAUTH_TOKEN",
                "GH_TOKEN",
                "GITHUB_TOKEN",
                "TELEGRAM_BOT_TOKEN",
                "SLACK_BOT_TOKEN",
                "SLACK_APP_TOKEN",
                "DISCORD_BOT_TOKEN",
                "TWILIO_AUTH_TOKEN",
                "MODAL_TOKEN_ID",
                "MODAL_ENVIRONMENT",
                "DAYTONA_API_KEY",
                "SUDO_PASSWORD",
                "PGPASSWORD",
                "MYSQL_PWD",
                "AWS_SECRET_ACCESS_KEY",
                "AWS_SESSION_TOKEN",
                "AWS_BEARER_TOKEN_BEDROCK",
                "GOOGLE_APPLICATION_CREDENTIALS",
                "OPENAI_API_KEY_2",
                "OPENAI_BASE_URL",
                "TELEGRAM_HOME_CHANNEL",
                "my_api_key",
                "Some_Secret",
                "DB_PASS",
                "TALARIA_ANYTHING",
                "SENTRY_DSN"
            })
    void secretsAndRoutingStayOutside(String name) {
        assertThat(CommandEnvironment.of(Map.of(name, "canary"))).doesNotContainKey(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BASH_ENV",
                "ENV",
                "SHELLOPTS",
                "BASHOPTS",
                "PROMPT_COMMAND",
                "PS4",
                "IFS",
                "CDPATH",
                "LD_PRELOAD",
                "BASH_FUNC_ls%%",
                "BASH_FUNC_ls()",
                "POSIXLY_CORRECT"
            })
    void whatWouldChangeBashStaysOutside(String name) {
        assertThat(CommandEnvironment.of(Map.of(name, "x"))).doesNotContainKey(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HOME",
                "LANG",
                "USER",
                "SSH_AUTH_SOCK",
                "JAVA_HOME",
                "TOKENIZERS_PARALLELISM",
                "AWS_REGION",
                "AWS_PROFILE",
                "EDITOR",
                "PWD"
            })
    void whatProgramsNeedIsThere(String name) {
        assertThat(CommandEnvironment.of(Map.of(name, "x"))).containsEntry(name, "x");
    }

    @Test
    void programsDoNotPage() {
        assertThat(CommandEnvironment.of(Map.of("PAGER", "less", "TERM", "xterm")))
                .containsEntry("PAGER", "cat")
                .containsEntry("GIT_PAGER", "cat")
                .containsEntry("TERM", "dumb");
    }

    @Test
    void theDirectoryOfACommandChoosesNoPrograms() {
        assertThat(CommandEnvironment.of(Map.of("PATH", ".:/usr/bin::bin:/bin:")))
                .containsEntry("PATH", "/usr/bin:/bin");
    }
}
