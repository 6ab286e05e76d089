package io.retour.warehouse;

import io.retour.returns.ReturnUnit.Grade;
import java.util.List;
import java.util.UUID;

/**
 * A piece was graded at the warehouse. Published within the transaction.
 *
 * @param photographed whether a photo shows what is wrong with it
 */
public record UnitInspected(
    UUID returnId,
    UUID unitId,
    Grade grade,
    List<String> findings,
    DestructionGrounds grounds,
    boolean photographed) {}
