package io.retour.returns.db;

import io.retour.returns.CaseHistory;
import io.retour.returns.CaseNoted;
import io.retour.shared.LogFields;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The timeline in MariaDB. */
@Component
@Transactional
class StoredHistory implements CaseHistory {

  private static final Logger log = LoggerFactory.getLogger(StoredHistory.class);
  private static final int LONGEST_DETAIL = 500;

  private final CaseEventRepository events;
  private final ApplicationEventPublisher publisher;
  private final Clock clock;

  StoredHistory(CaseEventRepository events, ApplicationEventPublisher publisher, Clock clock) {
    this.events = events;
    this.publisher = publisher;
    this.clock = clock;
  }

  @Override
  public void note(UUID returnId, String actor, String kind, String detail) {
    // without the detail, which may hold what a person wrote
    LogFields fields = LogFields.of(Map.of(LogFields.RETURN_ID, returnId.toString()));
    try {
      log.info("Return {}: {} by {}", returnId, kind, actor);
    } finally {
      fields.close();
    }
    String kept = detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL) : detail;
    Instant now = clock.instant();
    events.save(new CaseEventEntity(returnId, now, actor, kind, kept));
    publisher.publishEvent(new CaseNoted(returnId, kind, now));
  }

  @Override
  @Transactional(readOnly = true)
  public List<Event> of(UUID returnId) {
    return events.findByReturnIdOrderById(returnId).stream()
        .map(event -> new Event(event.at, event.actor, event.kind, event.detail))
        .toList();
  }
}
