import type { StreamRecord } from '../aws/streams.ts';
import type { LocalPipe } from '../template/events/pipes.ts';
import type { Put } from './event.ts';
import { inputTemplate } from './input-template.ts';
import { jsonPath, type JsonPath } from './json-path.ts';
import { eventPattern } from './pattern.ts';

/** What a pipe makes of a record; undefined where its filters let the record not pass. @throws Error where it cannot */
export type Pipe = (record: StreamRecord) => Put | undefined;

const isPath = (variable: string): boolean => variable.startsWith('$');

/**
 * Reads a pipe: which records pass, and what is put on the bus for each.
 *
 * @throws Error for a filter or a template that is not known here
 */
export function createPipe(pipe: Omit<LocalPipe, 'table' | 'bus'>): Pipe {
  const patterns = pipe.patterns.map(eventPattern);
  const fill = inputTemplate(pipe.inputTemplate, isPath);
  const paths = new Map<string, JsonPath>(
    [...pipe.inputTemplate.matchAll(/<([^<>]*)>/g)].map(([, path = '']) => [path, jsonPath(path)]),
  );
  return (record) => {
    if (patterns.length > 0 && !patterns.some((matches) => matches(record))) return undefined;
    const detail = fill((path) => paths.get(path)?.(record));
    if (typeof detail !== 'object' || detail === null || Array.isArray(detail))
      throw new Error('The detail of an event is an object.');
    return {
      source: pipe.source,
      'detail-type': pipe.detailType,
      detail: detail as Put['detail'],
    };
  };
}
