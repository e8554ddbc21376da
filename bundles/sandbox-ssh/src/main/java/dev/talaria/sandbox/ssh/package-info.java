/**
 * Commands and files on other hosts, over SSHJ. SSHJ, asn-one and BouncyCastle (which only reads PEM files here) are
 * bundles of their own; embedded is sandbox-support alone, 120 kB.
 *
 * <p>Threads: of each connection SSHJ's reader and one that asks the server whether it is there; of each sandbox one timer,
 * and those of its commands. All end with the sandbox.
 */
@NullMarked
package dev.talaria.sandbox.ssh;

import org.jspecify.annotations.NullMarked;
