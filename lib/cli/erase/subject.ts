import { UsageMistake } from '../usage-mistake.ts';

/** Of what the personal data is to be erased, by the provider's id or, of an operation, the gateway's. */
export type Subject = {
  readonly kind: 'payment' | 'customer' | 'operation';
  readonly id: string;
};

/** The subject as it was typed. */
export type SubjectOptions = Readonly<Partial<Record<Subject['kind'], string>>>;

const kinds = ['payment', 'customer', 'operation'] as const;

/** An id stands in the index behind a provider's name, and in a search as it is. */
const idPattern = /^[\w.:-]{1,200}$/;

/** @throws UsageMistake where none is named, or several, or what cannot be an id */
export function readSubject(options: SubjectOptions): Subject {
  const given = kinds.flatMap((kind) => {
    const id = options[kind];
    return id === undefined ? [] : [{ kind, id }];
  });
  const [subject] = given;
  if (subject === undefined || given.length > 1) {
    throw new UsageMistake(
      'Of what is it to be erased? Say one of --payment ID, --customer ID and --operation ID.',
    );
  }
  if (!idPattern.test(subject.id)) {
    throw new UsageMistake(`--${subject.kind} must be an id, without blanks.`);
  }
  return subject;
}
