package io.retour.orders.db;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface OrderRepository extends JpaRepository<OrderEntity, UUID> {

  Optional<OrderEntity> findByBrandAndOrderNumber(String brand, String orderNumber);

  boolean existsByBrandAndOrderNumber(String brand, String orderNumber);

  List<OrderEntity> findByIdIn(Collection<UUID> ids);

  List<OrderEntity> findByBrandAndEmailOrderByPlacedAtDesc(String brand, String email, Limit limit);

  @Query(
      "select o from OrderEntity o where o.brand = :brand"
          + " and (o.email = :email or o.identity = :identity) order by o.placedAt desc limit 200")
  List<OrderEntity> ofSameIdentity(String brand, String email, String identity);

  List<OrderEntity> findByPostcodeOrderByPlacedAtDesc(String postcode, Limit limit);

  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select o from OrderEntity o where o.id = :id")
  Optional<OrderEntity> lock(UUID id);
}
