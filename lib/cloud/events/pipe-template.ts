import { eventMembers } from '../../../functions/events/event.ts';
import { attributes } from '../../../functions/ledger/table/schema.ts';

/* Which records of the table's stream go to the bus, and as what: data, without AWS's library. */

/** Who tells, as the bus has it. */
export const eventSource = 'payment-gateway';

/** Records whose item brings an event. An item that the table let expire has no new image. */
export const pipePattern = {
  eventName: ['INSERT', 'MODIFY'],
  dynamodb: { NewImage: { [attributes.outgoing]: { M: { id: { S: [{ exists: true }] } } } } },
};

const pathOf = (member: string): string =>
  `<$.dynamodb.NewImage.${attributes.outgoing}.M.${member}.S>`;

/** The event's detail: every member of the item's event, as a text. */
export const pipeTemplate = `{${Object.keys(eventMembers)
  .map((member) => `"${member}":${pathOf(member)}`)
  .join(',')}}`;
