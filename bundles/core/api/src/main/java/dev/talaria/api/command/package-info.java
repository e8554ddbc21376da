/**
 * What a person says to Talaria itself in a conversation: slash commands, the conversations that they are said in, and
 * the one registry that help, completion and menus read.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.talaria.api.command;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
