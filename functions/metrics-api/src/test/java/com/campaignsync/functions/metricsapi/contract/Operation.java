package com.campaignsync.functions.metricsapi.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * One operation of the document.
 *
 * @param method in upper case
 * @param template the path, with parameters in braces
 * @param role the least role of a caller: public, user, admin, super_admin
 * @param requestSchema of the body, if it takes one; references not resolved
 * @param node the whole operation
 */
public record Operation(
    String id,
    String method,
    String template,
    String role,
    List<Parameter> parameters,
    Optional<JsonNode> requestSchema,
    JsonNode node) {

  /** Whether a path without its query is one of the template's. */
  boolean fits(String path) {
    String[] wanted = template.split("/", -1);
    String[] found = path.split("/", -1);
    boolean fits = wanted.length == found.length;
    for (int i = 0; fits && i < wanted.length; i++) {
      fits = wanted[i].startsWith("{") ? !found[i].isEmpty() : wanted[i].equals(found[i]);
    }
    return fits;
  }

  /** Whether anybody may call it. */
  public boolean isPublic() {
    return role.equals("public");
  }

  /** The parameters behind the question mark. */
  public List<Parameter> queryParameters() {
    return parameters.stream().filter(Parameter::inQuery).toList();
  }

  /** The parameters of the path. */
  public List<Parameter> pathParameters() {
    return parameters.stream().filter(parameter -> parameter.in().equals("path")).toList();
  }

  @Override
  public String toString() {
    return method + " " + template;
  }
}
