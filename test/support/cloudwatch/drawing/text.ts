import type { Box } from './box.ts';
import { dark, words, wrapped } from './svg.ts';

/** Markdown as far as the dashboard has it: headings, and paragraphs whose marks are left out. */
export function text(markdown: string, box: Box): string {
  let y = box.y + 4;
  const lines = markdown.split('\n\n').flatMap((paragraph) => {
    const [, marks = '', rest = ''] = /^(#*) ?([^]*)$/.exec(paragraph) ?? [];
    const size = marks === '' ? 12 : marks === '#' ? 18 : 14;
    const plain = rest.replaceAll(/\*\*|`/g, '');
    return wrapped(plain, Math.floor((box.width - 16) / (size * 0.5))).map((line, at) => {
      y += size + (at === 0 ? 8 : 4);
      return words(line, { x: box.x + 8, y, size, color: dark, isBold: marks !== '' });
    });
  });
  return lines.join('');
}
