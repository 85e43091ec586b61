package com.campaignsync.functions.metricsapi.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Validates JSON against schemas of the document, and the document against OpenAPI's own. */
public final class Schemas {

  private static final String DOCUMENT = "https://campaign-sync.example/openapi.json";

  /** Where the meta-schemas lie, in a jar: {@code spec.openapis.org/oas/…}. */
  private static final String META_HOST = "https://spec.openapis.org/";

  private static final String META = META_HOST + "oas/3.1/schema-base/2022-10-07";

  /** What JSON Schema does not know is OpenAPI's or ours: it validates nothing. */
  private static final JsonMetaSchema WORDS_OF_OTHERS =
      JsonMetaSchema.builder(JsonMetaSchema.getV202012())
          .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
          .build();

  private final JsonSchemaFactory factory;
  private final SchemaValidatorsConfig config =
      SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
  private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

  /** The schemas of a document. */
  public Schemas(JsonNode document) {
    String text = withoutDialect(document).toString();
    this.factory =
        JsonSchemaFactory.builder(JsonSchemaFactory.getInstance(VersionFlag.V202012))
            .metaSchema(WORDS_OF_OTHERS)
            .schemaLoaders(loaders -> loaders.schemas(Map.of(DOCUMENT, text)))
            .build();
  }

  /** The dialect adds words for readers only: what is validated is plain 2020-12. */
  private static ObjectNode withoutDialect(JsonNode document) {
    ObjectNode copy = document.deepCopy();
    copy.remove("jsonSchemaDialect");
    return copy;
  }

  /**
   * What is wrong with a value.
   *
   * @param pointer to the schema, as {@code /components/schemas/Problem}
   */
  public List<String> errors(String pointer, JsonNode value) {
    return schemas
        .computeIfAbsent(
            pointer, at -> factory.getSchema(SchemaLocation.of(DOCUMENT + "#" + at), config))
        .validate(value)
        .stream()
        .map(ValidationMessage::getMessage)
        .toList();
  }

  /** What is wrong with a value by a schema that stands nowhere in the document by itself. */
  public List<String> errorsBy(JsonNode schema, JsonNode value) {
    return factory.getSchema(schema, config).validate(value).stream()
        .map(ValidationMessage::getMessage)
        .toList();
  }

  /** What is wrong with a document by OpenAPI's meta-schema of 3.1. */
  public static List<String> errorsOfDocument(JsonNode document) {
    JsonSchemaFactory factory =
        JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            builder ->
                builder.schemaLoaders(
                    loaders ->
                        loaders.schemas(
                            uri -> uri.startsWith(META_HOST) ? metaSchema(uri) : null)));
    return factory.getSchema(SchemaLocation.of(META)).validate(document).stream()
        .map(ValidationMessage::getMessage)
        .toList();
  }

  private static String metaSchema(String uri) {
    String path = uri.substring("https://".length());
    try (InputStream stream = Schemas.class.getClassLoader().getResourceAsStream(path)) {
      if (stream == null) {
        throw new IllegalStateException("no such meta-schema in the jars: " + path);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
