import type { JSX } from 'preact';
import type { Decided as Decision } from '../../api/decided.ts';
import { Moment } from '../parts/values.tsx';

/** What somebody said, in words. */
const wordOf = ({ isExecuted }: Decision): string =>
  isExecuted ? 'It was executed' : 'Nothing of it was executed';

/** Who decided what became of an operation, when, what, and why. */
export const Decided = ({ decided }: { readonly decided: Decision }): JSX.Element => (
  <section class="card decided">
    <h2>Decided by a person</h2>
    <p>
      <strong>{decided.actor}</strong> said: <strong>{wordOf(decided)}</strong>
      {decided.object !== null && (
        <>
          , as <span class="id">{decided.object}</span>
        </>
      )}
      {decided.at !== null && (
        <>
          , on <Moment at={decided.at} />
        </>
      )}
      .
    </p>
    <p>
      The reason given: <q>{decided.reason}</q>
    </p>
    <p class="quiet">
      No answer of the provider to this request is known: this is a person’s word, and it is final.
    </p>
  </section>
);
