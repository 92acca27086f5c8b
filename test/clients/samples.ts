import { basic, mimeBasic, json, formOf, order, captured, bare, type Client } from './client.ts';

/** The samples of KOMOJU’s own documents. */
export const samples: readonly Client[] = [
  {
    name: 'the documents’ Node sample',
    authorization: basic,
    requests: {
      'creates by a form without a content type': {
        method: 'POST',
        path: '/payments',
        headers: { 'content-type': '' },
        body: formOf(order),
        checks: captured,
      },
      captures: bare('capture', 'captured'),
      cancels: bare('cancel', 'cancelled'),
    },
  },
  {
    name: 'the documents’ Ruby sample',
    authorization: mimeBasic,
    requests: {
      'creates with numbers as text': {
        method: 'POST',
        path: '/payments',
        headers: json,
        body: JSON.stringify({ ...order, amount: '1000', tax: '100' }),
        checks: captured,
      },
      'captures with an empty object': {
        ...bare('capture', 'captured'),
        headers: json,
        body: '{}',
      },
      'cancels with an empty object': { ...bare('cancel', 'cancelled'), headers: json, body: '{}' },
    },
  },
];
