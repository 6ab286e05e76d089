package io.retour.journey;

import java.util.Optional;

/** The diagrams as they were deployed: what began on an older one is shown on that one. */
public interface JourneyDiagrams {

  /** Keeps what runs under a key of the engine; twice the same is kept once. */
  void deployed(long definitionKey, String processId, int version, String bpmn);

  /** Empty for what was deployed before diagrams were kept, or past this application. */
  Optional<String> of(long definitionKey);
}
