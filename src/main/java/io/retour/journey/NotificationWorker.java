package io.retour.journey;

import io.camunda.client.annotation.CustomHeaders;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.retour.notifications.Notifications;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Tells the shopper; the task's header {@code template} says what. */
@Component
public class NotificationWorker {

  private final Notifications notifications;

  NotificationWorker(Notifications notifications) {
    this.notifications = notifications;
  }

  @JobWorker(type = "send-notification")
  public void sendNotification(
      @Variable UUID returnId, @CustomHeaders Map<String, String> headers) {
    notifications.send(returnId, headers.get("template"), "");
  }
}
