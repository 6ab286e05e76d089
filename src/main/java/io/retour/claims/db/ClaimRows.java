package io.retour.claims.db;

import io.retour.claims.Claim;
import io.retour.claims.Claim.Kind;
import io.retour.claims.Claim.Outcome;
import io.retour.claims.Claim.Remedy;
import io.retour.claims.ClaimPhoto;
import io.retour.claims.ClaimStore;
import io.retour.claims.ClaimUnit;
import io.retour.shared.Brands;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Claims in MariaDB. What was stated is written once, and a few columns tell how it ended, so plain
 * SQL says what happens better than a mapped entity would (ADR 4).
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class ClaimRows implements ClaimStore {

  private final JdbcClient jdbc;

  ClaimRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void add(Claim claim) {
    jdbc.sql(
            "insert into claim (id, number, order_id, brand, kind, comment, language, raised_by,"
                + " raised_at, wished_remedy) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .param(claim.id())
        .param(claim.number())
        .param(claim.orderId())
        .param(claim.brand())
        .param(claim.kind().name())
        .param(claim.comment())
        .param(claim.language())
        .param(claim.raisedBy())
        .param(utc(claim.raisedAt()))
        .param(name(claim.wishedRemedy()))
        .update();
    for (ClaimUnit unit : claim.units()) {
      try {
        jdbc.sql(
                "insert into claim_unit (id, claim_id, order_line_id, unit_no, sku, title,"
                    + " category, value_minor, currency, replaces, reference, held_piece)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?)")
            .param(unit.id())
            .param(claim.id())
            .param(unit.orderLineId())
            .param(unit.unitNo())
            .param(unit.sku())
            .param(unit.title())
            .param(unit.category())
            .param(unit.value().minor())
            .param(unit.value().currency().getCurrencyCode())
            .param(unit.replaces())
            .param(unit.piece())
            .update();
      } catch (DuplicateKeyException taken) {
        throw Problem.conflict("piece-not-free", "One of these items is in another claim.");
      }
    }
  }

  @Override
  public Optional<Claim> find(UUID claimId) {
    return claims("where id = ?", claimId).stream().findFirst();
  }

  @Override
  @Transactional(propagation = Propagation.SUPPORTS)
  public boolean exists(UUID claimId) {
    return jdbc.sql("select count(*) from claim where id = ?")
            .param(claimId)
            .query(Long.class)
            .single()
        > 0;
  }

  @Override
  public Optional<Claim> findForChange(UUID claimId) {
    return claims("where id = ? for update", claimId).stream().findFirst();
  }

  @Override
  public Optional<Claim> findByNumber(String number) {
    return claims("where number = ?", number).stream().findFirst();
  }

  @Override
  public List<Claim> ofOrders(Collection<UUID> orderIds) {
    return orderIds.isEmpty()
        ? List.of()
        : jdbc.sql("select * from claim where order_id in (:orders) order by raised_at, id")
            .param("orders", orderIds)
            .query(this::claim)
            .list();
  }

  @Override
  public List<Claim> newest(Brands of, int limit) {
    return jdbc.sql(
            "select * from claim where :every or brand in (:brands)"
                + " order by raised_at desc, id desc limit :limit")
        .param("every", of.every())
        .param("brands", of.listed())
        .param("limit", limit)
        .query(this::claim)
        .list();
  }

  private List<Claim> claims(String condition, Object key) {
    return jdbc.sql("select * from claim " + condition).param(key).query(this::claim).list();
  }

  private Claim claim(ResultSet row, int index) throws SQLException {
    UUID id = id(row, "id");
    LocalDateTime closedAt = row.getObject("closed_at", LocalDateTime.class);
    String outcome = row.getString("outcome");
    String wished = row.getString("wished_remedy");
    return new Claim(
        id,
        row.getString("number"),
        id(row, "order_id"),
        row.getString("brand"),
        Kind.valueOf(row.getString("kind")),
        row.getString("comment"),
        row.getString("language"),
        row.getString("raised_by"),
        instant(row, "raised_at"),
        wished == null ? null : Remedy.valueOf(wished),
        outcome == null ? null : Outcome.valueOf(outcome),
        closedAt == null ? null : closedAt.toInstant(ZoneOffset.UTC),
        jdbc.sql("select * from claim_unit where claim_id = ? order by sku, order_line_id, unit_no")
            .param(id)
            .query(ClaimRows::unit)
            .list());
  }

  private static ClaimUnit unit(ResultSet row, int index) throws SQLException {
    String replaces = row.getString("replaces");
    String remedy = row.getString("remedy");
    return new ClaimUnit(
        id(row, "id"),
        id(row, "order_line_id"),
        row.getInt("unit_no"),
        row.getString("sku"),
        row.getString("title"),
        row.getString("category"),
        Money.of(row.getLong("value_minor"), row.getString("currency")),
        replaces == null ? null : UUID.fromString(replaces),
        remedy == null ? null : Remedy.valueOf(remedy),
        row.getString("reference"),
        row.getObject("liable_until", LocalDate.class),
        row.getObject("reduction_minor") == null
            ? null
            : Money.of(row.getLong("reduction_minor"), row.getString("currency")));
  }

  @Override
  public void remedied(
      UUID unitId, Remedy remedy, String reference, @Nullable LocalDate liableUntil) {
    jdbc.sql("update claim_unit set remedy = ?, reference = ?, liable_until = ? where id = ?")
        .param(remedy.name())
        .param(reference)
        .param(liableUntil)
        .param(unitId)
        .update();
  }

  @Override
  public void reductionNamed(UUID unitId, Money reduction) {
    jdbc.sql("update claim_unit set reduction_minor = ? where id = ?")
        .params(reduction.minor(), unitId)
        .update();
  }

  @Override
  @Transactional(propagation = Propagation.SUPPORTS)
  public Map<String, Money> reduced(UUID orderId) {
    Map<String, Money> reduced = new HashMap<>();
    jdbc.sql(
            "select u.* from claim_unit u join claim c on c.id = u.claim_id"
                + " where c.order_id = ? and u.remedy = 'REDUCTION'")
        .param(orderId)
        .query(ClaimRows::unit)
        .list()
        .forEach(
            unit ->
                reduced.merge(unit.piece(), Objects.requireNonNull(unit.reduction()), Money::plus));
    return reduced;
  }

  @Override
  public void referred(UUID unitId, String reference) {
    jdbc.sql("update claim_unit set reference = ? where id = ?").params(reference, unitId).update();
  }

  @Override
  public void close(UUID claimId, Outcome outcome, Instant at) {
    jdbc.sql("update claim set outcome = ?, closed_at = ? where id = ?")
        .params(outcome.name(), utc(at), claimId)
        .update();
    // what was paid back is done for good; a replacement, a repaired or a refused piece may come up
    // again
    jdbc.sql(
            "update claim_unit set held_piece = null where claim_id = ?"
                + " and (remedy is null or remedy <> 'REFUND')")
        .param(claimId)
        .update();
  }

  @Override
  public void reopen(UUID claimId) {
    jdbc.sql("update claim set outcome = null, closed_at = null where id = ?")
        .param(claimId)
        .update();
    jdbc.sql(
            "update claim_unit set held_piece = concat(order_line_id, '#', unit_no)"
                + " where claim_id = ?")
        .param(claimId)
        .update();
  }

  @Override
  public void addComment(UUID claimId, String comment) {
    jdbc.sql("update claim set comment = left(?, 2000) where id = ?")
        .params(comment, claimId)
        .update();
  }

  @Override
  public void addPhoto(ClaimPhoto photo) {
    jdbc.sql("insert into claim_photo (id, claim_id, content, added_at) values (?, ?, ?, ?)")
        .params(photo.id(), photo.claimId(), photo.content(), utc(photo.addedAt()))
        .update();
  }

  @Override
  public List<UUID> photos(UUID claimId) {
    return jdbc.sql("select id from claim_photo where claim_id = ? order by added_at, id")
        .param(claimId)
        .query((row, index) -> id(row, "id"))
        .list();
  }

  @Override
  public Optional<ClaimPhoto> photo(UUID claimId, UUID photoId) {
    return jdbc.sql("select * from claim_photo where claim_id = ? and id = ?")
        .params(claimId, photoId)
        .query(
            (row, index) ->
                new ClaimPhoto(
                    id(row, "id"), claimId, row.getBytes("content"), instant(row, "added_at")))
        .optional();
  }

  @Override
  @Transactional(propagation = Propagation.SUPPORTS)
  public Set<String> held(Collection<UUID> orderLineIds) {
    if (orderLineIds.isEmpty()) {
      return Set.of();
    }
    return new HashSet<>(
        jdbc.sql(
                "select held_piece from claim_unit"
                    + " where order_line_id in (:lines) and held_piece is not null")
            .param("lines", orderLineIds)
            .query(String.class)
            .list());
  }

  @Override
  @Transactional(propagation = Propagation.SUPPORTS)
  public List<Claim> holding(Collection<UUID> orderLineIds) {
    if (orderLineIds.isEmpty()) {
      return List.of();
    }
    return jdbc
        .sql(
            "select distinct c.id, c.raised_at from claim_unit u join claim c on c.id = u.claim_id"
                + " where u.order_line_id in (:lines) and u.held_piece is not null"
                + " order by c.raised_at, c.id")
        .param("lines", orderLineIds)
        .query((row, index) -> id(row, "id"))
        .list()
        .stream()
        .map(claimId -> find(claimId).orElseThrow())
        .toList();
  }

  @Override
  @Transactional(propagation = Propagation.SUPPORTS)
  public Set<String> refunded(UUID orderId) {
    return new HashSet<>(
        jdbc.sql(
                "select u.held_piece from claim_unit u join claim c on c.id = u.claim_id"
                    + " where c.order_id = ? and u.remedy = 'REFUND'"
                    + " and u.held_piece is not null")
            .param(orderId)
            .query(String.class)
            .list());
  }

  @Override
  @Transactional(propagation = Propagation.SUPPORTS)
  public Optional<LocalDate> liableUntil(UUID orderLineId) {
    return jdbc.sql(
            "select liable_until from claim_unit where order_line_id = ?"
                + " and liable_until is not null order by liable_until desc limit 1")
        .param(orderLineId)
        .query((row, index) -> row.getObject(1, LocalDate.class))
        .optional();
  }

  @Override
  @Transactional(propagation = Propagation.SUPPORTS)
  public Optional<String> carrierClaim(UUID claimId) {
    return jdbc.sql("select reference from outbound_carrier_claim where claim_id = ?")
        .param(claimId)
        .query(String.class)
        .optional();
  }

  @Override
  public void carrierClaimed(UUID claimId, String reference, Money amount, Instant at) {
    jdbc.sql(
            "insert ignore into outbound_carrier_claim"
                + " (claim_id, reference, amount_minor, currency, opened_at)"
                + " values (?, ?, ?, ?, ?)")
        .params(claimId, reference, amount.minor(), amount.currency().getCurrencyCode(), utc(at))
        .update();
  }

  private static @Nullable String name(@Nullable Remedy remedy) {
    return remedy == null ? null : remedy.name();
  }

  private static UUID id(ResultSet row, String column) throws SQLException {
    return UUID.fromString(row.getString(column));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
  }

  private static LocalDateTime utc(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
