import { deepStrictEqual, ok } from 'node:assert/strict';
import { accountsOf, expectTrue, type Accounts } from './accounts.ts';
import { openScene, type Say, type Scene } from './scene.ts';

/** Something that goes wrong in a stack in which shops sell, and what somebody does about it by the runbook. */
export type Incident = {
  readonly title: string;
  /** The alarms that go on, in any order; no other does. */
  readonly alarms: readonly string[];
  /** Lets it go wrong, does what the runbook says, and asserts what is to be seen on the way. */
  readonly play: (scene: Scene) => Promise<void>;
  /** How many minutes it may take until the runbook's “Over” is true. */
  readonly overWithin: number;
};

const usualMinutes = 10;

/** What is not yet as “Over” says, of all alarms that have been on. */
async function notOver({ raised, alarmsOn, responder, shop }: Scene): Promise<string[]> {
  const on = alarmsOn().map((name) => `${name} is on`);
  const missing: string[] = [];
  for (const alarm of raised) {
    for (const lack of await responder.missing(alarm)) missing.push(`${alarm}: ${lack}`);
  }
  const undecided = shop.undecided().length;
  return [...on, ...missing, ...(undecided > 0 ? [`${undecided} orders are undecided`] : [])];
}

async function untilOver(scene: Scene, most: number): Promise<void> {
  for (let passed = 0; (await notOver(scene)).length > 0; passed += 1) {
    if (passed === most) {
      scene.say(await scene.responder.list());
      deepStrictEqual(await notOver(scene), [], 'It is not over.');
    }
    // What is left is a matter of time, so the shops close, and only repeat.
    if (passed === usualMinutes) scene.trade('closed');
    await scene.minutes(1);
  }
}

async function played({ alarms, play, overWithin }: Incident, scene: Scene): Promise<Accounts> {
  scene.say('Shops sell as usual.');
  await scene.minutes(usualMinutes);
  deepStrictEqual(scene.raised, [], 'An alarm went on before anything was wrong.');
  await play(scene);
  await untilOver(scene, overWithin);
  deepStrictEqual([...new Set(scene.raised)].toSorted(), [...alarms].toSorted(), 'Alarms.');
  scene.say(`Over, as the runbook says. ${await scene.responder.list()}`);
  const accounts = await accountsOf(scene.local, scene.shop.orders);
  expectTrue(accounts);
  ok(accounts.done > 0 && accounts.givenUp > 0);
  const { orders, done, givenUp } = accounts;
  scene.say(
    `${orders} orders: ${done} were made exactly once, ${givenUp} not at all, as their shops were told.`,
  );
  return accounts;
}

/**
 * Stages an incident on a local system, and follows the runbook to its end.
 *
 * @throws AssertionError where it does not end as the runbook says
 */
export async function rehearse(incident: Incident, assembly: string, print: Say): Promise<void> {
  const scene = await openScene(assembly, print);
  try {
    scene.say(incident.title);
    await played(incident, scene);
  } finally {
    await scene.close();
  }
}
