/** One line of the table: what was measured, what it may be, and whether that holds. */
export type BudgetLine = {
  readonly what: string;
  readonly measured: string;
  /** Absent for a figure that is only told. */
  readonly budget?: { readonly says: string; readonly holds: boolean };
};

/** A count that must be met exactly: one fewer would mean that something was not done. */
export const exactly = (what: string, measured: number, count: number): BudgetLine => ({
  what,
  measured: String(measured),
  budget: { says: String(count), holds: measured === count },
});

export function atMost(
  what: string,
  measured: number,
  most: { readonly value: number; readonly unit: string; readonly digits?: number },
): BudgetLine {
  const { value, unit, digits = 0 } = most;
  return {
    what,
    measured: `${measured.toFixed(digits)} ${unit}`.trim(),
    budget: { says: `≤ ${value} ${unit}`.trim(), holds: measured <= value },
  };
}

export const only = (what: string, measured: string): BudgetLine => ({ what, measured });

const told = ({ budget }: BudgetLine): string => {
  if (budget === undefined) return '';
  return budget.holds ? 'holds' : 'BROKEN';
};

/** The table, and how many of the budgets hold. */
export function tableOf(lines: readonly BudgetLine[]): { text: string; hold: boolean } {
  const rows = [
    ['what', 'measured', 'budget', ''],
    ...lines.map((line) => [line.what, line.measured, line.budget?.says ?? '', told(line)]),
  ];
  const widths = [0, 1, 2].map((column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const text = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const budgets = lines.flatMap(({ budget }) => (budget === undefined ? [] : [budget]));
  const held = budgets.filter(({ holds }) => holds).length;
  return {
    text: [...text, '', `budgets held ${held}/${budgets.length}`].join('\n'),
    hold: held === budgets.length,
  };
}
