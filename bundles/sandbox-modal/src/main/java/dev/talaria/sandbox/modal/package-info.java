/** Commands and files in sandboxes of Modal. */
@NullMarked
package dev.talaria.sandbox.modal;

import org.jspecify.annotations.NullMarked;
