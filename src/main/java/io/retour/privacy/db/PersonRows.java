package io.retour.privacy.db;

import io.retour.privacy.Hindrance;
import io.retour.privacy.PersonStore;
import io.retour.privacy.PersonalData.Column;
import io.retour.privacy.PersonalData.End;
import io.retour.privacy.PersonalData.Kind;
import io.retour.privacy.PersonalData.Table;
import io.retour.privacy.PrivacyProperties;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The data of persons in MariaDB. Names of tables and columns come from the packaged inventory
 * only, which a test holds against the database.
 */
@Component
class PersonRows implements PersonStore {

  private static final String ORDERS =
      "select 'ORDER' as kind, o.id, o.order_number as number, o.id as order_id,"
          + " coalesce(timestamp(o.delivered_on), o.placed_at) as since from customer_order o";
  private static final String RETURNS =
      "select 'RETURN' as kind, r.id, r.rma_number as number, r.order_id, r.closed_at as since"
          + " from return_case r";
  private static final String CLAIMS =
      "select 'CLAIM' as kind, c.id, c.number, c.order_id, c.closed_at as since from claim c";
  private static final String STATEMENTS =
      "select 'STATEMENT' as kind, s.id, convert(s.id using utf8mb4) collate utf8mb4_unicode_ci as number, k.order_id,"
          + " s.received_at as since from withdrawal_statement s"
          + " left join withdrawal_contract k on k.statement_id = s.id";
  private static final String PARCELS =
      "select 'PARCEL' as kind, b.id, b.reference as number, r.order_id, b.decided_at as since"
          + " from blind_parcel b left join return_case r on r.id = b.return_id";

  /**
   * By the index, which takes ü for u, and then byte by byte: müller@ and muller@ are two persons.
   */
  private static final String HAS_BOUGHT =
      " o.brand = :brand and o.email = :email and lower(o.email) collate utf8mb4_bin = :email";

  private static final String OF_PERSON =
      ORDERS
          + " where"
          + HAS_BOUGHT
          + " union "
          + RETURNS
          + " join customer_order o on o.id = r.order_id"
          + " where"
          + HAS_BOUGHT
          + " and not exists (select 1 from gift_return g where g.return_id = r.id) union "
          + RETURNS
          + " join gift_return g on g.return_id = r.id"
          + " where g.recipient = :email and lower(g.recipient) collate utf8mb4_bin = :email"
          + " and r.brand = :brand union "
          + CLAIMS
          + " join customer_order o on o.id = c.order_id"
          + " where"
          + HAS_BOUGHT
          + " union "
          + STATEMENTS
          + " where s.brand = :brand and s.contact = :email"
          + " and lower(s.contact) collate utf8mb4_bin = :email union "
          + STATEMENTS
          + " join customer_order o on o.id = k.order_id"
          + " where"
          + HAS_BOUGHT;

  private static final String HINDRANCES =
      """
      select order_id, 'OPEN_RETURN' as why from return_case where order_id in (:ids) and outcome is null
      union select order_id, 'OPEN_CLAIM' from claim where order_id in (:ids) and outcome is null
      union select order_id, 'OPEN_OBJECTION' from deduction_objection
        where order_id in (:ids) and closed_at is null
      union select k.order_id, 'OPEN_STATEMENT' from withdrawal_contract k
        where k.order_id in (:ids) and not exists (select 1 from withdrawal_event e
          where e.statement_id = k.statement_id and e.kind = 'answered')
      union select g.order_id, 'MONEY_OPEN' from refund_grant g join refund f on f.grant_id = g.id
        where g.order_id in (:ids) and f.state not in ('SETTLED', 'MANUAL', 'CHARGED_BACK')
      union select order_id, 'MONEY_OPEN' from late_payment where order_id in (:ids) and paid_at is null
      union select order_id, 'MONEY_OPEN' from overpayment where order_id in (:ids) and state = 'OPEN'
      union select order_id, 'LATELY_ENDED' from return_case where order_id in (:ids) and closed_at > :lately
      union select order_id, 'LATELY_ENDED' from claim where order_id in (:ids) and closed_at > :lately
      """;

