package io.retour.warehouse;

import java.util.UUID;

/** The grounds that inspectors gave for destroying pieces; what was given stays. */
public interface GroundsStore {

  /** Keeps them, once for each piece. */
  void keep(UUID unitId, DestructionGrounds grounds);

  /**
   * @return {@link DestructionGrounds#NONE} when none were given
   */
  DestructionGrounds of(UUID unitId);
}
