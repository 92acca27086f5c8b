import type { Call } from '../call.ts';

/** What a page works on: a call of KOMOJU, made by a browser. Its fields are those of the form that was sent. */
export type Visit = Call;

/** The answer that a page with two buttons was sent: `confirm`, or anything else. */
export const isConfirmed = ({ fields }: Visit): boolean => fields['answer'] === 'confirm';
