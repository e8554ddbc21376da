package dev.talaria.engine.command;

/** What is known of a program. */
interface Program {
    /** Reports what the program does when it is called like this. */
    void judge(Invocation invocation);
}
