package io.retour.privacy;

import io.retour.privacy.PersonStore.Subject;
import io.retour.privacy.PersonalData.Column;
import io.retour.privacy.PersonalData.Kind;
import io.retour.privacy.PersonalData.Purpose;
import io.retour.privacy.PersonalData.Table;
import io.retour.refunds.BankAccount;
import io.retour.refunds.PayoutAccount;
import io.retour.refunds.PayoutAccounts;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a person is given on request (GDPR Art. 15 and 20): everything about them by table, and what
 * it is kept for. Who of staff did it is left out: that is about somebody else (Art. 15(4)). So is
 * the return of a gift for who gave it, and what it cost for who got it.
 */
@Service
public class Exports {

  /**
   * Everything about a person.
   *
   * @param brand the shop's brand
   * @param email the person's mail address
   * @param at when it was put together (UTC)
   * @param tables what is kept, by table
   * @param meaning what the columns about a person mean, why they are kept and how long
   */
  public record Export(
      String brand, String email, Instant at, List<Part> tables, List<Meaning> meaning) {

    /** Whether nothing is kept. */
    public boolean empty() {
      return tables.isEmpty();
    }
  }

  /**
   * The rows of a table.
   *
   * @param table its name
   * @param says what it is, in words
   * @param rows its rows by column; pictures and files in Base64
   */
  public record Part(String table, String says, List<Map<String, Object>> rows) {}

  /**
   * What a column means.
   *
   * @param table its table
   * @param column its name
   * @param says what it is, in words
   * @param why what it is kept for, in words
   * @param ground on which it is kept
   * @param kept how long
   */
  public record Meaning(
      String table, String column, String says, String why, String ground, String kept) {}

  private final PersonStore store;
  private final PersonalData inventory;
  private final PayoutAccounts accounts;
  private final Audit audit;
  private final Clock clock;

  Exports(
      PersonStore store,
      PersonalData inventory,
      PayoutAccounts accounts,
      Audit audit,
      Clock clock) {
    this.store = store;
    this.inventory = inventory;
    this.accounts = accounts;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Everything about the person with this mail address at this brand; empty when nothing is.
   *
   * @param actor the user name of who asks for it
   */
  @Transactional
  public Export of(String brand, String email, String actor) {
    String address = Erasures.address(email);
    List<Subject> subjects = store.ofPerson(brand, address);
    Map<Kind, List<UUID>> ids =
        subjects.stream()
            .collect(
                Collectors.groupingBy(
                    Subject::kind, Collectors.mapping(Subject::id, Collectors.toList())));
    Set<UUID> gifts = store.gifts(ids.getOrDefault(Kind.RETURN, List.of()));
    List<Part> parts = new ArrayList<>();
    List<Meaning> meaning = new ArrayList<>();
    for (Table table : inventory.tables()) {
      Set<Map<String, Object>> rows = new LinkedHashSet<>();
      table
          .rows()
          .forEach(
              (kind, way) -> {
                List<UUID> of = ids.get(kind);
                if (of != null) {
                  rows.addAll(store.rows(table, kind, without(of, gifts), false));
                  store.rows(table, kind, only(of, gifts), true).stream()
                      .filter(row -> address.equals(recipient(row, address)))
                      .forEach(rows::add);
                }
              });
      if (!rows.isEmpty()) {
        parts.add(new Part(table.name(), table.says(), List.copyOf(rows)));
        table.personal().stream()
            .filter(column -> !column.staff())
            .forEach(column -> meaning.add(meaning(table, column)));
      }
    }
    List<Map<String, Object>> open = accounts(ids, actor);
    if (!open.isEmpty()) {
      parts.add(new Part("payout_account_opened", "Accounts for payouts, in full", open));
    }
    subjects.forEach(
        subject -> {
          if (subject.kind() != Kind.ORDER) {
            audit.note(actor, Act.EXPORTED, subject.number(), "");
          }
        });
    audit.note(actor, Act.EXPORTED, "", "%d found".formatted(subjects.size()));
    return new Export(brand, address, clock.instant(), parts, meaning);
  }

  private static List<UUID> without(List<UUID> all, Set<UUID> gifts) {
    return all.stream().filter(each -> !gifts.contains(each)).toList();
  }

  private static List<UUID> only(List<UUID> all, Set<UUID> gifts) {
    return all.stream().filter(gifts::contains).toList();
  }

  /** Who got a mail; what is no mail is the person's. */
  private static String recipient(Map<String, Object> row, String address) {
    return row.getOrDefault("recipient", address).toString().toLowerCase(Locale.ROOT);
  }

  private Meaning meaning(Table table, Column column) {
    Purpose purpose = inventory.purposes().get(column.why());
    return new Meaning(
        table.name(), column.name(), column.what(), purpose.says(), purpose.law(), column.kept());
  }

  private List<Map<String, Object>> accounts(Map<Kind, List<UUID>> ids, String actor) {
    List<Map<String, Object>> opened = new ArrayList<>();
    for (Kind kind : List.of(Kind.RETURN, Kind.CLAIM)) {
      for (UUID id : ids.getOrDefault(kind, List.of())) {
        if (accounts.of(id).filter(PayoutAccount::usable).isPresent()) {
          BankAccount account = accounts.look(id, actor);
          Map<String, Object> row = new LinkedHashMap<>();
          row.put("case_id", id);
          row.put("holder", account.holder());
          row.put("iban", account.iban());
          opened.add(row);
        }
      }
    }
    return opened;
  }
}
