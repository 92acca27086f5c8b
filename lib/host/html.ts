/** HTML that is safe to send: {@link html} makes it, and nothing else does. */
export type Html = { readonly safe: string };

type Value = string | number | Html | readonly Html[] | null | false;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string): string => text.replace(/[&<>"']/g, (each) => entities[each] ?? '');

function written(value: Value): string {
  if (value === null || value === false) return '';
  if (typeof value === 'string' || typeof value === 'number') return escape(String(value));
  return 'safe' in value ? value.safe : value.map(({ safe }) => safe).join('');
}

/** A template whose values are escaped, unless they are HTML themselves. Attributes must be in quotation marks. */
export const html = (parts: TemplateStringsArray, ...values: readonly Value[]): Html => ({
  safe: parts.reduce((text, part, at) => text + written(values[at - 1] ?? null) + part),
});
