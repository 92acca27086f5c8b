/*
 * The names of a stack's outputs that are made of other names. People, the console and the commands find secrets by them.
 */

const capitalized = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;

/** `'acme'` → `'AcmeSecretArn'`: the output that says which secret is a provider's. */
export const secretOutputOf = (provider: string): string => `${capitalized(provider)}SecretArn`;

/** `'demo-shop'` → `'EndpointDemoShopSecretArn'`: the output that says which secret is an end point's. */
export const endpointSecretOutputOf = (endpoint: string): string =>
  `Endpoint${endpoint.split('-').map(capitalized).join('')}SecretArn`;
