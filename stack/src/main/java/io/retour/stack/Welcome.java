package io.retour.stack;

/** What somebody needs who has just started the stack. */
final class Welcome {
  private Welcome() {}

  static String text(Settings settings) {
    var retour = settings.publicUrl(Port.RETOUR);
    var keycloak = settings.publicUrl(Port.KEYCLOAK);
    var admin = DemoSecrets.KEYCLOAK_ADMIN + " / " + DemoSecrets.KEYCLOAK_ADMIN_PASSWORD;
    var table = new Table();
    if (settings.withApp()) {
      table
          .row("Portal", retour + "/", "no login: order number and e-mail")
          .row("Desk", retour + "/desk", "agent / agent")
          .row("Warehouse", retour + "/warehouse", "warehouse / warehouse")
          .row("Store", retour + "/store", "store / store");
    }
    table
        .row("Tasklist", settings.publicUrl(Port.TASKLIST) + "/tasklist", "agent / agent")
        .row("Operate", settings.publicUrl(Port.OPERATE) + "/operate", "operations / operations");
    if (settings.withApp()) {
      table.row("API docs", retour + "/swagger-ui.html", "");
    }
    table
        .row("Mail", settings.publicUrl(Port.MAIL_WEB) + "/", "all mail ends here")
        .row("Keycloak", keycloak + "/admin/", admin);
    return """

    %s
      Demo logins, password = name, for this machine only:
      agent, warehouse, store, owner, operations, merchant, demo (every role)
    """
        .formatted(table);
  }
}
