import { of, type Mutant } from './mutant.ts';

const apply = of('inbox/apply.ts');
const noted = of('inbox/note.ts');
const rule = of('inbox/advance.ts');
const store = of('inbox/inbox-store.ts');
const items = of('inbox/items.ts');
const loop = of('inbox/complete-operations.ts');

/** The ways in which what is told is lost, doubled, or believed where it must not be. */
export const mutantsOfInbox: readonly Mutant[] = [
  store('an event that comes again is a new one', 'told-of-cash', [
    'setAttributes(set, { onlyIf: absent })',
    'setAttributes(set)',
  ]),
  store('what is put off is put off though it was applied', 'told-of-cash-at-once', [
    'setAttributes(set, { onlyIf: stillOpen })',
    'setAttributes(set)',
  ]),
  store('an applied event stays due', 'told-of-cash', [
    '{ remove: nothingTodo, onlyIf: stillOpen }',
    '{ onlyIf: stillOpen }',
  ]),
  store('two first revisions are written', 'told-of-cash-at-once', [
    'const onlyIf = isFirst ? absent : { revision: record.revision - 1 };',
    'const onlyIf = isFirst ? {} : { revision: record.revision - 1 };',
  ]),
  store('a finding is new each time', 'told-of-a-chargeback', [
    'setAttributes(findingAttributes(finding), { onlyIf: absent })',
    'setAttributes(findingAttributes(finding))',
  ]),
  noted('what one run finds twice is new twice', 'told-of-a-chargeback-at-once', [
    'by: recovery.token(),',
    'by: recovery.line.requestId,',
  ]),
  items('a received event is forgotten after a while', 'told-of-cash', [
    '[attributes.attempts]: 0,',
    '[attributes.attempts]: 0, ...expiry(receivedAt),',
  ]),
  apply('an event that is only received counts as done', 'told-of-cash', [
    "old?.state === 'applied' ?",
    'old !== undefined ?',
  ]),
  apply('what is to be tried later is answered as done', 'told-of-cash', [
    "  return 'later';",
    "  return 'applied' as never;",
  ]),
  apply('who was overtaken has done its part', 'told-of-cash-at-once', [
    "if (received !== 'raced') return received;",
    "return received === 'raced' ? 'applied' : received;",
  ]),
  apply('an event is applied before its payment is written', 'told-of-cash', [
    '  const { view } = step;\n',
    '  const { view } = step;\n  await inbox.applied(record, event, recovery.now());\n',
  ]),
  apply('the payment is never written', 'told-of-cash', [
    "step.kind === 'changed' && !(await",
    "step.kind === ('never' as string) && !(await",
  ]),
  apply('a payment that is not shown does not exist', 'told-of-cash', [
    'const goneAfterMs = 7 * minuteMs;',
    'const goneAfterMs = -minuteMs;',
  ]),
  apply('money that comes late is no news', 'told-of-late-cash', [
    'for (const { finding, object } of step.noted) {',
    'for (const { finding, object } of step.noted.slice(1)) {',
  ]),
  rule('whatever a read shows is believed', 'told-of-an-expiry', [
    "if (isBehind(seen, rules)) return { kind: 'behind' };\n",
    '',
  ]),
  rule('a read without a refund is as good as one with it', 'told-of-refunds', [
    'if (lacksRefunds(view, read)) return true;\n',
    '',
  ]),
  rule('refunds that are told may be hidden', 'told-of-refunds', [
    'if (refundsOf(told).some((refund) => !shows(known, refund))) return true;\n',
    '',
  ]),
  rule('refunds that a state comes by may be hidden', 'told-slowly-of-a-hidden-chargeback', [
    "return phases[known.state] === 'refunded' || phases[read.state] === 'refunded';",
    'return false;',
  ]),
  rule('that a payment had ended is forgotten', 'told-of-late-cash', ['seen.hadEnded ||\n', '']),
  rule('a bank’s taking back is a refund', 'told-of-a-chargeback', [
    "kind === 'chargeback';",
    "kind === ('never' as string);",
  ]),
  loop('nobody’s payment is nothing to know', 'told-of-cash', [
    'if (!isKnown) await',
    'if (isKnown) await',
  ]),
  loop('a payment completes no operation', 'told-of-a-payment', [
    "record.state !== 'PENDING') continue;",
    "record.state !== 'PENDING' || object === view.id) continue;",
  ]),
  loop('a refund completes no operation', 'told-of-a-refund', [
    "record.state !== 'PENDING') continue;",
    "record.state !== 'PENDING' || object !== view.id) continue;",
  ]),
  store('an older revision is written over a newer one', 'told-twice-at-once', [
    'const onlyIf = isFirst ? absent : { revision: record.revision - 1 };',
    'const onlyIf = isFirst ? absent : {};',
  ]),
  apply('the provider is read before the record is', 'told-slowly-of-an-expiry-at-once', [
    `    const known = await context.inbox.payment(context.source.provider, record.event.payment);
    const read = await readPayment(context, record.event.payment);
`,
    `    const read = await readPayment(context, record.event.payment);
    const known = await context.inbox.payment(context.source.provider, record.event.payment);
`,
  ]),
  apply('a read never lags', 'told-of-an-expiry', [
    'const readLagMs = 2 * minuteMs;',
    'const readLagMs = 0 * minuteMs;',
  ]),
];
