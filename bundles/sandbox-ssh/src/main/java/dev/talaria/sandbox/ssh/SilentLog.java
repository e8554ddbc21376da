package dev.talaria.sandbox.ssh;

import net.schmizz.sshj.common.LoggerFactory;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/** SSHJ reports each broken connection as an error with its stack. What matters of it is in the exceptions. */
enum SilentLog implements LoggerFactory {
    INSTANCE;

    @Override
    public Logger getLogger(String name) {
        return NOPLogger.NOP_LOGGER;
    }

    @Override
    public Logger getLogger(Class<?> clazz) {
        return NOPLogger.NOP_LOGGER;
    }
}
