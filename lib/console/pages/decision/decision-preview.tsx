import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { DecisionPreview } from '../../api/operations.ts';
import { Facts, Warning } from '../parts/screen.tsx';
import { Amount, Moment } from '../parts/values.tsx';

/** What the caller is answered from then on. */
const callerGets = ({ isExecuted, status }: DecisionPreview): string =>
  isExecuted
    ? `success (${String(status)}), with the object as the provider shows it now`
    : 'that nothing was executed: it may ask again, with a new key';

/** What would be written, to be read before it is. */
export function Preview({ preview }: { readonly preview: DecisionPreview }): JSX.Element {
  const { object, state, amount, currency, actor, reason, cautions, at, isExecuted } = preview;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  return (
    <div class="inner" role="status">
      <h3 tabIndex={-1} ref={heading}>
        Read this before you write it
      </h3>
      <Facts
        facts={[
          ['What became of it', isExecuted ? 'it was executed' : 'nothing of it was executed'],
          ['As', object === null ? null : <span class="id">{object}</span>],
          ['Its state now', state],
          ['Its amount', amount === null ? null : <Amount value={amount} currency={currency} />],
          ['Its caller is told', callerGets(preview)],
          ['Decided by', actor],
          ['Because', reason],
          ['Record and provider read', <Moment at={at} />],
        ]}
      />
      {cautions.length > 0 && <Warning title="Are you sure?" texts={cautions} />}
      <p>
        Nothing has been written yet. The decision is dated when you write it, and it is final:
        nothing changes it any more.
      </p>
    </div>
  );
}
