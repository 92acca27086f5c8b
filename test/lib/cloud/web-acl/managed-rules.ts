import { decoded } from './fields.ts';
import type { WebRequest } from './request.ts';

/*
 * A modest model of AWS's managed rules: the rules that its documents list, the part of a request that each looks at, and
 * one thing that it looks for. AWS tells no more of them, and changes them. What it is for: that the web ACL counts where
 * an honest request could meet one, stops where none could, and names no rule that there is not.
 */

type Finds = (request: WebRequest) => boolean;

const partOf: Readonly<Record<string, (request: WebRequest) => string>> = {
  BODY: ({ body }) => body,
  QUERYARGUMENTS: ({ query }) => query,
  QUERYSTRING: ({ query }) => query,
  URIPATH: ({ path }) => path,
  COOKIE: ({ headers }) => headers['cookie'] ?? '',
  HEADER: ({ headers }) => Object.values(headers).join('\n'),
};

/** One rule for each part: `('GenericLFI', /…/, ['BODY'])` → `GenericLFI_BODY`. */
const inParts = (name: string, pattern: RegExp, parts: readonly string[]): [string, Finds][] =>
  parts.map((part) => [
    `${name}_${part}`,
    (request) => pattern.test(decoded(partOf[part]?.(request) ?? '')),
  ]);

const longer = (name: string, part: string, bytes: number): [string, Finds] => [
  name,
  (request) => (partOf[part]?.(request) ?? '').length > bytes,
];

const managedRules: Readonly<Record<string, readonly [string, Finds][]>> = {
  AWSManagedRulesCommonRuleSet: [
    ['NoUserAgent_HEADER', ({ headers }) => headers['user-agent'] === undefined],
    ['UserAgent_BadBots_HEADER', ({ headers }) => /nessus|nmap/i.test(headers['user-agent'] ?? '')],
    longer('SizeRestrictions_QUERYSTRING', 'QUERYSTRING', 2048),
    longer('SizeRestrictions_Cookie_HEADER', 'COOKIE', 10_240),
    longer('SizeRestrictions_BODY', 'BODY', 8192),
    longer('SizeRestrictions_URIPATH', 'URIPATH', 1024),
    ...inParts('EC2MetaDataSSRF', /169\.254\.169\.254|127\.0\.0\.1/, [
      ...['BODY', 'COOKIE', 'URIPATH', 'QUERYARGUMENTS'],
    ]),
    ...inParts('GenericLFI', /\.\.\/\.\.\//, ['QUERYARGUMENTS', 'URIPATH', 'BODY']),
    ...inParts('RestrictedExtensions', /\.(?:ini|log)$/, ['URIPATH', 'QUERYARGUMENTS']),
    ...inParts('GenericRFI', /\b(?:https?|ftps?|file):\/\/\d+\.\d+\.\d+\.\d+/, [
      ...['QUERYARGUMENTS', 'BODY', 'URIPATH'],
    ]),
    ...inParts('CrossSiteScripting', /<script|onerror=/i, [
      ...['COOKIE', 'QUERYARGUMENTS', 'BODY', 'URIPATH'],
    ]),
  ],
  AWSManagedRulesKnownBadInputsRuleSet: [
    ...inParts('JavaDeserializationRCE', /rO0AB|\(java\.lang\.Runtime\)/, [
      ...['HEADER', 'BODY', 'URIPATH', 'QUERYSTRING'],
    ]),
    ['Host_localhost_HEADER', ({ headers }) => (headers['host'] ?? '').includes('localhost')],
    ['PROPFIND_METHOD', ({ method }) => method === 'PROPFIND'],
    ...inParts('ExploitablePaths', /\/WEB-INF\//, ['URIPATH']),
    ...inParts('Log4JRCE', /\$\{jndi:/, ['HEADER', 'QUERYSTRING', 'BODY', 'URIPATH']),
    ...inParts('ReactJSRCE', /"__proto__:then"/, ['BODY']),
  ],
};

const rulesOfGroup = (group: string): readonly [string, Finds][] => {
  const rules = managedRules[group];
  if (!rules) throw new Error(`There is no group ${group}.`);
  return rules;
};

/** The names of a group's rules. */
export const namesIn = (group: string): readonly string[] =>
  rulesOfGroup(group).map(([name]) => name);

/** The rules of a group that find something in a request. */
export const foundBy = (group: string, request: WebRequest): readonly string[] =>
  rulesOfGroup(group)
    .filter(([, finds]) => finds(request))
    .map(([name]) => name);
