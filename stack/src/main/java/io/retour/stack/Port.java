package io.retour.stack;

/** Every port that the stack listens on, on loopback only, before the offset is added. */
enum Port {
  MAIL_SMTP(1025),
  MARIADB(3316),
  MAIL_WEB(8025),
  OPERATE(8080),
  TASKLIST(8082),
  ZEEBE_REST(8089),
  RETOUR(8090),
  RETOUR_2(8091),
  KEYCLOAK(8180),
  OPENSEARCH(9200),
  OPENSEARCH_TRANSPORT(9300),
  ZEEBE_MONITORING(9600),
  OPERATE_MONITORING(9601),
  TASKLIST_MONITORING(9602),
  RETOUR_MONITORING(9603),
  RETOUR_2_MONITORING(9604),
  ZEEBE_GRPC(26500),
  ZEEBE_COMMANDS(26501),
  ZEEBE_CLUSTER(26502),
  OPERATE_CLUSTER(26512),
  TASKLIST_CLUSTER(26522);

  private final int standard;

  Port(int standard) {
    this.standard = standard;
  }

  int standard() {
    return standard;
  }
}
