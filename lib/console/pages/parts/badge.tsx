import type { JSX } from 'preact';

/** How something is, at a glance: the word says it, the colour only repeats it. */
export type Tone = 'good' | 'bad' | 'wait' | 'plain';

export const Badge = ({
  tone,
  children,
}: {
  readonly tone: Tone;
  readonly children: string;
}): JSX.Element => <span class={`badge ${tone}`}>{children}</span>;

const tones = new Map<string, Tone>(
  Object.entries({
    ...{ paid: 'good', succeeded: 'good', delivered: 'good', good: 'good', enabled: 'good' },
    ...{ payable: 'wait', pending: 'wait', open: 'wait', resting: 'wait', unknown: 'wait' },
    ...{
      failing: 'bad',
      bad: 'bad',
      given_up: 'bad',
      disabled: 'bad',
      paid_twice: 'bad',
      for_a_person: 'bad',
    },
  } as const),
);

/** The tone of a word of the gateway's; what came to nothing is plain, because nothing is to be done about it. */
export const toneOf = (word: string): Tone => tones.get(word) ?? 'plain';

/** `'paid_twice'` → `'paid twice'`. */
export const plainWord = (word: string): string => word.replaceAll('_', ' ');
