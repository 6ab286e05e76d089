package io.retour.returns.db;

import io.retour.returns.Photo;
import io.retour.returns.PhotoCaption;
import io.retour.returns.PieceHolder;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnStore;
import io.retour.shared.Brands;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Returns kept in MariaDB. Every call joins the use case's transaction. */
@Repository // its failures come as DataAccessException, which API and workers know
@Transactional(propagation = Propagation.MANDATORY)
class StoredReturns implements ReturnStore {

  private final ReturnRepository returns;
  private final PhotoRepository photos;
  private final EntityManager entities;
  private final List<PieceHolder> otherHolders;

  StoredReturns(
      ReturnRepository returns,
      PhotoRepository photos,
      EntityManager entities,
      List<PieceHolder> otherHolders) {
    this.returns = returns;
    this.photos = photos;
    this.entities = entities;
    this.otherHolders = otherHolders;
  }

  @Override
  public void add(ReturnCase newReturn) {
    try {
      entities.persist(new ReturnCaseEntity(newReturn));
      returns.flush();
    } catch (DataIntegrityViolationException
        | org.hibernate.exception.ConstraintViolationException taken) {
      throw Problem.conflict(
          "already-in-a-return", "One of these items is already in another return.");
    }
  }

  @Override
  public Optional<ReturnCase> find(UUID returnId) {
    return returns.findById(returnId).map(ReturnCaseEntity::toReturn);
  }

  @Override
  public Optional<ReturnCase> findForChange(UUID returnId) {
    entities.flush();
    // first the lock, then the reading: a refresh that locks reads the pieces before it waits
    returns.lock(returnId);
    Optional<ReturnCaseEntity> found = returns.findById(returnId);
    // whoever read it earlier in this transaction may know it as it was before another's change
    found.ifPresent(entities::refresh);
    return found.map(ReturnCaseEntity::toReturn);
  }

  @Override
  public Optional<ReturnCase> findByRmaNumber(String rmaNumber) {
    return returns.findByRmaNumber(rmaNumber).map(ReturnCaseEntity::toReturn);
  }

  @Override
  public Optional<UUID> findReturnOfUnit(UUID unitId) {
    return returns.findReturnOfUnit(unitId);
  }

  @Override
  public List<ReturnCase> ofOrders(Collection<UUID> orderIds) {
    return returns.findByOrderIdIn(orderIds).stream().map(ReturnCaseEntity::toReturn).toList();
  }

  @Override
  public Set<String> heldPieces(Collection<UUID> orderLineIds) {
    Set<String> held = new HashSet<>(returns.heldPieces(orderLineIds));
    otherHolders.forEach(other -> held.addAll(other.held(orderLineIds)));
    return held;
  }

  @Override
  public Map<String, Money> reducedPieces(UUID orderId) {
    Map<String, Money> reduced = new HashMap<>();
    otherHolders.forEach(
        other ->
            other
                .reduced(orderId)
                .forEach((piece, amount) -> reduced.merge(piece, amount, Money::plus)));
    return reduced;
  }

  @Override
  public void update(ReturnCase changed) {
    returns.findById(changed.id()).orElseThrow().apply(changed);
  }

  @Override
  public void processStarted(UUID returnId, long processInstanceKey) {
    returns.processStarted(returnId, processInstanceKey);
  }

  @Override
  public List<ReturnCase> before(Brands of, Instant registeredAt, UUID id, int limit) {
    return returns.before(of.every(), of.listed(), registeredAt, id, Limit.of(limit)).stream()
        .map(ReturnCaseEntity::toReturn)
        .toList();
  }

  @Override
  public void addPhoto(Photo photo) {
    photos.save(new PhotoEntity(photo));
  }

  @Override
  public int photosOf(UUID unitId) {
    return photos.countByUnitId(unitId);
  }

  @Override
  public boolean hasPhoto(UUID photoId) {
    return photos.existsById(photoId);
  }

  @Override
  public List<PhotoCaption> photos(UUID returnId) {
    return photos.captions(returnId);
  }

  @Override
  public Optional<Photo> photo(UUID returnId, UUID photoId) {
    return photos.findByIdAndReturnId(photoId, returnId).map(PhotoEntity::toPhoto);
  }
}
