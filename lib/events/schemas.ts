import { eventMembers, type EventMember } from '../../functions/events/event.ts';
import { eventTypes } from '../../functions/events/event-types.ts';
import { numberMembers, payloadOf } from '../../functions/deliveries/payload.ts';
import { exampleEvents } from './examples.ts';

type Schema = Readonly<Record<string, unknown>>;

const names = Object.keys(eventMembers) as EventMember[];

/** A moment as JavaScript writes it, in UTC. */
const moment = '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$';

/** Each type with what it says. */
const type: Schema = {
  description: eventMembers.type,
  oneOf: Object.entries(eventTypes).map(([name, description]) => ({ const: name, description })),
};

const id: Schema = { type: 'string', pattern: '^evt_[0-9A-Z]{26}$' };

/** What is known of single members as texts of the bus, where one that says nothing is empty. */
const texts: Readonly<Partial<Record<EventMember, Schema>>> = {
  id,
  at: { type: 'string', pattern: moment },
  subject: { type: 'string', minLength: 1 },
  revision: { type: 'string', pattern: '^\\d+$' },
};

const textOf = (name: EventMember): Schema =>
  name === 'type'
    ? type
    : { description: eventMembers[name], type: 'string', ...amountOf(name), ...texts[name] };

const amountOf = (name: EventMember): Schema =>
  numberMembers.has(name) ? { pattern: '^(-?\\d+(\\.\\d+)?)?$' } : {};

/** Members of a webhook's data: numbers are numbers, and what says nothing is not there. */
const valueOf = (name: EventMember): Schema => ({
  description: eventMembers[name],
  ...(numberMembers.has(name) ? { type: 'number' } : { type: 'string', minLength: 1 }),
  ...(name === 'id' && id),
  ...(name === 'revision' && { type: 'integer', minimum: 0 }),
});

const objectOf = (properties: Schema, required: readonly string[]): Schema => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

const each = (members: readonly EventMember[], schema: (name: EventMember) => Schema): Schema =>
  Object.fromEntries(members.map((name) => [name, schema(name)]));

const draft = 'https://json-schema.org/draft/2020-12/schema';

/** The `detail` of an event on the bus: every member is there, and each is a text. */
export const busDetailSchema = (): Schema => ({
  $schema: draft,
  title: 'Payment event on the bus',
  ...objectOf(each(names, textOf), names),
  examples: exampleEvents,
});

/** The body of a webhook. */
export function webhookSchema(): Schema {
  const told = names.filter((name) => name !== 'type' && name !== 'at');
  return {
    $schema: draft,
    title: 'Payment event as a webhook',
    ...objectOf(
      {
        type,
        timestamp: { description: eventMembers.at, type: 'string', pattern: moment },
        data: objectOf(each(told, valueOf), ['id', 'subject', 'revision']),
      },
      ['type', 'timestamp', 'data'],
    ),
    examples: exampleEvents.map((event) => JSON.parse(payloadOf(event)) as unknown),
  };
}
