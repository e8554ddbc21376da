/** Services of other bundles: their order, who brought them, and the calls into them that run. */
@NullMarked
package dev.talaria.engine.service;

import org.jspecify.annotations.NullMarked;
