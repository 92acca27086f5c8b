import type { ComponentChildren, JSX } from 'preact';

/** A row: its cells stand below the table's heads, in their order. */
export type Row = { readonly key: string; readonly cells: readonly ComponentChildren[] };

/** On a phone each row is a card, and each cell says what it is. The roles stay a table's there. */
export const Table = ({
  caption,
  heads,
  rows,
  isCompact = false,
}: {
  readonly caption: string;
  readonly heads: readonly string[];
  readonly rows: readonly Row[];
  /** On a phone its cells stand beside each other, without their heads: each must say by itself what it is. */
  readonly isCompact?: boolean;
}): JSX.Element => (
  <table role="table" class={isCompact ? 'compact' : undefined}>
    <caption>{caption}</caption>
    <thead role="rowgroup">
      <tr role="row">
        {heads.map((head) => (
          <th role="columnheader" scope="col" key={head}>
            {head}
          </th>
        ))}
      </tr>
    </thead>
    <tbody role="rowgroup">
      {rows.map(({ key, cells }) => (
        <tr role="row" key={key}>
          {cells.map((cell, at) => (
            <td role="cell" data-head={heads[at]} key={heads[at]}>
              <div>{cell}</div>
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);
