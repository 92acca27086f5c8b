import { operationIds, routeOf, type OperationId } from '../../functions/operations.ts';
import { descriptionFor } from './apis.ts';
import { componentsOf } from './components.ts';
import { operationOf, tagOf } from './operation.ts';

const description = `Paths, bodies, answers and errors are the providers’ own. What is new: a request that makes or moves
something names its intent in an \`Idempotency-Key\` and is executed once for it, an unknown outcome is called unknown, and
every operation is on record.

**Go by the header \`X-Retry-Advice\`, and never by the status alone: a declined card is a 502.** Objects of providers have
more members than are listed here, and may get others on any day.`;

const routed = operationIds.filter((id) => routeOf(id) !== undefined);

/** Every path, with its methods. */
function paths(): Readonly<Record<string, object>> {
  const found: Record<string, Record<string, object>> = {};
  for (const id of routed) {
    const { method, path } = routeOf(id) ?? { method: '', path: '' };
    found[path] = { ...found[path], [method.toLowerCase()]: operationOf(id, descriptionFor(id)) };
  }
  return found;
}

/** `'acme.payment-method'` → `'ACME: payment method'` */
function tag(id: OperationId): { name: string; description: string } {
  const [, folder = 'own'] = tagOf(id).split('.');
  return {
    name: tagOf(id),
    description: `${descriptionFor(id).title}: ${folder.replaceAll('-', ' ')}`,
  };
}

const tags = (): readonly object[] => [
  ...new Map(routed.map((id) => [tagOf(id), tag(id)])).values(),
];

const servers = [
  { url: '/', description: 'Where this document was read: the local system.' },
  {
    url: 'https://{api}.execute-api.{region}.amazonaws.com/{mode}',
    description: 'A deployed stack: its `BaseUrl`.',
    variables: {
      api: { default: 'abcde12345' },
      region: { default: 'ap-northeast-1' },
      mode: { default: 'test', enum: ['test', 'live'] },
    },
  },
];

/** The API of the gateway in OpenAPI 3.1, from the table, the contracts and what is known of the providers' objects. */
export const openapiDocument = (): object => ({
  openapi: '3.1.1',
  info: { title: 'Payment gateway', version: '2026-11', description },
  servers,
  security: [{ basic: [] }, { bearer: [] }],
  tags: tags(),
  paths: paths(),
  components: componentsOf(routed),
});
