import type { Print } from '../../host/print.ts';

/** What a command writes. */
export type Output = {
  /** Text for a person, without an end of line. */
  readonly text: (text: string) => void;
  /** The command's result, for programs; printed only with `--json`. */
  readonly result: (value: unknown) => void;
};

/** With `--json` the result is all that goes to the standard output; else only the text does. */
export const outputOf = ({ out, error }: Print, isJson: boolean): Output => ({
  text: isJson ? error : out,
  result: (value) => {
    if (isJson) out(JSON.stringify(value, undefined, 2));
  },
});
