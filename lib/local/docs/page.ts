/** The page around the viewer. It is narrow on a phone, and the viewer's wide tables scroll by themselves. */
export const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Payment gateway: the API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/viewer.css">
<style>
body { margin: 0 }
.swagger-ui { overflow-x: clip }
.swagger-ui .response-col_links { display: none }
.swagger-ui .opblock-summary-path { word-break: break-word }
@media (max-width: 640px) {
  .swagger-ui .wrapper { padding: 0 10px }
  .swagger-ui .opblock .opblock-summary { flex-wrap: wrap }
  .swagger-ui .opblock-body, .swagger-ui .responses-table { overflow-x: auto }
}
</style>
</head>
<body>
<div id="api"></div>
<script src="/docs/viewer.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

/** What the page needs to begin: where the document is, and a key to try it with. */
type Beginning = { readonly documentPath: string; readonly key: string };

/**
 * The script that shows the document. The page's requests go to this machine only. Each press is an intent of its own, so
 * that nobody is told that a key belongs to another request; who writes a key gets what that key says.
 */
export const start = ({ documentPath, key }: Beginning): string => `
const viewer = SwaggerUIBundle({
  dom_id: '#api',
  url: ${JSON.stringify(documentPath)},
  validatorUrl: null,
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  requestSnippetsEnabled: true,
  onComplete: () => viewer.preauthorizeApiKey('bearer', ${JSON.stringify(key)}),
  requestInterceptor: (request) => {
    const names = Object.keys(request.headers).map((name) => name.toLowerCase());
    const hasKey = names.some((name) => name.includes('idempotency'));
    if (request.method !== 'GET' && !hasKey)
      request.headers['Idempotency-Key'] = crypto.randomUUID();
    return request;
  },
});
`;
