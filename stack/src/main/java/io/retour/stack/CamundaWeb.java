package io.retour.stack;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Operate or Tasklist, with Keycloak's login, each in a JVM of its own. In one JVM they share one
 * login check, Operate's: agents, who may use Tasklist only, would be turned away at the door.
 */
final class CamundaWeb implements Component {
  private final Settings settings;
  private final CamundaDistribution camunda;
  private final String name;
  private final Port web;
  private final Port monitoring;
  private final Port cluster;

  private CamundaWeb(
      Settings settings,
      CamundaDistribution camunda,
      String name,
      Port web,
      Port monitoring,
      Port cluster) {
    this.settings = settings;
    this.camunda = camunda;
    this.name = name;
    this.web = web;
    this.monitoring = monitoring;
    this.cluster = cluster;
  }

  static CamundaWeb operate(Settings settings, CamundaDistribution camunda) {
    return new CamundaWeb(
        settings, camunda, "operate", Port.OPERATE, Port.OPERATE_MONITORING, Port.OPERATE_CLUSTER);
  }

  static CamundaWeb tasklist(Settings settings, CamundaDistribution camunda) {
    return new CamundaWeb(
        settings,
        camunda,
        "tasklist",
        Port.TASKLIST,
        Port.TASKLIST_MONITORING,
        Port.TASKLIST_CLUSTER);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Port> ports() {
    return List.of(web, monitoring, cluster);
  }

  @Override
  public String address() {
    return settings.publicUrl(web) + "/" + name;
  }

  @Override
  public Set<String> after() {
    return Set.of("opensearch");
  }

  @Override
  public int memoryInMegabytes() {
    return 500;
  }

  @Override
  public void prepare(Progress progress) throws IOException, InterruptedException {
    camunda.ensure(progress);
  }

  @Override
  public Launch launch() {
    var env = new LinkedHashMap<String, String>();
    env.put("SPRING_PROFILES_ACTIVE", name + ",identity-auth");
    env.put("SERVER_ADDRESS", "127.0.0.1");
    env.put("SERVER_PORT", Integer.toString(settings.port(web)));
    env.put("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
    env.put("MANAGEMENT_SERVER_PORT", Integer.toString(settings.port(monitoring)));
    env.putAll(clusterMember());
    env.putAll(dataSources());
    env.putAll(login());
    var java = JavaCommand.withHeap(320).quickStart();
    if (name.equals("tasklist")) {
      // While OpenSearch is away its importer asks without a pause and logs each answer with its
      // stack trace: 400 MB in a few seconds. What else asks OpenSearch says so more quietly.
      java =
          java.option("-Dlogging.level.io.camunda.tasklist.zeebeimport.RecordsReaderAbstract=OFF");
    }
    return Launch.of(camunda.command(java, "io.camunda.application.StandaloneCamunda"), env)
        .givingWay();
  }

  /**
   * This JVM is a member of the broker's cluster too. Left alone it would take the broker's own
   * port, if it is the first to start, and on all network interfaces.
   */
  private Map<String, String> clusterMember() {
    var prefix = "ZEEBE_GATEWAY_CLUSTER_";
    return Map.of(
        prefix + "MEMBERID",
        name,
        prefix + "HOST",
        "127.0.0.1",
        prefix + "PORT",
        Integer.toString(settings.port(cluster)),
        prefix + "INITIALCONTACTPOINTS",
        "127.0.0.1:" + settings.port(Port.ZEEBE_CLUSTER));
  }

  private Map<String, String> dataSources() {
    var search = settings.localUrl(Port.OPENSEARCH);
    var app = prefix();
    var env = new LinkedHashMap<String, String>();
    env.put("CAMUNDA_DATABASE_TYPE", "opensearch");
    env.put("CAMUNDA_DATABASE_URL", search);
    env.put(app + "DATABASE", "opensearch");
    env.put(app + "OPENSEARCH_URL", search);
    env.put(app + "ZEEBEOPENSEARCH_URL", search);
    env.put(app + "ZEEBE_GATEWAYADDRESS", "127.0.0.1:" + settings.port(Port.ZEEBE_GRPC));
    env.put(app + "ZEEBE_RESTADDRESS", settings.localUrl(Port.ZEEBE_REST));
    // An hour after the first task was completed the archiver makes dated indices, and from then on
    // Tasklist asks at its start for a plugin (index state management) that OpenSearch's small
    // distribution lacks, and does not start again.
    env.put(app + "ARCHIVERENABLED", "false");
    return env;
  }

  private Map<String, String> login() {
    var issuer = settings.issuer();
    var env = new LinkedHashMap<String, String>();
    env.put("CAMUNDA_IDENTITY_TYPE", "KEYCLOAK");
    env.put("CAMUNDA_IDENTITY_ISSUER", issuer);
    for (var app : List.of("CAMUNDA_", prefix())) {
      var identity = app + "IDENTITY_";
      env.put(identity + "ISSUERURL", issuer);
      env.put(identity + "ISSUERBACKENDURL", issuer);
      env.put(identity + "CLIENTID", "camunda-web");
      env.put(identity + "CLIENTSECRET", DemoSecrets.CAMUNDA_WEB_CLIENT_SECRET);
      // Whose roles decide in the realm: a person needs read:* (and write:*) of this client.
      env.put(identity + "AUDIENCE", name + "-api");
      // Camunda's Identity server, which is not part of this stack; the value must only be there.
      env.put(identity + "BASEURL", settings.publicUrl(Port.KEYCLOAK));
      env.put(identity + "RESOURCEPERMISSIONSENABLED", "false");
    }
    var resourceServer = "SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_";
    env.put(resourceServer + "ISSUERURI", issuer);
    env.put(resourceServer + "JWKSETURI", issuer + "/protocol/openid-connect/certs");
    // Both would keep their token in a cookie of the same name for the same host, localhost, and
    // so each would spoil the other's forms.
    env.put(prefix() + "CSRFPREVENTIONENABLED", "false");
    return env;
  }

  private String prefix() {
    return "CAMUNDA_" + name.toUpperCase(Locale.ROOT) + "_";
  }

  @Override
  public boolean isReady() {
    return Probe.answersOk(settings.localUrl(monitoring) + "/actuator/health/readiness", "\"UP\"");
  }
}
