/** Colours that are told apart on white, the first ones best. */
const palette = [
  ...['#1f77b4', '#d45500', '#2ca02c', '#c2185b', '#7b4fb5', '#8c564b', '#0f8a8a', '#6b6b00'],
  ...['#3949ab', '#e08a00', '#5d8a3c', '#ad1457', '#455a64', '#9c27b0', '#00695c', '#b71c1c'],
];

export const colorOf = (at: number): string => palette[at % palette.length] ?? '#000';

/** Sizes of letters: of what stands at axes, and of names. */
export const small = 10.5;
export const usual = 11;

export const dark = '#16191f';
export const grey = '#545b64';
export const faint = '#e3e6e8';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

type Attributes = Readonly<Record<string, string | number>>;

/** An element of a picture. Numbers are rounded to a tenth of a pixel. */
export function element(name: string, attributes: Attributes, content = ''): string {
  const told = Object.entries(attributes).map(([key, value]) => {
    const shown = typeof value === 'number' ? Math.round(value * 10) / 10 : escaped(value);
    return ` ${key}="${shown}"`;
  });
  return content === ''
    ? `<${name}${told.join('')}/>`
    : `<${name}${told.join('')}>${content}</${name}>`;
}

export type Words = {
  readonly x: number;
  readonly y: number;
  readonly size?: number;
  readonly color?: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly isBold?: boolean;
};

/** Words at a place; `y` is their base line. */
export const words = (text: string, { x, y, size = 10, color = dark, ...more }: Words): string =>
  element(
    'text',
    {
      x,
      y,
      'font-size': size,
      fill: color,
      ...(more.anchor !== undefined && { 'text-anchor': more.anchor }),
      ...(more.isBold === true && { 'font-weight': 'bold' }),
    },
    escaped(text),
  );

/** Lines of a text that are no longer than so many characters. */
export function wrapped(text: string, most: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trim();
    if (longer.length <= most) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** What does not fit ends in an ellipsis. */
export const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1)}…`;
