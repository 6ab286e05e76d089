package io.retour.testengine;

import static io.retour.testengine.RestServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camunda.zeebe.protocol.impl.encoding.MsgPackConverter;
import io.camunda.zeebe.protocol.impl.record.value.message.MessageCorrelationRecord;
import io.camunda.zeebe.protocol.impl.record.value.usertask.UserTaskRecord;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.MessageCorrelationIntent;
import io.camunda.zeebe.protocol.record.intent.UserTaskIntent;
import io.camunda.zeebe.util.VersionUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What CPT and its client ask for over HTTP: the search API, user tasks and the management API.
 *
 * <p>The requests are those of {@code CamundaDataSource} and {@code CamundaManagementClient} of CPT
 * 8.8; everything else a client does goes over gRPC.
 */
final class RestApi {

  private static final byte[] NO_CONTENT = {};
  private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(10);

  private final EngineHost host;
  private final LostCompletions lostCompletions;

  RestApi(final EngineHost host, final LostCompletions lostCompletions) {
    this.host = host;
    this.lostCompletions = lostCompletions;
  }

  void register(final RestServer server) {
    server
        .on("GET", "/v2/topology", (path, request) -> json(topology()))
        .on("GET", "/v2/status", (path, request) -> NO_CONTENT)
        .on("POST", "/v2/user-tasks/(\\d+)/completion", this::completeTask)
        .on("POST", "/v2/user-tasks/(\\d+)/assignment", this::assignTask)
        .on("DELETE", "/v2/user-tasks/(\\d+)/assignee", this::unassignTask)
        .on("PATCH", "/v2/user-tasks/(\\d+)", this::updateTask)
        .on("GET", "/v2/user-tasks/(\\d+)/form", this::formOfTask)
        .on("POST", "/v2/user-tasks/(\\d+)/variables/search", this::variablesOfTask)
        .on("POST", "/v2/messages/correlation", this::correlate)
        .on("GET", "/v2/process-instances/(\\d+)/sequence-flows", this::sequenceFlows)
        .on("GET", "/v2/process-definitions/(\\d+)/xml", this::xml)
        .on("POST", "/v2/([a-z-]+)/search", this::search)
        .on("GET", "/v2/([a-z-]+)/([\\d-]+)", this::get)
        .on("GET", "/actuator/clock", (path, request) -> clock())
        .on("POST", "/actuator/clock/add", this::addTime)
        .on("DELETE", "/actuator/clock", this::resetTime)
        .on("POST", "/actuator/cluster/purge", this::purge);
  }

  // --- search

  private byte[] search(final MatchResult path, final JsonNode request) {
    final var collection = Collection.ofPath(path.group(1));
    return host.read(store -> json(new SearchQuery(request, store).answer(store.all(collection))));
  }

  private byte[] get(final MatchResult path, final JsonNode request) {
    final var collection = Collection.ofPath(path.group(1));
    return host.read(store -> json(store.get(collection, path.group(2))));
  }

  private byte[] xml(final MatchResult path, final JsonNode request) {
    final var definition =
        host.read(store -> store.get(Collection.PROCESS_DEFINITIONS, path.group(1)));
    return definition.path(DefinitionProjection.XML).asText().getBytes(StandardCharsets.UTF_8);
  }

  private byte[] sequenceFlows(final MatchResult path, final JsonNode request) {
    final var query = JsonNodeFactory.instance.objectNode();
    query.putObject("filter").put("processInstanceKey", path.group(1));
    query.putObject("page").put("limit", Integer.MAX_VALUE);
    return host.read(
        store -> json(new SearchQuery(query, store).answer(store.all(Collection.SEQUENCE_FLOWS))));
  }

  // --- user tasks

  /** As Tasklist would: nothing but what the task's form can send. */
  private byte[] completeTask(final MatchResult path, final JsonNode request) {
    requireAnswersOfTheForm(path, request.path("variables"));
    final var command =
        new UserTaskRecord()
            .setAction(request.path("action").asText("complete"))
            .setVariables(msgPack(request.path("variables")));
    return userTask(path, UserTaskIntent.COMPLETE, command);
  }

  private void requireAnswersOfTheForm(final MatchResult path, final JsonNode variables) {
    final var form =
        host.read(
            store -> {
              final var formKey = store.get(Collection.USER_TASKS, path.group(1)).path("formKey");
              return formKey.isNull()
                  ? null
                  : store.get(Collection.FORMS, formKey.asText()).path("schema").asText();
            });
    if (form == null) {
      return;
    }
    final var fields = FormFields.of(form);
    variables
        .properties()
        .forEach(
            answer ->
                fields
                    .objection(answer.getKey(), answer.getValue())
                    .ifPresent(
                        objection -> {
                          throw ApiException.badRequest(objection);
                        }));
  }

  private byte[] assignTask(final MatchResult path, final JsonNode request) {
    final boolean override = request.path("allowOverride").asBoolean(true);
    final var command =
        new UserTaskRecord()
            .setAction(request.path("action").asText(override ? "assign" : "claim"))
            .setAssignee(request.path("assignee").asText());
    return userTask(path, override ? UserTaskIntent.ASSIGN : UserTaskIntent.CLAIM, command);
  }

