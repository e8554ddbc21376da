package dev.talaria.api.approval;

import java.time.Instant;

/**
 * A remembered yes. It holds for one call, byte by byte, of one person, in one workspace and sandbox; if the call runs a
 * file, for that file's content too.
 *
 * @param id what {@link Approvals#revoke} takes
 * @param principal who said it, and for whom it holds
 * @param scope {@code session} or {@code always}
 * @param session the session of a {@code session} rule; empty for others
 * @param call tool and arguments as the person saw them
 * @param workspace where it holds
 * @param expires when it ends
 */
public record ApprovalRule(
        String id, String principal, String scope, String session, String call, String workspace, Instant expires) {}
