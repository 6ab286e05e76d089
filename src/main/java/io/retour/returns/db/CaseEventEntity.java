package io.retour.returns.db;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "case_event")
class CaseEventEntity {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private @Nullable Long id;

  private UUID returnId;
  Instant at;
  String actor;
  String kind;
  String detail;

  @SuppressWarnings("NullAway") // for JPA, which fills the fields
  protected CaseEventEntity() {}

  CaseEventEntity(UUID returnId, Instant at, String actor, String kind, String detail) {
    this.returnId = returnId;
    this.at = at;
    this.actor = actor;
    this.kind = kind;
    this.detail = detail;
  }
}
