package io.retour.testengine;

/** The kinds of documents the REST API can find, named as in its paths. */
enum Collection {
  PROCESS_DEFINITIONS("process-definitions"),
  PROCESS_INSTANCES("process-instances"),
  ELEMENT_INSTANCES("element-instances"),
  SEQUENCE_FLOWS("sequence-flows"),
  VARIABLES("variables"),
  INCIDENTS("incidents"),
  USER_TASKS("user-tasks"),
  JOBS("jobs"),
  FORMS("forms"),
  DECISION_INSTANCES("decision-instances"),
  MESSAGE_SUBSCRIPTIONS("message-subscriptions"),
  CORRELATED_MESSAGES("correlated-message-subscriptions");

  private final String path;

  Collection(final String path) {
    this.path = path;
  }

  static Collection ofPath(final String path) {
    for (final var collection : values()) {
      if (collection.path.equals(path)) {
        return collection;
      }
    }
    throw ApiException.notFound("No such collection: " + path);
  }
}
