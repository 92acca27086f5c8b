import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { hasCardNumber } from '../../../functions/platform/card-number.ts';
import { randomOf } from '../../../lib/host/random.ts';

/*
 * What is no card's number, in 20,000 values of each kind. Every run has the same values. A kind that begins like the
 * numbers of an issuer is taken for cards as often as the check digit is right by chance: its share is told here.
 */

const chance = randomOf(14);
const from = (low: number, high: number): number => low + Math.floor(chance() * (high - low + 1));
const some = (alphabet: string, length: number): string =>
  Array.from({ length }, () => alphabet.charAt(from(0, alphabet.length - 1))).join('');
const digits = (length: number): string => some('0123456789', length);
const hex = (length: number): string => some('0123456789abcdef', length);
const base36 = '0123456789abcdefghijklmnopqrstuvwxyz';

/** A moment of the years 2018 to 2026. */
const moment = (): number => from(Date.UTC(2018, 0), Date.UTC(2026, 11, 31));
const iso = (): string => new Date(moment()).toISOString();
const compact = (): string => iso().replaceAll(/\D/g, '');
const european = (): string => iso().replace(/^(\d{4})-(\d\d)-(\d\d).*/, '$3/$2/$1');

const uuid = (): string =>
  hex(32)
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-4$3-a$4-$5')
    .slice(0, 36);

/** Milliseconds since the service began, and 22 bits that tell those of one millisecond apart. */
const snowflake = (epoch: number, at: number): string =>
  String((BigInt(at - epoch) << 22n) + BigInt(from(0, 2 ** 22 - 1)));

const address = (): string => Array.from({ length: 4 }, () => from(0, 255)).join('.');
const mobile = (): string => `0${from(7, 9)}0-${digits(4)}-${digits(4)}`;
const landline = (): string => `0${from(3, 6)}-${from(2, 9)}${digits(3)}-${digits(4)}`;

// prettier-ignore
const kinds: readonly (readonly [kind: string, make: () => string])[] = [
  ['order numbers made of the time',     () => compact().slice(0, 14)],
  ['those with milliseconds',            () => compact()],
  ['order numbers with a date',          () => `${compact().slice(0, 8)}-${digits(6)}`],
  ['two dates',                          () => `${iso().slice(0, 10)} ${iso().slice(0, 10)}`],
  ['two dates, days first',              () => `${european()} - ${european()}`],
  ['two times',                          () => `${iso().replace('T', ' ')}, ${iso().replace('T', ' ')}`],
  ['times with an offset',               () => iso().replace('Z', `${digits(3)}+09:00`)],
  ['milliseconds since 1970',            () => String(moment())],
  ['microseconds since 1970',            () => `${moment()}${digits(3)}`],
  ['nanoseconds since 1970',             () => `${moment()}${digits(6)}`],
  ['two telephone numbers',              () => `${mobile()}, ${landline()}`],
  ['two of them without dashes',         () => `${mobile()} ${landline()}`.replaceAll('-', '')],
  ['two of them, international',         () => `${mobile()} ${landline()}`.replaceAll(/\b0/g, '+81 ')],
  ['two of ten figures, in pairs',       () => `${mobile()} ${mobile()}`.replaceAll('-', '').replaceAll(/(\d\d)/g, '$1 ')],
  ['UUIDs',                              uuid],
  ['UUIDs without dashes',               () => uuid().replaceAll('-', '')],
  ['ULIDs',                              () => some('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 26)],
  ['snowflakes of Twitter',              () => snowflake(1_288_834_974_657, moment())],
  ['snowflakes of Discord, since 2022',  () => snowflake(1_420_070_400_000, from(Date.UTC(2022, 0), Date.UTC(2026, 11)))],
  ['KOMOJU’s ids',                       () => some(base36, 25)],
  ['Stripe’s ids',                       () => `pi_${some(base36 + base36.toUpperCase(), 24)}`],
  ['ids of hexadecimal digits',          () => `tok_${hex(32)}`],
  ['object ids of MongoDB',              () => hex(24)],
  ['operation ids',                      () => `op_${some('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 26)}`],
  ['SHA-1',                              () => createHash('sha1').update(hex(8)).digest('hex')],
  ['SHA-256',                            () => createHash('sha256').update(hex(8)).digest('hex')],
  ['SHA-256 in base 64',                 () => createHash('sha256').update(hex(8)).digest('base64')],
  ['amounts in words',                   () => `${from(1, 99)},${digits(3)},${digits(3)} JPY of ${from(100, 999)},${digits(3)}`],
  ['two amounts',                        () => `${from(1, 999)},${digits(3)}.${digits(2)} / ${from(1, 999)},${digits(3)}.${digits(2)}`],
  ['decimals',                           () => String(chance() * 10 ** from(0, 9))],
  ['coordinates',                        () => `${from(24, 45)}.${digits(6)},${from(123, 145)}.${digits(6)}`],
  ['addresses of machines',              address],
];

/** By chance the check digit is right in a tenth, and it begins like an issuer's in a part of them. */
// prettier-ignore
const likeIssuers: readonly (readonly [kind: string, make: () => string, most: number])[] = [
  ['random numbers of 16 digits',        () => digits(16),                                                                  0.05],
  ['order numbers that begin with 4',    () => `4${digits(15)}`,                                                            0.11],
  ['two numbers of eight digits',        () => `${digits(8)} ${digits(8)}`,                                                 0.05],
  ['snowflakes of Discord, of 2018',     () => snowflake(1_420_070_400_000, from(Date.UTC(2018, 0), Date.UTC(2018, 11))),   0.11],
  ['addresses of machines with a port',  () => `${address()}:${from(1024, 65_535)}`,                                        0.05],
  ['milliseconds in January 2027',       () => String(from(1_800_000_000_000, 1_800_999_999_999)),                          0.11],
];

const count = 20_000;

const shareOf = (make: () => string): number =>
  Array.from({ length: count }, make).filter(hasCardNumber).length / count;

test.each(kinds)('%s are not taken for cards', (_, make) => {
  expect(shareOf(make)).toBeLessThanOrEqual(0.001);
});

test.each(likeIssuers)('of %s a tenth is, at most', (_, make, most) => {
  const share = shareOf(make);

  expect(share).toBeGreaterThan(0);
  expect(share).toBeLessThanOrEqual(most);
});
