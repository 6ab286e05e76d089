package io.retour.claims;

import java.util.UUID;

/** A claim was stated; its process is to start. Published within the transaction. */
public record ClaimRaised(UUID claimId, String number, String brand, Claim.Kind kind) {}
