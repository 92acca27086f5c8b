const backslash = '\\'.charCodeAt(0);
const isShort = new Uint8Array(0x80);
/** Of the short escapes none is a digit or a letter; all of them separate. */
for (const each of '"\\/bfnrt') isShort[each.charCodeAt(0)] = 1;

const isHigh = (unit = 0): boolean => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit = 0): boolean => unit >= 0xdc00 && unit < 0xe000;

const none = -1;

function hexadecimal(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30;
  const lower = unit | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : none;
}

/** The unit that `\u0034` writes; `none` where there is no such escape at this place. */
function escapedUnit(units: Uint16Array, at: number): number {
  if (units[at] !== backslash || units[at + 1] !== 0x75) return none;
  let unit = 0;
  for (let place = at + 2; place < at + 6; place += 1) {
    const digit = hexadecimal(units[place] ?? 0);
    if (digit === none) return none;
    unit = unit * 16 + digit;
  }
  return unit;
}

/** How many units write the character at a place: more than one are an escape of JSON, or a pair. */
export function widthAt(units: Uint16Array, at: number): number {
  const unit = units[at];
  if (unit !== backslash) return isHigh(unit) && isLow(units[at + 1]) ? 2 : 1;
  const escaped = escapedUnit(units, at);
  if (escaped === none) return isShort[units[at + 1] ?? 0] === 1 ? 2 : 1;
  return isHigh(escaped) && isLow(escapedUnit(units, at + 6)) ? 12 : 6;
}

const joined = (high: number, low: number): number =>
  0x1_00_00 + ((high - 0xd800) << 10) + (low - 0xdc00);

/** The code point of the character at a place, of this width. */
export function codeAt(units: Uint16Array, at: number, width: number): number {
  const unit = units[at] ?? 0;
  if (width === 12) return joined(escapedUnit(units, at), escapedUnit(units, at + 6));
  if (width === 6) return escapedUnit(units, at);
  return width === 1 || unit === backslash ? unit : joined(unit, units[at + 1] ?? 0);
}
