import type { Series } from './recorded.ts';

/** At one moment: undefined where there is no figure. */
type Value = number | undefined;
type Names = Readonly<Record<string, Value>>;

const present = (values: readonly Value[]): number[] =>
  values.filter((value): value is number => value !== undefined);

/** The functions of metric math that the dashboard uses. */
const functions: Readonly<Record<string, (values: readonly Value[]) => Value>> = {
  SUM: (values) => {
    const all = present(values);
    return all.length === 0 ? undefined : all.reduce((a, b) => a + b, 0);
  },
  FILL: ([value, instead]) => value ?? instead,
  CEIL: ([value]) => (value === undefined ? undefined : Math.ceil(value)),
};

/** What is left to read of an expression, from its front. */
class Expression {
  readonly #tokens: string[];
  readonly #names: Names;

  constructor(text: string, names: Names) {
    this.#tokens = text.match(/[A-Za-z_]\w*|\d+(?:\.\d+)?|[-+*/()[\],]/g) ?? [];
    this.#names = names;
  }

  /** @throws Error where the expression has more than it should */
  whole(): Value {
    const value = this.#product();
    if (this.#tokens.length > 0) throw new Error(`Not known: ${this.#tokens.join(' ')}`);
    return value;
  }

  /** Products and quotients, from the left. Nothing divides by zero: CloudWatch has no point there. */
  #product(): Value {
    let left = this.#single();
    for (let sign = this.#tokens[0]; sign === '*' || sign === '/'; sign = this.#tokens[0]) {
      this.#tokens.shift();
      const right = this.#single();
      const value =
        left === undefined || right === undefined
          ? undefined
          : sign === '*'
            ? left * right
            : left / right;
      left = Number.isFinite(value) ? value : undefined;
    }
    return left;
  }

  #single(): Value {
    const token = this.#tokens.shift() ?? '';
    if (/^\d/.test(token)) return Number(token);
    if (token in functions) return functions[token]?.(this.#list('(', ')'));
    if (!/^[a-z]\w*$/.test(token)) throw new Error(`Not known in an expression: ${token}`);
    return this.#names[token];
  }

  #list(open: string, close: string): Value[] {
    this.#expect(open);
    const values = this.#tokens[0] === '[' ? this.#list('[', ']') : [this.#product()];
    while (this.#tokens[0] === ',') {
      this.#tokens.shift();
      values.push(this.#product());
    }
    this.#expect(close);
    return values;
  }

  #expect(sign: string): void {
    const token = this.#tokens.shift();
    if (token !== sign) throw new Error(`${sign} is expected, and there is ${String(token)}.`);
  }
}

/**
 * Computes an expression of CloudWatch's metric math, as far as the dashboard uses it.
 *
 * @throws Error for all else
 */
export function computed(
  text: string,
  series: Readonly<Record<string, Series>>,
  count: number,
): Series {
  return Array.from({ length: count }, (_, at) => {
    const names = Object.fromEntries(
      Object.entries(series).map(([name, values]) => [name, values[at]]),
    );
    return new Expression(text, names).whole();
  });
}
