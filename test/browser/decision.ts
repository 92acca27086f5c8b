import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Odd } from '../support/varied/varied-payments.ts';
import { picture, violations } from './operator.ts';

/* How an operator decides what became of an operation, with the evidence beside it. */

type Lost = Odd['lostChange'];

const buttonIn = (tab: Page, name: string) => tab.getByRole('button', { name });

/** Reads what is on record, and checks at the provider. */
export async function seeEvidence(tab: Page, { payment }: Lost): Promise<void> {
  const evidence = tab.locator('section', { hasText: 'The evidence' });
  await evidence.getByText(`PATCH /komoju/api/v1/payments/${payment}`).waitFor();
  await evidence.getByText('found nothing of it', { exact: true }).waitFor();
  await evidence.getByText('The provider told by webhook: payment.refund').first().waitFor();
  await evidence.getByRole('button', { name: 'Check now' }).click();
  await evidence.getByText('It is as on record here.').waitFor();
}

/** Wants to say that nothing was executed, is warned, and thinks better of it. */
export async function seeDoubts(tab: Page): Promise<void> {
  await tab.getByRole('radio', { name: /^Nothing of it was executed/ }).check();
  const doubts = tab.getByRole('alert').filter({ hasText: 'it may have been executed' });
  await doubts.getByText('The provider told of payment.refund').first().waitFor();
  await doubts.getByText('It may be the doing of op_').first().waitFor();
  await doubts.getByText('Nothing was read at the provider').waitFor();
  expect(await violations(tab)).toEqual([]);
  await picture(tab, 'console-doubts-1280');
  await tab.setViewportSize({ width: 390, height: 900 });
  expect(await violations(tab)).toEqual([]);
  await picture(tab, 'console-doubts-390');
  await tab.setViewportSize({ width: 1280, height: 900 });

  await tab.getByRole('radio', { name: 'It was executed', exact: true }).check();
  await doubts.waitFor({ state: 'detached' });
}

/** Says what became of it, and reads in plain words what would be written. */
export async function preview(tab: Page, { payment }: Lost): Promise<void> {
  await tab.getByLabel('The provider’s id').fill(payment);
  await tab.getByLabel('How that is known').fill('Card 4111111111111111 says so.');
  await buttonIn(tab, 'Preview the decision').click();
  await tab.getByText('holds a card number').waitFor();

  await tab.getByText('Filled in for you').waitFor();
  await tab.getByLabel('How that is known').fill('Seen in the dashboard.');
  await tab.getByLabel('Who decides').fill('Hanako');
  expect(await tab.getByText('Filled in for you').count()).toBe(0);
  await buttonIn(tab, 'Preview the decision').click();
  await tab.getByText('Read this before you write it').waitFor();
  // An operation's id may end like a time of the record: such a time has seconds before its Z.
  expect(await tab.locator('main').innerText()).not.toMatch(
    /resolve|for_a_person|--|:\d\d(\.\d+)?Z\b/,
  );
  expect(await violations(tab)).toEqual([]);
  await picture(tab, 'console-decision');
}

/** Writes it, and sees that it was a person's word: on the operation's page, and on the payment's. */
export async function write(tab: Page, { payment }: Lost): Promise<void> {
  await buttonIn(tab, 'Write this decision').click();
  await tab.getByRole('heading', { name: 'Decide it' }).waitFor({ state: 'detached' });
  const decided = tab.locator('section', { hasText: 'Decided by a person' });
  expect((await decided.innerText()).replaceAll(/\s+/g, ' ')).toMatch(
    /Hanako said: It was executed, as \w+, on .* The reason given: .?Seen in the dashboard\./,
  );
  expect(await tab.locator('main').innerText()).not.toMatch(/Known from\s+(read|a later read)/);
  expect(await tab.locator('.lead').innerText()).toBe('succeeded by a person’s word');
  expect(await violations(tab)).toEqual([]);
  await picture(tab, 'console-decided');
  await tab.getByRole('link', { name: payment }).first().click();
  await tab.getByText('Hanako decided about the payment update').waitFor();
  await picture(tab, 'console-decided-payment');
}
