package io.retour.logistics;

import java.util.UUID;

/** Somebody chose when the driver may come. */
public record PickupSlotChosen(UUID returnId, int tryNo) {}
