/** Commands and files in instances of Apptainer and Singularity. */
@NullMarked
package dev.talaria.sandbox.singularity;

import org.jspecify.annotations.NullMarked;
