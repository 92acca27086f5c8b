import type { JSX } from 'preact';
import type { CheckedOperation } from '../../api/operations.ts';
import { Table } from '../parts/table.tsx';
import { Amount, Moment } from '../parts/values.tsx';

/** What the provider shows of an operation just now. */
export const OperationChecked = ({
  checked: { at, objects },
}: {
  readonly checked: CheckedOperation;
}): JSX.Element => (
  <div class="inner" role="status">
    <h3>
      At the provider, <Moment at={at} />
    </h3>
    {objects.length === 0 ? (
      <p>It shows nothing of this operation.</p>
    ) : (
      <Table
        caption="What it shows"
        heads={['Id', 'State', 'Amount', 'Is it this operation’s']}
        rows={objects.map(({ id, state, amount, currency, isCertain }) => ({
          key: id,
          cells: [
            <span class="id">{id}</span>,
            state ?? '',
            <Amount value={amount} currency={currency} />,
            isCertain ? 'yes: it carries its mark, or is as it would leave it' : 'nothing says so',
          ],
        }))}
      />
    )}
    <p class="quiet">Nothing was written. Recovery completes what it recognises by itself.</p>
  </div>
);
