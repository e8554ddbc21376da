/** For tests of sandboxes of Modal: a server that answers as Modal does and runs commands on this machine. */
@NullMarked
package dev.talaria.testkit.modal;

import org.jspecify.annotations.NullMarked;
