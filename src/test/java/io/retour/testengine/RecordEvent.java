package io.retour.testengine;

import io.camunda.zeebe.protocol.impl.record.UnifiedRecordValue;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.Intent;

/** One event of the engine's log, with its time as the REST API writes it. */
record RecordEvent(
    long key, ValueType valueType, Intent intent, String time, UnifiedRecordValue value) {}
