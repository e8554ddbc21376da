/** Context files: who the agent is (SOUL.md) and how a project wants to be worked on (AGENTS.md and kin). */
@NullMarked
package dev.talaria.engine.context;

import org.jspecify.annotations.NullMarked;
