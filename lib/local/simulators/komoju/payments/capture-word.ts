import { capturesAtOnce } from '../assumptions.ts';
import { rejection } from '../protocol/errors.ts';
import { isGiven, type Fields } from '../protocol/fields.ts';

/** Whether a request asks to capture at once; undefined where it says nothing. */
export function readCapture(fields: Fields): boolean | undefined {
  const given = fields['capture'];
  if (!isGiven(given)) return undefined;
  const capture = capturesAtOnce(given);
  if (capture === undefined) {
    throw rejection('invalid_parameter', 'capture', 'must be auto or manual, or true or false');
  }
  return capture;
}
