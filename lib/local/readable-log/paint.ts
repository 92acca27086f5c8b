import { styleText } from 'node:util';

/** Makes a text stand out, or stand back, where it is printed to a terminal. */
export type Paint = (style: 'green' | 'yellow' | 'red' | 'dim', text: string) => string;

/** For a terminal. Whether there is one was decided before. */
export const coloured: Paint = (style, text) => styleText(style, text, { validateStream: false });

/** For a file, a pipe, or somebody who wants no colours. */
export const plain: Paint = (_style, text) => text;
