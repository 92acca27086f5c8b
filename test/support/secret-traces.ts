/** A value as a secret may hold one; no word or path has four of its characters in a row. */
export const value = 'Zq7Xw9Kv3Rt5Jn8Gb2Md';

const traceLength = 4;

/** The first characters of the value that a text has, in whatever part of it; undefined where it has none. */
export const traceIn = (text: string): string | undefined =>
  Array.from(value, (_, at) => value.slice(at, at + traceLength)).find(
    (part) => part.length === traceLength && text.includes(part),
  );
