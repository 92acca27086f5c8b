import type { Odd } from '../support/varied/varied-payments.ts';

/** The addresses of every screen, with something on each. */
export const screensOf = (odd: Odd): Readonly<Record<string, string>> => ({
  payments: '/',
  filtered: '/?filter=refunded',
  konbini: '/?method=konbini',
  twice: `/payments/komoju/${odd.twice.payments[0] ?? ''}`,
  failing: '/webhooks?state=failing',
  order: `/search?q=${odd.twice.order}`,
  payment: `/payments/komoju/${odd.partlyRefunded.id}`,
  markup: `/payments/komoju/${odd.markup.id}`,
  link: `/payments/coiney/${odd.link}`,
  operations: '/operations',
  operation: `/operations/${odd.lostChange.operation}`,
  lost: `/operations/${odd.lostCreate}`,
  findings: '/findings',
  webhooks: '/webhooks',
  health: '/health',
  nowhere: '/constructor',
});

/** Whether a page is wider than its window, or a card's table than its card. */
export const runsOver = `
  document.documentElement.scrollWidth > innerWidth ||
  [...document.querySelectorAll('.card table')].some((table) => {
    const right = (box) => box.getBoundingClientRect().right;
    return right(table) > right(table.closest('.card'));
  })`;
