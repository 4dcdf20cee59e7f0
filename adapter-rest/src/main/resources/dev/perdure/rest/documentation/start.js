"use strict";

// The document is asked for relative to this page, so that a prefix before both does no harm.
// No validator is named: it would be another host.
window.addEventListener("load", () => {
  window.ui = SwaggerUIBundle({
    url: "../api-doc/openapi.json",
    dom_id: "#swagger-ui",
    deepLinking: true,
    docExpansion: "list",
    defaultModelsExpandDepth: 0,
    validatorUrl: null,
    presets: [SwaggerUIBundle.presets.apis],
    layout: "BaseLayout"
  });
});
