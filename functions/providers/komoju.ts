/** Stub: name and origin only, until the provider is written. */
export const komoju = { name: 'komoju', origin: 'https://komoju.com' };
