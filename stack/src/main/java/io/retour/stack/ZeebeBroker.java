package io.retour.stack;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/** Camunda's broker: runs the journeys. */
final class ZeebeBroker implements Component {
  private final Settings settings;
  private final CamundaDistribution camunda;

  ZeebeBroker(Settings settings, CamundaDistribution camunda) {
    this.settings = settings;
    this.camunda = camunda;
  }

  @Override
  public String name() {
    return "zeebe";
  }

  @Override
  public List<Port> ports() {
    return List.of(
        Port.ZEEBE_GRPC,
        Port.ZEEBE_REST,
        Port.ZEEBE_MONITORING,
        Port.ZEEBE_COMMANDS,
        Port.ZEEBE_CLUSTER);
  }

  @Override
  public String address() {
    return settings.publicUrl(Port.ZEEBE_GRPC);
  }

  @Override
  public Set<String> after() {
    return Set.of("opensearch");
  }

  @Override
  public int memoryInMegabytes() {
    return 600;
  }

  @Override
  public void prepare(Progress progress) throws IOException, InterruptedException {
    camunda.ensure(progress);
  }

  @Override
  public Launch launch() {
    var env = new LinkedHashMap<String, String>();
    env.put("SERVER_ADDRESS", "127.0.0.1");
    env.put("SERVER_PORT", port(Port.ZEEBE_REST));
    env.put("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
    env.put("MANAGEMENT_SERVER_PORT", port(Port.ZEEBE_MONITORING));
    env.put("ZEEBE_BROKER_NETWORK_HOST", "127.0.0.1");
    env.put("ZEEBE_BROKER_GATEWAY_NETWORK_HOST", "127.0.0.1");
    env.put("ZEEBE_BROKER_GATEWAY_NETWORK_PORT", port(Port.ZEEBE_GRPC));
    env.put("ZEEBE_BROKER_NETWORK_COMMANDAPI_PORT", port(Port.ZEEBE_COMMANDS));
    env.put("ZEEBE_BROKER_NETWORK_INTERNALAPI_PORT", port(Port.ZEEBE_CLUSTER));
    env.put("ZEEBE_BROKER_CLUSTER_INITIALCONTACTPOINTS", "127.0.0.1:" + port(Port.ZEEBE_CLUSTER));
    env.put("ZEEBE_BROKER_DATA_DIRECTORY", settings.data(name()).toString());
    // The defaults are sized for a server: 128 MB a log segment, 512 MB for RocksDB, and no work
    // at all below 2 GB of free disk.
    env.put("ZEEBE_BROKER_DATA_LOGSEGMENTSIZE", "16MB");
    env.put("ZEEBE_BROKER_DATA_DISK_FREESPACE_PROCESSING", "500MB");
    env.put("ZEEBE_BROKER_DATA_DISK_FREESPACE_REPLICATION", "250MB");
    env.put("ZEEBE_BROKER_EXPERIMENTAL_ROCKSDB_MEMORYLIMIT", "64MB");
    var exporter = "ZEEBE_BROKER_EXPORTERS_OPENSEARCH_";
    env.put(exporter + "CLASSNAME", "io.camunda.zeebe.exporter.opensearch.OpensearchExporter");
    env.put(exporter + "ARGS_URL", settings.localUrl(Port.OPENSEARCH));
    env.put(exporter + "ARGS_BULK_SIZE", "1000");
    env.put(exporter + "ARGS_BULK_DELAY", "1");
    return Launch.of(
        camunda.command(JavaCommand.withHeap(320), "io.camunda.application.StandaloneBroker"), env);
  }

  @Override
  public boolean isReady() {
    return Probe.answersOk(
        settings.localUrl(Port.ZEEBE_MONITORING) + "/actuator/health/readiness", "\"UP\"");
  }

  private String port(Port port) {
    return Integer.toString(settings.port(port));
  }
}
