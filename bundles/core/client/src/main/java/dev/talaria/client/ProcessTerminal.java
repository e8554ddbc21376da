package dev.talaria.client;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/** The three streams of this process and the terminal that controls it. */
final class ProcessTerminal implements Terminal {
    private final InputStream input = new FileInputStream(FileDescriptor.in);
    private final OutputStream output = new FileOutputStream(FileDescriptor.out);
    private final OutputStream error = new FileOutputStream(FileDescriptor.err);
    private final Stty stty = new Stty();
    private String settings = "";

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public OutputStream error() {
        return error;
    }

    @Override
    public synchronized void raw(boolean on) {
        if (on && settings.isEmpty()) {
            settings = stty.run("-g").strip();
            stty.run("raw", "-echo");
        } else if (!on && !settings.isEmpty()) {
            stty.run(settings);
            settings = "";
        }
    }

    @Override
    public TerminalSize size() {
        return TerminalSize.parse(stty.run("size"));
    }

    /** By reflection: the compiler warns of the class itself, and there is no other way to hear the signal. */
    @Override
    public void onResize(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler call = (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                    action.run();
                }
                return null;
            };
            Object proxy = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, call);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("WINCH"), proxy);
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Then the terminal keeps the size that it began with.
        }
    }
}
