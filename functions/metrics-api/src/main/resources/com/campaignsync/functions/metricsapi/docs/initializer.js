"use strict";
// Nothing is asked of any other server: no validator badge, no fonts, no telemetry.
window.addEventListener("load", () => {
  window.SwaggerUIBundle({
    url: "/api/openapi.json",
    dom_id: "#reference",
    deepLinking: true,
    displayOperationId: true,
    persistAuthorization: false,
    validatorUrl: null,
  });
});
