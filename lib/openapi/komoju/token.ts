import { listOf, moment, object, ref, text, wordLike, type Schema } from '../schema.ts';

/* Documentation "Tokens" and "3-D Secure", and the types of KOMOJU's Node client (seen 2026). */

const token = object(
  ['id'],
  {
    id: text('Pays once, as `payment_details`.'),
    resource: { const: 'token' },
    created_at: moment(),
    payment_details: ref('KomojuPaymentDetails'),
  },
  'Stands for payment details.',
);

const secureToken: Schema = {
  ...object(
    [],
    {
      id: text('Pays once, as `payment_details`.'),
      secure_token: text('The same id, as the guide names it.'),
      created_at: moment(),
      verification_status: wordLike(['NEEDS_VERIFY', 'OK', 'SKIPPED', 'ERRORED']),
      authentication_url: text('Where the customer confirms to the bank.'),
      three_ds_auth_result: { type: 'object' },
    },
    'A card whose holder is recognised by their bank.',
  ),
  anyOf: [{ required: ['id'] }, { required: ['secure_token'] }],
};

const method = object(
  ['type_slug'],
  {
    type_slug: text(),
    name_en: text(),
    name_ja: text(),
    name_ko: text(),
    currency: text(),
    subtypes: listOf(text()),
    secure_token_supported: { type: 'array' },
  },
  'A way to pay that is switched on for the merchant.',
);

/** Tokens, and what they can be made of. */
export const tokenSchemas: Readonly<Record<string, Schema>> = {
  KomojuToken: token,
  KomojuSecureToken: secureToken,
  KomojuPaymentMethod: method,
};
