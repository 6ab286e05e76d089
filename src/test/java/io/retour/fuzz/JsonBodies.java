package io.retour.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** JSON after the schemas of the API's description: as it says, nearly so, and not at all. */
final class JsonBodies {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int DEEPEST = 7;

  private final JsonNode api;
  private final Pool pool;

  JsonBodies(JsonNode api, Pool pool) {
    this.api = api;
    this.pool = pool;
  }

  private JsonNode resolved(JsonNode schema) {
    return schema.has("$ref") ? api.at(schema.path("$ref").asText().substring(1)) : schema;
  }

  /** What fits the schema, with things that exist where they are known. */
  JsonNode fitting(String name, JsonNode schema, Dice dice, int depth) {
    JsonNode is = resolved(schema);
    if (is.has("enum")) {
      List<JsonNode> values = new ArrayList<>();
      is.path("enum").forEach(values::add);
      return dice.one(values);
    }
    JsonNode type = is.path("type");
    return switch (type.isArray() ? type.path(0).asText() : type.asText()) {
      case "object" -> object(is, dice, depth);
      case "array" -> {
        ArrayNode array = JSON.arrayNode();
        for (int i = dice.below(3); i >= 0 && depth < DEEPEST; i--) {
          array.add(fitting(name, is.path("items"), dice, depth + 1));
        }
        yield array;
      }
      case "integer" -> JSON.numberNode(dice.below(dice.chance(70) ? 4 : 20_000));
      case "number" -> JSON.numberNode(new BigDecimal(dice.below(50_000)).movePointLeft(4));
      case "boolean" -> JSON.booleanNode(dice.chance(50));
      default -> JSON.textNode(text(name, is, dice));
    };
  }

  private ObjectNode object(JsonNode is, Dice dice, int depth) {
    ObjectNode object = JSON.objectNode();
    List<String> required = new ArrayList<>();
    is.path("required").forEach(each -> required.add(each.asText()));
    is.path("properties")
        .properties()
        .forEach(
            field -> {
              if (required.contains(field.getKey()) || depth < DEEPEST && dice.chance(70)) {
                object.set(
                    field.getKey(), fitting(field.getKey(), field.getValue(), dice, depth + 1));
              }
            });
    if (is.path("additionalProperties").isObject() && dice.chance(70)) {
      object.set("some", fitting("some", is.path("additionalProperties"), dice, depth + 1));
    }
    return object;
  }

  private String text(String name, JsonNode is, Dice dice) {
    String known = pool.one(name, dice);
    if (known != null && dice.chance(85)) {
      return known;
    }
    return switch (is.path("format").asText()) {
      case "uuid" -> dice.uuid().toString();
      case "date" -> "2026-0%d-1%d".formatted(1 + dice.below(9), dice.below(9));
      case "date-time" ->
          "2026-0%d-1%dT1%d:00:00Z".formatted(1 + dice.below(9), dice.below(9), dice.below(9));
      case "email" -> "fuzz%d@example.org".formatted(dice.below(1000));
      case "byte" -> Base64.getEncoder().encodeToString(dice.bytes(dice.below(60)));
      case "uri" -> "https://93.184.216.34/fuzz";
      default ->
          switch (name) {
            case "country" -> dice.one(List.of("NL", "DE", "BE", "FR", "GB"));
            case "currency", "shopCurrency" -> dice.one(List.of("EUR", "GBP", "JPY"));
            case "language", "locale" -> dice.one(List.of("nl", "en", "de", "fr"));
            case "postcode", "emailOrPostcode" -> "5026 AA";
            case "brand" -> dice.one(List.of("lumen", "kestrel"));
            case "url" -> "https://93.184.216.34/fuzz" + dice.below(9);
            default -> "word" + dice.below(1000);
          };
    };
  }

  /** The same with a few things wrong. */
  JsonNode broken(JsonNode good, Dice dice, int times, boolean hostile) {
    JsonNode root = good.deepCopy();
    for (int i = 0; i < times; i++) {
      List<JsonNode> holders = new ArrayList<>();
      collect(root, holders);
      if (holders.isEmpty()) {
        return value(root, dice, hostile);
      }
      JsonNode holder = dice.one(holders);
      if (holder instanceof ObjectNode object) {
        breakField(object, dice, hostile);
      } else if (holder instanceof ArrayNode array) {
        breakItem(array, dice, hostile);
      }
    }
    return root;
  }

  private static void collect(JsonNode node, List<JsonNode> holders) {
    if (node.isContainerNode() && !node.isEmpty()) {
      holders.add(node);
      node.forEach(each -> collect(each, holders));
    }
  }

