import * as z from 'zod';
import { amountLeast } from './assumptions.ts';
import { refusal } from './errors.ts';

/** Bounds of Coiney's documents: entries of an object, characters of a key and of a value. */
export const entriesMost = 20;
const Key = z.string().min(1).max(40);
const Value = z.string().min(1).max(500);

const text = z.string().optional();
const url = z.url().max(255).optional();
const locale = z.enum(['ja_JP', 'en_US', 'ko_KR', 'zh_CN', 'zh_TW', 'th_TH']);

/** What a create takes; members that it does not name are ignored. */
export const NewPayment = z.object({
  amount: z.int().min(amountLeast),
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

/** What an update takes: three members, and of the metadata null takes an entry away. */
export const Change = z.object({
  description: text,
  metadata: z.record(Key, Value.nullable()).default({}),
  expiredOn: z.iso.date().optional(),
});

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw refusal('invalid_parameter');
  }
}

/** The body as its operation wants it; else a refusal that says of each member what is wrong. */
export function readBody<Body>(schema: z.ZodType<Body>, body: string): Body {
  const { data, error } = schema.safeParse(parsed(body));
  if (error === undefined) return data;
  const params = error.issues.map(({ path, message }) => [path.join('.'), message] as const);
  throw refusal('invalid_parameter', Object.fromEntries(params));
}
