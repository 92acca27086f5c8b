import * as z from 'zod';
import { minAmount } from './assumptions.ts';
import { rejection } from './errors.ts';

/** Limits of Coiney's documents: entries of an object, characters of a key and of a value. */
export const maxEntries = 20;
const Key = z.string().min(1).max(40);
const Value = z.string().min(1).max(500);

const text = z.string().optional();
const url = z.url().max(255).optional();
const locale = z.enum(['ja_JP', 'en_US', 'ko_KR', 'zh_CN', 'zh_TW', 'th_TH']);

/** The body of a create. Other members are ignored. */
export const NewPayment = z.object({
  amount: z.int().min(minAmount),
  currency: z.literal('jpy'),
  method: z.literal('creditcard'),
  locale: locale.optional(),
  redirectUrl: url,
  cancelUrl: url,
  webhookUrl: url,
  subject: text,
  remarks: text,
  description: text,
  metadata: z.record(Key, Value).default({}),
  expiredOn: z.iso.date().optional(),
});

/** The body of an update. A metadata entry with null is removed. */
export const Change = z.object({
  description: text,
  metadata: z.record(Key, Value.nullable()).default({}),
  expiredOn: z.iso.date().optional(),
});

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw rejection('invalid_parameter');
  }
}

/** Reads a body. @throws ProviderError that says what is wrong with each member */
export function readBody<Body>(schema: z.ZodType<Body>, body: string): Body {
  const { data, error } = schema.safeParse(parsed(body));
  if (error === undefined) return data;
  const params = error.issues.map(({ path, message }) => [path.join('.'), message] as const);
  throw rejection('invalid_parameter', Object.fromEntries(params));
}
