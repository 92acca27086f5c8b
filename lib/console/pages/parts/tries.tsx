import type { JSX } from 'preact';
import type { DeliveryTry, SentEvent } from '../../api/payment.ts';
import { Moment } from './values.tsx';

const counted = (count: number): string => (count === 1 ? '1 try' : `${String(count)} tries`);

const Lines = ({ tries }: { readonly tries: readonly DeliveryTry[] }): JSX.Element => (
  <ul class="tries">
    {tries.map((each) => (
      <li key={each.at}>
        <Moment at={each.at} /> {each.result} <span class="quiet">{String(each.ms)} ms</span>
      </li>
    ))}
  </ul>
);

/** `'2 tries, last: 500; 3 before that'`: those from before a person had it sent once more are not forgotten. */
function summaryOf({ tried, tries, former }: SentEvent): string {
  const last = tries.at(-1);
  const now = last === undefined ? 'none yet' : `${counted(tried)}, last: ${last.result}`;
  return former.length === 0 ? now : `${now}; ${String(former.length)} before that`;
}

/** The tries to deliver an event, those from before it was sent once more apart. */
export function Tries({ sent }: { readonly sent: SentEvent }): JSX.Element {
  const { tried, tries, former, replayedAt } = sent;
  if (tries.length + former.length === 0) return <span class="quiet"> no try yet</span>;
  return (
    <details>
      <summary>{summaryOf(sent)}</summary>
      {former.length > 0 && <Lines tries={former} />}
      {replayedAt !== null && (
        <p class="quiet">
          Sent once more by a person on <Moment at={replayedAt} />
        </p>
      )}
      {tries.length < tried && <p class="quiet">Only the newest are kept:</p>}
      <Lines tries={tries} />
    </details>
  );
}
