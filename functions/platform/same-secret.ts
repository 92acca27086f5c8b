import { createHash, timingSafeEqual } from 'node:crypto';

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Whether two texts are equal, in a time that says nothing about where they differ. An empty text equals nothing. */
export const isSameSecret = (one: string, other: string): boolean =>
  one !== '' && other !== '' && timingSafeEqual(hashOf(one), hashOf(other));
