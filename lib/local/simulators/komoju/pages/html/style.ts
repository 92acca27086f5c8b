/** The one style sheet of the pages: for a phone first, in light and in dark, with a visible focus. */
export const style = `
:root {
  color-scheme: light dark;
  --page: #f3f5f8; --surface: #ffffff; --text: #1a2029; --quiet: #566070; --line: #d5dbe3;
  --accent: #0b57d0; --on-accent: #ffffff; --accent-soft: #e8f0fe;
  --bad: #b3261e; --bad-soft: #fdecea; --note: #fff4d6; --on-note: #4d3800;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #11151b; --surface: #1b212a; --text: #e9edf3; --quiet: #a6b0bf; --line: #3a4452;
    --accent: #8ab4f8; --on-accent: #0a1b33; --accent-soft: #22324d;
    --bad: #f2b8b5; --bad-soft: #4a2220; --note: #3a3014; --on-note: #ffe29a;
  }
}
*, *::before, *::after { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 1rem/1.6 system-ui, -apple-system, "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", sans-serif;
}
body.bank { --accent: #00695c; --on-accent: #ffffff; --accent-soft: #e0f2f1; }
@media (prefers-color-scheme: dark) {
  body.bank { --accent: #80cbc4; --on-accent: #00201c; --accent-soft: #123f3a; }
}
h1 { margin: 0; font-size: 1.5rem; line-height: 1.3; }
h2 { margin: 0 0 .75rem; font-size: 1rem; }
p { margin: 0 0 1rem; }
.test-mode { margin: 0; padding: .375rem 1rem; background: var(--note); color: var(--on-note); font-size: .875rem; text-align: center; }
main { max-width: 60rem; margin: 0 auto; padding: 1.25rem 1rem 3rem; }
main.notice { max-width: 34rem; margin-top: 1.25rem; padding: 1.75rem 1.25rem; background: var(--surface); border-radius: 1rem; border: 1px solid var(--line); width: calc(100% - 2rem); }
main.notice h1 { margin-bottom: .5rem; }
main.notice > :last-child { margin-bottom: 0; }
.merchant { margin: 0 0 .25rem; color: var(--quiet); font-weight: 600; }
.amount { margin: .25rem 0 0; font-size: 2.25rem; font-weight: 700; line-height: 1.2; font-variant-numeric: tabular-nums; }
.lines { list-style: none; margin: 1rem 0 0; padding: 0; }
.lines li { display: flex; justify-content: space-between; gap: 1rem; padding: .5rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
.lines li > :last-child:not(:first-child) { white-space: nowrap; font-variant-numeric: tabular-nums; }
.quiet { color: var(--quiet); font-size: .875rem; font-weight: 400; }
.pay { margin-top: 1.5rem; padding: 1.25rem; background: var(--surface); border: 1px solid var(--line); border-radius: 1rem; }
.types { list-style: none; margin: 0 0 1.25rem; padding: 0; display: flex; flex-wrap: wrap; gap: .5rem; }
.types a { display: block; padding: .5rem .875rem; min-height: 2.75rem; border: 1px solid var(--line); border-radius: .625rem; color: var(--text); text-decoration: none; }
.types a:hover { border-color: var(--accent); }
.types a[aria-current] { border-color: var(--accent); background: var(--accent-soft); box-shadow: inset 0 0 0 1px var(--accent); font-weight: 600; }
.details { display: flex; flex-wrap: wrap; gap: 1rem; }
.field { flex: 1 1 100%; min-width: 0; }
.field.short { flex: 1 1 8rem; }
.details > p, .details > button { flex: 1 1 100%; }
.details > p { margin: 0; }
label { display: block; margin-bottom: .25rem; font-size: .9375rem; font-weight: 600; }
input, select { width: 100%; min-height: 2.875rem; padding: .5rem .75rem; font: inherit; color: inherit; background: var(--surface); border: 1px solid var(--quiet); border-radius: .625rem; }
input[aria-invalid], select[aria-invalid] { border-color: var(--bad); box-shadow: inset 0 0 0 1px var(--bad); }
.wrong { margin: .25rem 0 0; color: var(--bad); font-size: .875rem; }
.alert { padding: .75rem 1rem; background: var(--bad-soft); color: var(--bad); border-radius: .625rem; border-left: .25rem solid currentColor; }
button, .button { display: block; width: 100%; min-height: 3rem; padding: .625rem 1rem; font: inherit; font-weight: 600; line-height: 1.6; text-align: center; text-decoration: none; color: var(--on-accent); background: var(--accent); border: 1px solid var(--accent); border-radius: .625rem; cursor: pointer; }
button:hover, .button:hover { filter: brightness(1.08); }
button.second { color: var(--accent); background: transparent; }
button.plain { margin-top: .5rem; color: var(--accent); background: transparent; border-color: transparent; font-weight: 500; }
.question { display: grid; gap: .75rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
dl { margin: 0 0 1.25rem; }
dl div { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; padding: .625rem 0; border-bottom: 1px solid var(--line); }
dt { color: var(--quiet); }
dd { margin: 0; font-weight: 600; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.trials { margin-top: 1.25rem; padding-top: 1.25rem; border-top: 1px solid var(--line); font-size: .875rem; }
.trials table { width: 100%; border-collapse: collapse; margin-bottom: .5rem; }
.trials th { text-align: left; color: var(--quiet); font-weight: 500; }
.trials th, .trials td { padding: .3125rem .5rem .3125rem 0; vertical-align: top; }
.trials .number { white-space: nowrap; font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-variant-numeric: tabular-nums; user-select: all; }
.trials p { margin: 0; }
@media (min-width: 52rem) {
  main.checkout { display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 7fr); gap: 3rem; padding-top: 3rem; align-items: start; }
  .pay { margin-top: 0; padding: 1.75rem; }
  main.notice { margin-top: 4rem; padding: 2.25rem; }
  .question { grid-template-columns: 1fr 1fr; }
}
`;
