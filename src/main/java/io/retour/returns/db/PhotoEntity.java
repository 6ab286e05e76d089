package io.retour.returns.db;

import io.retour.returns.Photo;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

@Entity
@Table(name = "return_photo")
class PhotoEntity implements Persistable<UUID> {

  @Id private UUID id;
  private UUID returnId;
  private UUID orderLineId;
  private String contentType;
  private byte[] content;
  private Instant addedAt;
  private @Nullable UUID unitId;
  private String shows;

  @SuppressWarnings("NullAway") // for JPA, which fills the fields
  protected PhotoEntity() {}

  PhotoEntity(Photo photo) {
    id = photo.id();
    returnId = photo.returnId();
    orderLineId = photo.orderLineId();
    contentType = photo.contentType();
    content = photo.content();
    addedAt = photo.addedAt();
    unitId = photo.unitId();
    shows = photo.shows();
  }

  Photo toPhoto() {
    return new Photo(id, returnId, orderLineId, contentType, content, addedAt, unitId, shows);
  }

  @Override
  public UUID getId() {
    return id;
  }

  @Override
  public boolean isNew() {
    return true;
  }
}