  private void breakField(ObjectNode object, Dice dice, boolean hostile) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    String name = dice.one(names);
    switch (dice.below(10)) {
      case 0 -> object.remove(name);
      case 1 -> object.putNull(name);
      case 2 -> object.put(hostile ? dice.hostile() : name + "2", "extra");
      default -> object.set(name, value(object.path(name), dice, hostile));
    }
  }

  private void breakItem(ArrayNode array, Dice dice, boolean hostile) {
    int at = dice.below(array.size());
    switch (dice.below(8)) {
      case 0 -> array.remove(at);
      case 1 -> array.addNull();
      case 2 -> array.add(array.get(at).deepCopy());
      case 3 -> {
        for (int i = dice.below(400); i > 0; i--) {
          array.add(array.get(at).deepCopy());
        }
      }
      default -> array.set(at, value(array.get(at), dice, hostile));
    }
  }

  private JsonNode value(JsonNode was, Dice dice, boolean hostile) {
    if (hostile || dice.chance(25)) {
      return switch (dice.below(9)) {
        case 0 -> JSON.nullNode();
        case 1 -> JSON.booleanNode(true);
        case 2 -> JSON.arrayNode().add(was.deepCopy());
        case 3 -> JSON.objectNode().set("a", was.deepCopy());
        case 4 -> number(dice);
        case 5 -> JSON.arrayNode();
        default -> JSON.textNode(dice.hostile());
      };
    }
    if (was.isNumber()) {
      return number(dice);
    }
    return JSON.textNode(dice.nearly(was.asText()));
  }

  private static JsonNode number(Dice dice) {
    return switch (dice.below(8)) {
      case 0 -> JSON.numberNode(Long.MAX_VALUE);
      case 1 -> JSON.numberNode(Long.MIN_VALUE);
      case 2 -> JSON.numberNode(Integer.MAX_VALUE);
      case 3 -> JSON.numberNode(-1);
      case 4 -> JSON.numberNode(0);
      case 5 -> JSON.numberNode(new BigInteger("9".repeat(1 + dice.below(60))));
      case 6 -> JSON.numberNode(new BigDecimal("0.000000000000000001"));
      default -> JSON.numberNode(dice.below(1_000_000) - 500_000);
    };
  }

  /** What is hardly JSON any more. */
  byte[] mangled(JsonNode good, Dice dice) {
    String text = good.toString();
    int cut = text.isEmpty() ? 0 : dice.below(text.length());
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return switch (dice.below(14)) {
      case 0 -> text.substring(0, cut).getBytes(StandardCharsets.UTF_8);
      case 1 -> (text + "}").getBytes(StandardCharsets.UTF_8);
      case 2 -> ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8);
      case 3 -> {
        if (bytes.length > 0) {
          bytes[dice.below(bytes.length)] = (byte) dice.below(256);
        }
        yield bytes;
      }
      case 4 -> dice.bytes(1 + dice.below(200));
      case 5 -> text.getBytes(StandardCharsets.UTF_16);
      case 6 -> ("[".repeat(1 + dice.below(5_000))).getBytes(StandardCharsets.UTF_8);
      case 7 -> nested(1 + dice.below(990)).getBytes(StandardCharsets.UTF_8);
      case 8 -> text.replaceAll("\\d+", "1e999999999").getBytes(StandardCharsets.UTF_8);
      case 9 -> text.replaceAll("\\d+", "NaN").getBytes(StandardCharsets.UTF_8);
      case 10 -> text.replaceFirst("\\{", "{\"orderId\":1,").getBytes(StandardCharsets.UTF_8);
      case 11 -> text.replace('"', '\'').getBytes(StandardCharsets.UTF_8);
      case 12 ->
          text.replaceFirst("\":\"", "\":\"\\\\ud800\\\\u0000").getBytes(StandardCharsets.UTF_8);
      default ->
          dice.one(
                  List.of("", "null", "[]", "{}", "\"\"", "0", "true", " \n", "[null]", "{\"\":1}"))
              .getBytes(StandardCharsets.UTF_8);
    };
  }

  private static String nested(int depth) {
    return "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
  }

  /** Lower camel case of a path's last word, as in {@code returns} for the pool. */
  static String thing(String path) {
    @Nullable String last = null;
    for (String word : path.split("/")) {
      if (!word.isEmpty() && !word.startsWith("{")) {
        last = word;
      }
    }
    return switch (last == null ? "" : last) {
      case "returns" -> "return";
      case "claims" -> "claim";
      case "withdrawals" -> "statement";
      case "orders" -> "order";
      case "subscriptions" -> "subscription";
      case "stores" -> "store";
      default -> last == null ? "" : last.toLowerCase(Locale.ROOT);
    };
  }
}
