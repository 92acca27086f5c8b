import * as z from 'zod';
import type { ResolvedResource } from './resources.ts';

const Generate = z.object({
  SecretStringTemplate: z.string().optional(),
  GenerateStringKey: z.string().optional(),
  PasswordLength: z.number().default(32),
  ExcludePunctuation: z.boolean().default(false),
  ExcludeCharacters: z.string().default(''),
});

/** A secret, with the value that CloudFormation would have stored at its creation or how to generate it. */
export type LocalSecret = {
  readonly name: string;
  readonly arn: string;
  readonly value?: string | undefined;
  readonly generate?: z.infer<typeof Generate> | undefined;
};

const Secret = z.object({
  SecretString: z.string().optional(),
  GenerateSecretString: Generate.optional(),
});

/** Reads one secret of the template. */
export function secretFrom({ name, arn, properties }: ResolvedResource): LocalSecret {
  const secret = Secret.parse(properties);
  return { name, arn, value: secret.SecretString, generate: secret.GenerateSecretString };
}
