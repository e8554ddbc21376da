/**
 * Makes a sandbox of anything that can run a program with its input and output ({@link dev.talaria.sandbox.support.Exec}):
 * commands, shells that go on, files and detached commands by bash scripts that run inside. Embedded into the bundles of
 * remote sandboxes. The sandbox needs Linux, bash and the coreutils and findutils of GNU.
 */
@NullMarked
package dev.talaria.sandbox.support;

import org.jspecify.annotations.NullMarked;
