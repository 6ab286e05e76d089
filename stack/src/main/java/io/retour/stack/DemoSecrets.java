package io.retour.stack;

/** Passwords of the local demo. They protect nothing: each server listens on loopback only. */
final class DemoSecrets {
  static final String DB_NAME = "retour";
  static final String DB_USER = "retour";
  static final String DB_PASSWORD = "retour-demo";

  static final String KEYCLOAK_ADMIN = "admin";
  static final String KEYCLOAK_ADMIN_PASSWORD = "admin";
  static final String DESK_CLIENT_SECRET = "retour-desk-demo-secret";
  static final String INTEGRATOR_CLIENT_SECRET = "retour-integrator-demo-secret";
  static final String LUMEN_SHOP_CLIENT_SECRET = "lumen-shop-demo-secret";
  static final String KESTREL_SHOP_CLIENT_SECRET = "kestrel-shop-demo-secret";
  static final String PROCESS_OWNER_CLIENT_SECRET = "retour-process-owner-demo-secret";
  static final String CAMUNDA_WEB_CLIENT_SECRET = "camunda-web-demo-secret";

  static final String TOKEN_SECRET = "demo-only-secret-that-signs-shopper-sessions";
  static final String CARRIER_WEBHOOK_SECRET = "demo-only-carrier-webhook-secret";
  static final String PAYMENT_WEBHOOK_SECRET = "demo-only-payment-webhook-secret";
  static final String PAYOUT_ACCOUNT_KEY = "demo-only-key-that-encrypts-payout-accounts";
  static final String WEBHOOKS_KEY = "demo-only-key-that-encrypts-webhook-secrets";

  private DemoSecrets() {}
}
