package io.retour.bench.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.retour.bench.ToolException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the broker itself wrote down, as its exporter brings it to OpenSearch: the engine's own
 * times and counts, the same for both kinds of workers.
 */
public final class EngineRecords {

  private static final int PAGE = 2000;

  /** From the broker's clock. */
  record Journey(Instant started, Instant completed) {}

  private final URI openSearch;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();

  public EngineRecords(URI openSearch) {
    this.openSearch = openSearch;
  }

  /** The completed instances of a process that started since then, the first started first. */
  List<Journey> journeys(String processId, Instant since) throws InterruptedException {
    Map<Long, Instant> started = new HashMap<>();
    Map<Long, Instant> completed = new HashMap<>();
    for (JsonNode record :
        records(
            "process-instance",
            """
            {"terms": {"intent": ["ELEMENT_ACTIVATING", "ELEMENT_COMPLETED"]}},
            {"term": {"value.bpmnElementType": "PROCESS"}},
            {"term": {"value.bpmnProcessId": "%s"}},
            {"range": {"timestamp": {"gte": %d}}}
            """
                .formatted(processId, since.toEpochMilli()))) {
      (record.get("intent").asText().equals("ELEMENT_COMPLETED") ? completed : started)
          .put(record.get("key").asLong(), Instant.ofEpochMilli(record.get("timestamp").asLong()));
    }
    return completed.entrySet().stream()
        .filter(entry -> started.containsKey(entry.getKey()))
        .map(entry -> new Journey(started.get(entry.getKey()), entry.getValue()))
        .sorted((one, other) -> one.started().compareTo(other.started()))
        .toList();
  }

  /** Flow nodes of these processes that were completed since then. */
  long flowNodes(Set<String> processIds, Instant since) throws InterruptedException {
    return count(
        "process-instance",
        """
        {"term": {"intent": "ELEMENT_COMPLETED"}}, %s
        """
            .formatted(of(processIds, since)),
        """
        {"terms": {"value.bpmnElementType": ["PROCESS", "SEQUENCE_FLOW"]}}
        """);
  }

  long jobs(Set<String> processIds, Instant since) throws InterruptedException {
    return count(
        "job",
        """
        {"term": {"intent": "COMPLETED"}}, %s
        """
            .formatted(of(processIds, since)),
        "");
  }

  /** The completed jobs of one journey and the processes it called, with what they gave back. */
  List<JsonNode> completedJobs(Instant since) throws InterruptedException {
    return records(
        "job",
        """
        {"term": {"intent": "COMPLETED"}}, {"range": {"timestamp": {"gte": %d}}}
        """
            .formatted(since.toEpochMilli()));
  }

  List<JsonNode> publishedMessages(Instant since) throws InterruptedException {
    return records(
        "message",
        """
        {"term": {"intent": "PUBLISHED"}}, {"range": {"timestamp": {"gte": %d}}}
        """
            .formatted(since.toEpochMilli()));
  }

  /** The ids of all processes that ended since then. */
  Set<String> completedProcesses(Instant since) throws InterruptedException {
    Set<String> ids = new TreeSet<>();
    records(
            "process-instance",
            """
            {"term": {"intent": "ELEMENT_COMPLETED"}},
            {"term": {"value.bpmnElementType": "PROCESS"}},
            {"range": {"timestamp": {"gte": %d}}}
            """
                .formatted(since.toEpochMilli()))
        .forEach(record -> ids.add(record.get("value").get("bpmnProcessId").asText()));
    return ids;
  }

  private static String of(Set<String> processIds, Instant since) {
    return """
    {"terms": {"value.bpmnProcessId": ["%s"]}}, {"range": {"timestamp": {"gte": %d}}}
    """
        .formatted(String.join("\", \"", processIds), since.toEpochMilli());
  }

  private long count(String kind, String all, String none) throws InterruptedException {
    return post(
            "/zeebe-record_%s_*/_count".formatted(kind),
            """
            {"query": {"bool": {"filter": [%s], "must_not": [%s]}}}
            """
                .formatted(all, none))
        .get("count")
        .asLong();
  }

  /**
   * All records of a kind, in the order in which they were written.
   *
   * @param all filters in OpenSearch's words, separated by commas
   */
  public List<JsonNode> records(String kind, String all) throws InterruptedException {
    List<JsonNode> found = new ArrayList<>();
    String after = "";
    while (true) {
      JsonNode hits =
          post(
                  "/zeebe-record_%s_*/_search".formatted(kind),
                  """
                  {"size": %d, "sort": [{"position": "asc"}], %s
                   "query": {"bool": {"filter": [%s]}}}
                  """
                      .formatted(PAGE, after, all))
              .path("hits")
              .path("hits");
      hits.forEach(hit -> found.add(hit.get("_source")));
      if (hits.size() < PAGE) {
        return found;
      }
      after = "\"search_after\": %s,".formatted(hits.get(hits.size() - 1).get("sort"));
    }
  }

  private JsonNode post(String path, String body) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(openSearch.resolve(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() == 200) {
        return json.readTree(response.body());
      }
      throw new ToolException("OpenSearch did not understand: " + response.body());
    } catch (IOException unreachable) {
      throw new ToolException(
          "OpenSearch does not answer at %s; the benchmark reads the engine's records there."
              .formatted(openSearch),
          unreachable);
    }
  }
}
