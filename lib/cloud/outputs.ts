/** `'acme'` → `'AcmeSecretArn'`: the stack's output that tells a person, and the console, which secret is a provider's. */
export const secretOutputOf = (provider: string): string =>
  `${provider.charAt(0).toUpperCase()}${provider.slice(1)}SecretArn`;
