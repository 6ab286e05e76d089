package io.retour.returns;

import java.util.Map;
import java.util.UUID;

/** What shoppers said about their reasons, piece by piece. */
public interface ReasonDetails {

  /** Keeps it in the caller's transaction. */
  void keep(UUID unitId, ReasonDetail detail);

  /** By piece; a piece about which nothing was said is not in it. */
  Map<UUID, ReasonDetail> of(UUID returnId);
}
