import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const notOurs = /(^|\/)(node_modules|coverage|cdk\.out[^/]*|\.git)(\/|$)/;

/** Every Markdown file of the project, by its path. */
export function documents(folder = '.'): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (notOurs.test(path)) return [];
    if (entry.isDirectory()) return documents(path);
    return path.endsWith('.md') ? [path] : [];
  });
}

/** The text without its blocks of code: what looks like a link or a heading there is none. */
const prose = (text: string): string => text.replaceAll(/^ *```[\s\S]*?^ *```$/gm, '');

/** Targets of the links to files and headings of the project. */
export const linksIn = (text: string): string[] =>
  [...prose(text).matchAll(/\]\((?!\w+:)([^)\s]+)\)/g)].map(([, target = '']) => target);

/** Headings of a level, without their marks. */
export const headingsIn = (text: string, level = '#{1,6}'): string[] =>
  [...prose(text).matchAll(new RegExp(`^${level} (.+)$`, 'gm'))].map(([, title = '']) => title);

/** A heading as links name it: small letters, no punctuation, dashes for blanks. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');

/** The npm scripts that a document names, in its text and in its blocks of code. */
export const scriptsIn = (text: string): string[] =>
  [...text.matchAll(/(?:`|^ *|&& )npm (run )?([a-z][\w:]*)/gm)].map(([, , name = '']) => name);

/** The part of a document below a heading, up to the next one of the same level. */
export function sectionOf(path: string, heading: string): string {
  const [, section = ''] = readFileSync(path, 'utf8').split(`\n${heading}\n`);
  const [reference = ''] = heading.split(' ');
  return section.split(`\n${reference} `)[0] ?? '';
}
