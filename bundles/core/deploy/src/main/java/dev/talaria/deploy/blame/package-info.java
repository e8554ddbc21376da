/** Notes what add-on bundles are doing, so that the supervisor knows whom to blame when the process ends. */
@NullMarked
package dev.talaria.deploy.blame;

import org.jspecify.annotations.NullMarked;
