import { laterYear, type Sample } from './documented.ts';

/*
 * The requests of KOMOJU's documents as these print them for Node and for Ruby (2020). All follow one pattern, so the
 * text is made from the request; only host, port, TLS, key, ids and years are exchanged.
 */

/** Where a script sends its request instead of https://komoju.com, and with which key. */
export type Place = { readonly origin: string; readonly path: string; readonly key: string };

const isBodyless = ({ form }: Sample): boolean => Object.keys(form).length === 0;

const valueOf = (name: string, value: string): string =>
  name.endsWith('[year]') ? laterYear : value;

const quoted = (text: string): string => `'${text}'`;

/** As a script of Node: `https.request` with a form in its body, and no content type. */
export function nodeScript(sample: Sample, { origin, path, key }: Place): string {
  const { hostname, port, protocol } = new URL(origin);
  const verb = sample.method.toLowerCase();
  const isWritten = !isBodyless(sample);
  const form = Object.entries(sample.form)
    .map(([name, value]) => `  ${quoted(name)}: ${quoted(valueOf(name, value))}`)
    .join(',\n');
  return [
    ...(isWritten ? ["var querystring = require('querystring');"] : []),
    `var https = require('${protocol.slice(0, -1)}');`,
    `var secret_key = '${key}'`,
    "var auth = 'Basic ' + Buffer.from(secret_key + ':').toString('base64');",
    ...(isWritten ? [`var ${verb}_data = querystring.stringify({`, form, '});', ''] : []),
    `var ${verb}_options = {`,
    `  host: '${hostname}',`,
    `  port: '${port === '' ? '443' : port}',`,
    `  path: '${path}',`,
    `  method: '${sample.method}',`,
    '  headers: {',
    `    'Authorization': auth${isWritten ? ',' : ''}`,
    ...(isWritten ? [`    'Content-Length': Buffer.byteLength(${verb}_data)`] : []),
    '  }',
    '};',
    '',
    `var ${verb}_req = https.request(${verb}_options, function(res) {`,
    "    res.setEncoding('utf8');",
    "    res.on('data', function (chunk) {",
    '        console.log(chunk);',
    '    });',
    '});',
    '',
    ...(isWritten ? [`${verb}_req.write(${verb}_data);`] : []),
    `${verb}_req.end();`,
    '',
  ].join('\n');
}

/** A form's fields as a hash of Ruby, where `a[b]` is a member of `a`. */
function rubyHash(fields: readonly (readonly [string, string])[], indent: string): string {
  const names = [...new Set(fields.map(([name]) => name.replace(/\[.*$/, '')))];
  const members = names.map((name) => {
    const inner = fields.flatMap(([field, value]) => {
      const [, member] = new RegExp(`^${name}\\[(\\w+)\\]$`).exec(field) ?? [];
      return member === undefined ? [] : [[member, value] as const];
    });
    const value = fields.find(([field]) => field === name)?.[1];
    return `${indent}${name}: ${value === undefined ? rubyHash(inner, `${indent}  `) : `"${value}"`}`;
  });
  return ['{', members.join(',\n'), `${indent.slice(2)}}`].join('\n');
}

/** As a script of Ruby: `Net::HTTP` with JSON in its body, and a key in MIME's Base64. */
export function rubyScript(sample: Sample, { origin, path, key }: Place): string {
  const verb = sample.method.toLowerCase();
  const fields = Object.entries(sample.form).map(
    ([name, value]) => [name, valueOf(name, value)] as const,
  );
  const call =
    verb === 'get'
      ? ['res = https.get(uri.path, headers)', 'puts res.body']
      : isBodyless(sample)
        ? [`res = https.${verb}(uri.path, '{}', headers)`, 'puts res.body']
        : [
            `body = ${rubyHash(fields, '  ')}`,
            '',
            `res = https.${verb}(`,
            '  uri.path,',
            '  body.to_json,',
            '  headers',
            ')',
            '',
            'puts res.body',
          ];
  return [
    ...['uri', 'net/https', 'json', 'base64', 'pp'].map((name) => `require '${name}'`),
    `uri = URI.parse('${origin}${path}')`,
    'https = Net::HTTP.new(uri.host, uri.port)',
    `https.use_ssl = ${origin.startsWith('https:')}`,
    `secret_key = '${key}'`,
    'auth = Base64.encode64("#{secret_key}:")',
    'headers = {',
    "  'Content-Type' => 'application/json',",
    '  \'Authorization\' => "Basic #{auth}"',
    '}',
    '',
    ...call,
    '',
  ].join('\n');
}
