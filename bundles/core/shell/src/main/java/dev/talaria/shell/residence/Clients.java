package dev.talaria.shell.residence;

/** Those who are attached. */
public interface Clients {
    int count();

    /** From now on a new client finds nobody, and starts an instance of its own as soon as the home is free. */
    void refuseNew();
}
