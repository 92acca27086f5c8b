/** What card numbers and verification values are called by most of those who take them. */
export const cardFields: readonly string[] = [
  ...['card_number', 'pan', 'cvc', 'cvc2', 'cvv', 'cvv2', 'cvn', 'csc'],
  ...['security_code', 'card_security_code', 'verification_code'],
];
