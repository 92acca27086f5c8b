import { findStream } from './aws/streams.ts';
import { startEvents, type Events, type EventsParts } from './events/events.ts';
import { endpointsOf, type EndpointUrls } from './template/events/endpoints.ts';
import type { LocalEventRule } from './template/events/event-rules.ts';
import type { LocalTemplate } from './template/template.ts';

type Parts = Omit<EventsParts, 'pipe' | 'rules' | 'stream'> & {
  /** Where the server listens that holds the table. */
  readonly dynamodb: string;
  readonly urls: EndpointUrls;
};

/** The endpoint that a rule delivers to: the constant member of its input. */
const endpointIn = ({ input }: LocalEventRule): string | undefined =>
  /"endpoint"\s*:\s*"([^"<>]*)"/.exec(input?.template ?? '')?.[1];

/** The rules that run: those of an endpoint that has no URL here do not. */
export function runningRules(template: LocalTemplate, urls: EndpointUrls): LocalEventRule[] {
  const silent = endpointsOf(template.functions)
    .map(({ name }) => name)
    .filter((name) => !Object.hasOwn(urls, name));
  return template.eventRules.filter((rule) => !silent.includes(endpointIn(rule) ?? ''));
}

/**
 * Starts the template's pipe and the bus behind it; undefined where there is no pipe, or the table's server has no streams.
 *
 * @throws Error where the template has more than one pipe, or something in it that is not known here
 */
export async function startTemplateEvents(
  template: LocalTemplate,
  { dynamodb, urls, ...parts }: Parts,
): Promise<Events | undefined> {
  const [pipe, ...others] = template.pipes;
  if (others.length > 0) throw new Error('The local system knows one pipe only.');
  if (pipe === undefined) return undefined;
  const stream = await findStream(dynamodb, pipe.table);
  if (stream === undefined) return undefined;
  return startEvents({ ...parts, pipe, stream, rules: runningRules(template, urls) });
}
