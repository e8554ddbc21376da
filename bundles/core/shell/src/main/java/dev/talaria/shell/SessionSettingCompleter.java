package dev.talaria.shell;

import dev.talaria.api.session.SessionSetting;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes what a session can have for itself. */
@Service
public final class SessionSettingCompleter extends NameCompleter {
    @Override
    Stream<String> names() {
        return Stream.of(SessionSetting.values()).map(SessionSetting::key);
    }
}
