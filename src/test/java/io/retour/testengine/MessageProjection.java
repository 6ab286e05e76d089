package io.retour.testengine;

import io.camunda.zeebe.protocol.impl.record.value.message.MessageStartEventSubscriptionRecord;
import io.camunda.zeebe.protocol.impl.record.value.message.ProcessMessageSubscriptionRecord;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.MessageStartEventSubscriptionIntent;
import io.camunda.zeebe.protocol.record.intent.ProcessMessageSubscriptionIntent;
import java.util.Set;

/** Messages that instances wait for, and those that reached one or started one. */
final class MessageProjection implements Projection {

  private static final Set<ProcessMessageSubscriptionIntent> STATES =
      Set.of(
          ProcessMessageSubscriptionIntent.CREATED,
          ProcessMessageSubscriptionIntent.CORRELATED,
          ProcessMessageSubscriptionIntent.DELETED,
          ProcessMessageSubscriptionIntent.MIGRATED);

  private final DocumentStore store;

  MessageProjection(final DocumentStore store) {
    this.store = store;
  }

  @Override
  public Set<ValueType> valueTypes() {
    return Set.of(
        ValueType.PROCESS_MESSAGE_SUBSCRIPTION, ValueType.MESSAGE_START_EVENT_SUBSCRIPTION);
  }

  @Override
  public void apply(final RecordEvent event) {
    if (event.value() instanceof final ProcessMessageSubscriptionRecord subscription
        && event.intent() instanceof final ProcessMessageSubscriptionIntent intent
        && STATES.contains(intent)) {
      subscription(event, subscription);
      if (intent == ProcessMessageSubscriptionIntent.CORRELATED) {
        correlated(event, subscription);
      }
    } else if (event.intent() == MessageStartEventSubscriptionIntent.CORRELATED) {
      started(event, (MessageStartEventSubscriptionRecord) event.value());
    }
  }

  private void subscription(
      final RecordEvent event, final ProcessMessageSubscriptionRecord subscription) {
    final var instance =
        store.get(Collection.PROCESS_INSTANCES, subscription.getProcessInstanceKey());
    store
        .document(Collection.MESSAGE_SUBSCRIPTIONS, event.key())
        .put("messageSubscriptionKey", Projection.key(event.key()))
        .put("messageSubscriptionState", event.intent().name())
        .put("messageName", subscription.getMessageName())
        .put("correlationKey", subscription.getCorrelationKey())
        .put("lastUpdatedDate", event.time())
        .put("elementId", subscription.getElementId())
        .put("elementInstanceKey", Projection.key(subscription.getElementInstanceKey()))
        .put("processInstanceKey", Projection.key(subscription.getProcessInstanceKey()))
        .put("processDefinitionKey", instance.path("processDefinitionKey").textValue())
        .put("processDefinitionId", subscription.getBpmnProcessId())
        .put("tenantId", TENANT);
  }

  private void correlated(
      final RecordEvent event, final ProcessMessageSubscriptionRecord subscription) {
    final var instance =
        store.get(Collection.PROCESS_INSTANCES, subscription.getProcessInstanceKey());
    store
        .document(Collection.CORRELATED_MESSAGES, subscription.getMessageKey() + "_" + event.key())
        .put("messageKey", Projection.key(subscription.getMessageKey()))
        .put("messageName", subscription.getMessageName())
        .put("correlationKey", subscription.getCorrelationKey())
        .put("correlationTime", event.time())
        .put("elementId", subscription.getElementId())
        .put("elementInstanceKey", Projection.key(subscription.getElementInstanceKey()))
        .put("partitionId", InMemoryEngine.PARTITION_ID)
        .put("processInstanceKey", Projection.key(subscription.getProcessInstanceKey()))
        .put("processDefinitionKey", instance.path("processDefinitionKey").textValue())
        .put("processDefinitionId", subscription.getBpmnProcessId())
        .put("subscriptionKey", Projection.key(event.key()))
        .put("tenantId", TENANT);
  }

  private void started(
      final RecordEvent event, final MessageStartEventSubscriptionRecord subscription) {
    store
        .document(Collection.CORRELATED_MESSAGES, subscription.getMessageKey() + "_" + event.key())
        .put("messageKey", Projection.key(subscription.getMessageKey()))
        .put("messageName", subscription.getMessageName())
        .put("correlationKey", subscription.getCorrelationKey())
        .put("correlationTime", event.time())
        .put("elementId", subscription.getStartEventId())
        .putNull("elementInstanceKey")
        .put("partitionId", InMemoryEngine.PARTITION_ID)
        .put("processInstanceKey", Projection.key(subscription.getProcessInstanceKey()))
        .put("processDefinitionKey", Projection.key(subscription.getProcessDefinitionKey()))
        .put("processDefinitionId", subscription.getBpmnProcessId())
        .put("subscriptionKey", Projection.key(event.key()))
        .put("tenantId", TENANT);
  }
}