  private byte[] unassignTask(final MatchResult path, final JsonNode request) {
    return userTask(
        path, UserTaskIntent.ASSIGN, new UserTaskRecord().setAction("unassign").setAssignee(""));
  }

  private byte[] updateTask(final MatchResult path, final JsonNode request) {
    final var command = new UserTaskRecord().setAction(request.path("action").asText("update"));
    final var changes = request.path("changeset");
    if (changes.hasNonNull("dueDate")) {
      command.setDueDate(changes.path("dueDate").asText()).setDueDateChanged();
    }
    if (changes.hasNonNull("followUpDate")) {
      command.setFollowUpDate(changes.path("followUpDate").asText()).setFollowUpDateChanged();
    }
    if (changes.hasNonNull("candidateGroups")) {
      command
          .setCandidateGroupsList(texts(changes.path("candidateGroups")))
          .setCandidateGroupsChanged();
    }
    if (changes.hasNonNull("candidateUsers")) {
      command
          .setCandidateUsersList(texts(changes.path("candidateUsers")))
          .setCandidateUsersChanged();
    }
    if (changes.hasNonNull("priority")) {
      command.setPriority(changes.path("priority").asInt()).setPriorityChanged();
    }
    return userTask(path, UserTaskIntent.UPDATE, command);
  }

  private byte[] userTask(
      final MatchResult path, final UserTaskIntent intent, final UserTaskRecord command) {
    final long key = Long.parseLong(path.group(1));
    host.send(ValueType.USER_TASK, intent, key, command.setUserTaskKey(key))
        .orTimeout(COMMAND_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
        .join();
    return NO_CONTENT;
  }

  private byte[] formOfTask(final MatchResult path, final JsonNode request) {
    return host.read(
        store -> {
          final var formKey = store.get(Collection.USER_TASKS, path.group(1)).path("formKey");
          return formKey.isNull()
              ? NO_CONTENT
              : json(store.get(Collection.FORMS, formKey.asText()));
        });
  }

  private byte[] variablesOfTask(final MatchResult path, final JsonNode request) {
    return host.read(
        store -> {
          final var task = store.get(Collection.USER_TASKS, path.group(1));
          final var scopes =
              List.of(task.path("processInstanceKey"), task.path("elementInstanceKey"));
          final var visible =
              store.all(Collection.VARIABLES).stream()
                  .filter(variable -> scopes.contains(variable.path("scopeKey")))
                  .toList();
          return json(new SearchQuery(request, store).answer(visible));
        });
  }

  // --- messages

  private byte[] correlate(final MatchResult path, final JsonNode request) {
    final var command =
        new MessageCorrelationRecord()
            .setName(request.path("name").asText())
            .setCorrelationKey(request.path("correlationKey").asText())
            .setVariables(msgPack(request.path("variables")));
    final var correlated =
        host.send(ValueType.MESSAGE_CORRELATION, MessageCorrelationIntent.CORRELATE, command)
            .orTimeout(COMMAND_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
            .join()
            .as(new MessageCorrelationRecord());
    return json(
        JsonNodeFactory.instance
            .objectNode()
            .put("messageKey", Projection.key(correlated.getMessageKey()))
            .put("processInstanceKey", Projection.key(correlated.getProcessInstanceKey()))
            .put("tenantId", Projection.TENANT));
  }

  // --- management

  private ObjectNode topology() {
    final var topology = JsonNodeFactory.instance.objectNode();
    final var broker =
        topology
            .put("clusterSize", 1)
            .put("partitionsCount", 1)
            .put("replicationFactor", 1)
            .put("gatewayVersion", VersionUtil.getVersion())
            .put("lastCompletedChangeId", Long.toString(host.purges()))
            .putArray("brokers")
            .addObject()
            .put("nodeId", 0)
            .put("host", "localhost")
            .put("port", 0)
            .put("version", VersionUtil.getVersion());
    broker
        .putArray("partitions")
        .addObject()
        .put("partitionId", InMemoryEngine.PARTITION_ID)
        .put("role", "leader")
        .put("health", "healthy");
    return topology;
  }

  private byte[] clock() {
    final var now = host.currentTime();
    return json(
        JsonNodeFactory.instance
            .objectNode()
            .put("epochMilli", now.toEpochMilli())
            .put("instant", now.toString()));
  }

  private byte[] addTime(final MatchResult path, final JsonNode request) {
    host.addTime(Duration.ofMillis(request.path("offsetMilli").asLong()));
    return clock();
  }

  private byte[] resetTime(final MatchResult path, final JsonNode request) {
    host.resetTime();
    return clock();
  }

  private byte[] purge(final MatchResult path, final JsonNode request) throws Exception {
    lostCompletions.clear();
    return json(JsonNodeFactory.instance.objectNode().put("changeId", host.purge()));
  }

  private static List<String> texts(final JsonNode array) {
    final var texts = new ArrayList<String>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static UnsafeBuffer msgPack(final JsonNode variables) {
    final var text = variables.isObject() ? variables.toString() : "{}";
    return new UnsafeBuffer(MsgPackConverter.convertToMsgPack(text));
  }
}
