package io.retour.returns;

import java.time.Instant;
import java.util.UUID;

/**
 * The consumer's statement of withdrawal that a return carries out (CRD Art. 11).
 *
 * @param statementId the statement, which is kept word for word
 * @param sentAt when it was sent: it is in time if that was before the period expired (Art. 11(2))
 * @param receivedAt when it reached the trader, who has fourteen days from then to pay back (Art.
 *     13(1))
 */
public record Withdrawal(UUID statementId, Instant sentAt, Instant receivedAt) {}
