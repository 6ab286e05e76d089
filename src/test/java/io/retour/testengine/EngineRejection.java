package io.retour.testengine;

import io.camunda.zeebe.protocol.record.RejectionType;

/** The engine refused a command; both gateways translate the type to their own status. */
final class EngineRejection extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final RejectionType type;

  EngineRejection(final RejectionType type, final String message) {
    super(message);
    this.type = type;
  }

  RejectionType type() {
    return type;
  }
}