  /** What a stand-in looks like; a value that cannot be guessed, and of which no two are alike. */
  private static final Map<String, String> STAND_INS =
      Map.of(
          "email",
          "if(email like 'erased-%@erased.invalid', email,"
              + " concat('erased-', lower(hex(random_bytes(16))), '@erased.invalid'))",
          "postcode",
          "if(postcode like 'x-%', postcode, concat('x-', lower(hex(random_bytes(7)))))");

  private static final Map<String, String> STANDS_ALREADY =
      Map.of(
          "email", "email like 'erased-%@erased.invalid'",
          "postcode", "postcode like 'x-%'");

  private final JdbcClient jdbc;
  private final PrivacyProperties properties;
  private final Map<String, Map<String, Boolean>> columns = new ConcurrentHashMap<>();

  PersonRows(JdbcClient jdbc, PrivacyProperties properties) {
    this.jdbc = jdbc;
    this.properties = properties;
  }

  @Override
  public List<Subject> ofPerson(String brand, String email) {
    return jdbc.sql(OF_PERSON)
        .param("brand", brand)
        .param("email", email)
        .query(PersonRows::subject)
        .list();
  }

  @Override
  public List<Subject> known(Kind kind, Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    String sql =
        switch (kind) {
          case ORDER -> ORDERS + " where o.id in (:ids)";
          case RETURN -> RETURNS + " where r.id in (:ids)";
          case CLAIM -> CLAIMS + " where c.id in (:ids)";
          case STATEMENT -> STATEMENTS + " where s.id in (:ids)";
          case PARCEL -> PARCELS + " where b.id in (:ids)";
        };
    return jdbc.sql(sql).param("ids", ids).query(PersonRows::subject).list();
  }

  @Override
  public Map<UUID, Set<Hindrance>> hindrances(Collection<UUID> orderIds, Instant now) {
    Map<UUID, Set<Hindrance>> found = new HashMap<>();
    if (!orderIds.isEmpty()) {
      RowCallbackHandler each =
          row ->
              found
                  .computeIfAbsent(id(row, "order_id"), none -> EnumSet.noneOf(Hindrance.class))
                  .add(Hindrance.valueOf(row.getString("why")));
      jdbc.sql(HINDRANCES)
          .param("ids", orderIds)
          .param("lately", utc(now.minus(properties.labels())))
          .query(each);
    }
    return found;
  }

  /**
   * One by one and in the order of their ids, so that two who hold several never wait in a ring.
   */
  @Override
  public void lock(Collection<UUID> orderIds) {
    orderIds.stream()
        .map(UUID::toString)
        .sorted()
        .forEach(
            id ->
                jdbc.sql("select id from customer_order where id = ? for update")
                    .param(id)
                    .query(String.class)
                    .optional());
  }

  @Override
  public Set<UUID> gifts(Collection<UUID> returnIds) {
    return returnIds.isEmpty()
        ? Set.of()
        : new HashSet<>(
            jdbc.sql("select return_id from gift_return where return_id in (:ids)")
                .param("ids", returnIds)
                .query(UUID.class)
                .list());
  }

  @Override
  public List<Map<String, Object>> rows(
      Table table, Kind kind, Collection<UUID> ids, boolean gift) {
    if (ids.isEmpty()) {
      return List.of();
    }
    Set<String> hidden =
        table.personal().stream()
            .filter(column -> column.staff() || column.name().equals("sealed"))
            .map(Column::name)
            .collect(Collectors.toCollection(HashSet::new));
    if (gift) {
      hidden.addAll(table.giver());
    }
    return jdbc.sql("select * from " + table.name() + " where " + where(table, kind))
        .param("ids", ids)
        .query((row, no) -> values(row, hidden))
        .list();
  }

