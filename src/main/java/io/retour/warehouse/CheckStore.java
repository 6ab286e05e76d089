package io.retour.warehouse;

import java.util.Map;
import java.util.UUID;

/** What inspectors answered to the checklists; what was answered stays. */
public interface CheckStore {

  /** Keeps the answers by their checks, once for each piece. */
  void keep(UUID unitId, Map<String, Answer> answers);
}
