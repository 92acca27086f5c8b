import type { JSX } from 'preact';
import type { Prospect } from '../../api/operations.ts';
import { Moment, sentence } from './values.tsx';

/** What may happen to an open operation, and until when. */
export const Next = ({
  prospect: { now, until },
}: {
  readonly prospect: Prospect;
}): JSX.Element => (
  <>
    {sentence(now)}
    {until !== null && (
      <>
        {' '}
        until <Moment at={until} />
      </>
    )}
  </>
);
