package io.retour.returns;

import java.time.Instant;
import java.util.UUID;

/**
 * The history of a return, or of a claim, has a line more. Published within the transaction.
 *
 * @param caseId the return or claim
 * @param kind the stable word of the line
 */
public record CaseNoted(UUID caseId, String kind, Instant at) {}