  private static Map<String, Object> values(ResultSet row, Set<String> hidden) throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      String name = columns.getColumnLabel(i);
      if (hidden.contains(name)) {
        continue;
      }
      switch (row.getObject(i)) {
        case null -> {
          // nothing is said of what is not there
        }
        case byte[] bytes -> values.put(name, Base64.getEncoder().encodeToString(bytes));
        case java.sql.Blob blob ->
            values.put(
                name, Base64.getEncoder().encodeToString(blob.getBytes(1, (int) blob.length())));
        case Number number -> values.put(name, number);
        case Boolean bool -> values.put(name, bool);
        case Object other -> values.put(name, row.getString(i) == null ? other : row.getString(i));
      }
    }
    return values;
  }

  @Override
  public int end(Table table, List<Column> ending, Kind kind, Collection<UUID> ids) {
    if (ids.isEmpty() || ending.isEmpty()) {
      return 0;
    }
    if (ending.stream().anyMatch(column -> column.end() == End.ROW)) {
      return jdbc.sql("delete from " + table.name() + " where " + where(table, kind))
          .param("ids", ids)
          .update();
    }
    Map<String, Boolean> nullable = columns.computeIfAbsent(table.name(), this::nullable);
    List<String> sets = new ArrayList<>();
    List<String> wanted = new ArrayList<>();
    for (Column column : ending) {
      String name = column.name();
      switch (column.end()) {
        case EMPTIED -> {
          boolean none = nullable.getOrDefault(name, false);
          sets.add(name + " = " + (none ? "null" : "''"));
          wanted.add(name + (none ? " is not null" : " <> ''"));
        }
        case ERASED -> {
          sets.add("%1$s = if(%1$s = '', '', '[erased]')".formatted(name));
          wanted.add("%1$s not in ('', '[erased]')".formatted(name));
        }
        case STAND_IN -> {
          sets.add(name + " = " + STAND_INS.get(name));
          wanted.add("not (" + STANDS_ALREADY.get(name) + ")");
        }
        case STAFF -> {
          String nobody = name + " is null or " + name + " in ('shopper', 'consumer', 'journey')";
          sets.add("%1$s = if(%2$s, %1$s, 'staff')".formatted(name, nobody));
          wanted.add("not (%s or %s = 'staff')".formatted(nobody, name));
        }
        default -> throw new IllegalStateException(table.name() + "." + name + " cannot end");
      }
    }
    if (nullable.containsKey("erased_at")) {
      sets.add("erased_at = coalesce(erased_at, utc_timestamp(6))");
    }
    return jdbc.sql(
            "update %s set %s where %s and (%s)"
                .formatted(
                    table.name(),
                    String.join(", ", sets),
                    where(table, kind),
                    String.join(" or ", wanted)))
        .param("ids", ids)
        .update();
  }

  /** The columns of a table, and whether each may be absent. */
  private Map<String, Boolean> nullable(String table) {
    Map<String, Boolean> found = new HashMap<>();
    RowCallbackHandler each =
        row -> found.put(row.getString("name"), row.getString("nullable").equals("YES"));
    jdbc.sql(
            "select column_name as name, is_nullable as nullable from information_schema.columns"
                + " where table_schema = database() and table_name = ?")
        .param(table)
        .query(each);
    return found;
  }

  /** The ways of the inventory as a condition: {@code unit_id > return_unit.return_id}. */
  private static String where(Table table, Kind kind) {
    return Arrays.stream(table.rows().get(kind).split(" or "))
        .map(way -> way(List.of(way.split(" > "))))
        .collect(Collectors.joining(" or ", "(", ")"));
  }

  private static String way(List<String> steps) {
    String column = steps.getFirst();
    if (steps.size() == 1) {
      return column + " in (:ids)";
    }
    String[] next = steps.get(1).split(" by ");
    String[] place = next[0].split("\\.");
    List<String> rest = new ArrayList<>(List.of(place[1]));
    rest.addAll(steps.subList(2, steps.size()));
    return "%s in (select %s from %s where %s)"
        .formatted(column, next.length > 1 ? next[1] : "id", place[0], way(rest));
  }

  @Override
  public void forgetAnswers(Collection<String> words) {
    for (String word : words) {
      jdbc.sql(
              "delete from idempotent_request where status is not null"
                  + " and (instr(lower(body) collate utf8mb4_bin, ?) > 0"
                  + " or instr(lower(location) collate utf8mb4_bin, ?) > 0)")
          .params(word, word)
          .update();
    }
  }

  @Override
  public void begin(String rule, Instant now) {
    boolean known =
        jdbc.sql("select count(*) from retention_mark where rule = ?")
                .param(rule)
                .query(Long.class)
                .single()
            > 0;
    if (!known) {
      jdbc.sql(
              "insert ignore into retention_mark (rule, done_until, last_id, began_at)"
                  + " values (?, ?, ?, ?)")
          .params(rule, utc(Instant.EPOCH), new UUID(0, 0), utc(now))
          .update();
    }
  }

  @Override
  public Optional<Mark> hold(String rule) {
    return jdbc.sql(
            "select done_until, last_id, began_at from retention_mark where rule = ?"
                + " for update skip locked")
        .param(rule)
        .query(
            (row, no) ->
                new Mark(moment(row, "done_until"), id(row, "last_id"), moment(row, "began_at")))
        .optional();
  }

  @Override
  public void mark(String rule, Mark mark) {
    jdbc.sql("update retention_mark set done_until = ?, last_id = ?, began_at = ? where rule = ?")
        .params(utc(mark.until()), mark.lastId(), utc(mark.beganAt()), rule)
        .update();
  }

  @Override
  public List<Subject> next(Kind kind, Mark after, Instant before, int most) {
    return switch (kind) {
      case ORDER ->
          next(
              "select 'ORDER' as kind, o.id, o.order_number as number, o.id as order_id,"
                  + " o.placed_at as since from customer_order o"
                  + " where (o.delivered_on is null or o.delivered_on <= date(:before)) and",
              "o.placed_at",
              "o.id",
              after,
              before,
              most);
      case RETURN -> next(RETURNS + " where", "r.closed_at", "r.id", after, before, most);
      case CLAIM -> next(CLAIMS + " where", "c.closed_at", "c.id", after, before, most);
      case STATEMENT -> next(STATEMENTS + " where", "s.received_at", "s.id", after, before, most);
      case PARCEL -> next(PARCELS + " where", "b.decided_at", "b.id", after, before, most);
    };
  }

  private List<Subject> next(
      String select, String time, String id, Mark after, Instant before, int most) {
    return jdbc.sql(
            "%1$s %2$s >= :until and (%2$s > :until or %3$s > :last) and %2$s <= :before order by %2$s, %3$s limit :most"
                .formatted(select, time, id))
        .param("until", utc(after.until()))
        .param("last", after.lastId())
        .param("before", utc(before))
        .param("most", most)
        .query(PersonRows::subject)
        .list();
  }

  @Override
  public Map<UUID, String> countries(Collection<UUID> orderIds) {
    Map<UUID, String> found = new HashMap<>();
    if (!orderIds.isEmpty()) {
      RowCallbackHandler each = row -> found.put(id(row, "id"), row.getString("country"));
      jdbc.sql("select id, country from customer_order where id in (:ids)")
          .param("ids", orderIds)
          .query(each);
    }
    return found;
  }

  @Override
  public void open(UUID erasureId, String brand, String actor, Instant at) {
    jdbc.sql("insert into erasure (id, brand, asked_by, asked_at) values (?, ?, ?, ?)")
        .params(erasureId, brand, actor, utc(at))
        .update();
  }

  @Override
  public void add(
      UUID erasureId, Subject subject, @Nullable Hindrance why, @Nullable Instant notBefore) {
    jdbc.sql(
            "insert ignore into erasure_subject (erasure_id, kind, subject_id, number, reason,"
                + " not_before) values (:erasure, :kind, :id, :number, :reason, :then)")
        .param("erasure", erasureId)
        .param("kind", subject.kind().name())
        .param("id", subject.id())
        .param("number", subject.number())
        .param("reason", why == null ? "" : why.name())
        .param("then", notBefore == null ? null : utc(notBefore))
        .update();
  }

  @Override
  public Set<UUID> waiting(Collection<UUID> subjectIds) {
    if (subjectIds.isEmpty()) {
      return Set.of();
    }
    return new HashSet<>(
        jdbc.sql(
                "select subject_id from erasure_subject"
                    + " where done_at is null and subject_id in (:ids)")
            .param("ids", subjectIds)
            .query(UUID.class)
            .list());
  }

  @Override
  public List<Waiting> due(Instant now, int most) {
    return jdbc.sql(
            "select erasure_id, kind, subject_id from erasure_subject where done_at is null"
                + " and (not_before is null or not_before <= ?)"
                + " order by not_before, erasure_id, kind, subject_id limit ?")
        .params(utc(now), most)
        .query(
            (row, no) ->
                new Waiting(
                    id(row, "erasure_id"),
                    Kind.valueOf(row.getString("kind")),
                    id(row, "subject_id")))
        .list();
  }

  @Override
  public boolean take(Waiting waiting) {
    return jdbc.sql(
            "select reason from erasure_subject where erasure_id = ? and kind = ?"
                + " and subject_id = ? and done_at is null for update skip locked")
        .params(waiting.erasureId(), waiting.kind().name(), waiting.subjectId())
        .query(String.class)
        .optional()
        .isPresent();
  }

  @Override
  public void putOff(Waiting waiting, Instant notBefore) {
    jdbc.sql(
            "update erasure_subject set not_before = ?"
                + " where erasure_id = ? and kind = ? and subject_id = ?")
        .params(utc(notBefore), waiting.erasureId(), waiting.kind().name(), waiting.subjectId())
        .update();
  }

  @Override
  public void waits(Waiting waiting, Hindrance why, Instant notBefore) {
    jdbc.sql(
            "update erasure_subject set reason = ?, not_before = ?"
                + " where erasure_id = ? and kind = ? and subject_id = ?")
        .params(
            why.name(),
            utc(notBefore),
            waiting.erasureId(),
            waiting.kind().name(),
            waiting.subjectId())
        .update();
  }

  /** Whoever asked for it: what is gone is gone for all who did. */
  @Override
  public void done(Waiting waiting, Instant at) {
    jdbc.sql(
            "update erasure_subject set reason = '', done_at = ?"
                + " where kind = ? and subject_id = ? and done_at is null")
        .params(utc(at), waiting.kind().name(), waiting.subjectId())
        .update();
  }

  @Override
  public void close(Instant at) {
    jdbc.sql(
            "update erasure set completed_at = ? where completed_at is null and not exists"
                + " (select 1 from erasure_subject s where s.erasure_id = erasure.id"
                + " and s.done_at is null)")
        .param(utc(at))
        .update();
  }

  private static Subject subject(ResultSet row, int no) throws SQLException {
    String order = row.getString("order_id");
    LocalDateTime since = row.getObject("since", LocalDateTime.class);
    return new Subject(
        Kind.valueOf(row.getString("kind")),
        id(row, "id"),
        row.getString("number"),
        order == null ? null : UUID.fromString(order),
        since == null ? null : since.toInstant(ZoneOffset.UTC));
  }

  private static UUID id(ResultSet row, String column) throws SQLException {
    return UUID.fromString(row.getString(column));
  }

  private static Instant moment(ResultSet row, String column) throws SQLException {
    return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
  }

  private static LocalDateTime utc(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
