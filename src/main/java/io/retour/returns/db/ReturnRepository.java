package io.retour.returns.db;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface ReturnRepository extends JpaRepository<ReturnCaseEntity, UUID> {

  Optional<ReturnCaseEntity> findByRmaNumber(String rmaNumber);

  List<ReturnCaseEntity> findByOrderIdIn(Collection<UUID> orderIds);

  /**
   * Waits for who changes it now; what is read afterwards in this transaction is as they left it.
   */
  @Query(value = "select r.id from return_case r where r.id = :id for update", nativeQuery = true)
  List<Object> lock(UUID id);

  @Query("select r.id from ReturnCaseEntity r join r.units u where u.id = :unitId")
  Optional<UUID> findReturnOfUnit(UUID unitId);

  @Query(
      "select u.heldPiece from ReturnUnitEntity u"
          + " where u.orderLineId in :lineIds and u.heldPiece is not null")
  Set<String> heldPieces(Collection<UUID> lineIds);

  @Query(
      "select r from ReturnCaseEntity r where (:every = true or r.brand in :brands)"
          + " and (r.registeredAt < :at or (r.registeredAt = :at and r.id < :id))"
          + " order by r.registeredAt desc, r.id desc")
  List<ReturnCaseEntity> before(
      boolean every, Collection<String> brands, Instant at, UUID id, Limit limit);

  @Modifying
  @Query(
      "update ReturnCaseEntity r set r.processInstanceKey = :key"
          + " where r.id = :id and r.processInstanceKey is null")
  void processStarted(UUID id, long key);
}
