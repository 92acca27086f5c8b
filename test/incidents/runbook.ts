import { queryIds, queryOf, type QueryId } from '../../lib/cloud/queries/queries.ts';
import { sectionOf } from '../support/markdown.ts';

/** What the runbook says under the heading of an alarm. */
export type Heading = {
  readonly means: string;
  readonly look: string;
  readonly do: string;
  readonly over: string;
};

const runbook = 'lib/cloud/RUNBOOK.md';

/** @throws Error where the section lacks the paragraph */
function paragraphOf(section: string, word: string): string {
  const found = new RegExp(`^\\*\\*${word}\\.\\*\\* (.+)$`, 'm').exec(section)?.[1];
  if (found === undefined) throw new Error(`The runbook does not say "${word}" here: ${section}`);
  return found;
}

/** The heading of an alarm; one of several providers shares it: `provider-errors.komoju`. */
export function headingOf(alarm: string): Heading {
  const section = sectionOf(runbook, `### \`${alarm.split('.')[0] ?? ''}\``);
  return {
    means: paragraphOf(section, 'Means'),
    look: paragraphOf(section, 'Look'),
    do: paragraphOf(section, 'Do'),
    over: paragraphOf(section, 'Over'),
  };
}

/** What the runbook says about a kind of finding. @throws Error where it says nothing */
export function findingText(kind: string): string {
  const text = sectionOf(runbook, `### \`${kind}\``).trim();
  if (text === '') throw new Error(`The runbook has no heading for the finding ${kind}.`);
  return text;
}

/** The numbered steps of a procedure: those below a bold title, of a section. @throws Error where there are none */
export function stepsOf(section: string, title: string): string[] {
  const [, below = ''] = sectionOf(runbook, `## ${section}`).split(`\n**${title}**\n`);
  const [own = ''] = below.split('\n**');
  const steps = own.split('\n').filter((line) => /^\d+\. /.test(line));
  if (steps.length === 0) throw new Error(`The runbook has no steps for: ${section}, ${title}`);
  return steps;
}

function queryTitled(title: string): QueryId {
  const id = queryIds.find((each) => queryOf(each).title === title);
  if (id === undefined) throw new Error(`The runbook names a query that is not stored: ${title}`);
  return id;
}

/** The queries that a text names by their titles. @throws Error where it names one that there is not */
export const queriesIn = (text: string): QueryId[] =>
  [...text.matchAll(/\bquery “([^”]+)”/gi)].map(([, title = '']) => queryTitled(title));

/** Whether a text sends its reader to the list of open operations. */
export const namesList = (text: string): boolean => text.includes('operations list');

/** Whether a text sends its reader to the health of the gateway. */
export const namesHealth = (text: string): boolean => /\bhealth\b(?! page)/i.test(text);

/** The text as a terminal shows it: a link is what it is called. */
export const plain = (text: string): string => text.replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1');
