package io.retour.blind;

import java.util.UUID;

/** A parcel that nobody announced was recorded. Published within the transaction. */
public record BlindParcelRecorded(UUID blindParcelId, String reference) {}
