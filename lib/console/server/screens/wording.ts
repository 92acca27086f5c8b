import type { Wording } from '../../../cli/output/wording.ts';

/** What a person is told to say, by the fields of the page. Moments in it are shown in the reader's zone there. */
export const pageWording: Wording = {
  reason: '“How that is known”',
  actor: '“Who decides”',
  both: 'either that it was executed, or that nothing of it was',
  notExecuted: 'Choose “Nothing of it was executed” instead',
  notExecutedFrom: (moment) => `“Nothing of it was executed” is accepted from ${moment} on`,
  executed: (id) => `Choose “It was executed”, with the id ${id}`,
  look: () => 'load this page again',
};
