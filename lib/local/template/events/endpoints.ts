import * as z from 'zod';
import type { LocalFunction } from '../functions.ts';

/** Where events are delivered to, as the function's setting lists it. */
const Endpoint = z.looseObject({ name: z.string(), url: z.string(), secretArn: z.string() });

/** The URLs that the endpoints have on this machine, by name; what is not among them gets nothing. */
export type EndpointUrls = Readonly<Record<string, string>>;

const listSetting = 'EVENT_ENDPOINTS';
const networkSetting = 'EVENT_NETWORK';

const endpointsIn = (text: string) => z.array(Endpoint).parse(JSON.parse(text));

/** The endpoints of the template, each once. */
export function endpointsOf(
  functions: readonly Pick<LocalFunction, 'variables'>[],
): readonly z.infer<typeof Endpoint>[] {
  const texts = functions.flatMap(({ variables }) => variables[listSetting] ?? []);
  return [...new Set(texts)].flatMap(endpointsIn);
}

/**
 * The setting as it is on this machine: only endpoints with a URL here, and this machine's addresses are among those that
 * may be called. Any other setting stays as it is.
 */
export function eventSetting(name: string, value: string, urls: EndpointUrls): string {
  if (name === networkSetting) return 'any';
  if (name !== listSetting) return value;
  const endpoints = endpointsIn(value).flatMap((endpoint) => {
    const url = Object.hasOwn(urls, endpoint.name) ? urls[endpoint.name] : undefined;
    return url === undefined ? [] : [{ ...endpoint, url }];
  });
  return JSON.stringify(endpoints);
}
