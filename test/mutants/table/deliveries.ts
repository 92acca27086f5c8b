import { mutantsOf, type Mutant } from '../mutant.ts';

const lane = 'functions/deliveries/deliver-lane';
const endpoint = 'functions/deliveries/deliver';
const replay = 'functions/deliveries/log/replay';

/** What is sent to the merchant's end points, in which order, and when once more. */
export const ofDeliveries: readonly Mutant[] = [
  ...mutantsOf('deliveries/deliver-lane.ts', lane, {
    'a lane is held for no longer than a moment': ['leaseMs = 30 *', 'leaseMs = 0 *'],
    'a lane is held for ever': ['leaseMs = 30 *', 'leaseMs = 3000 *'],
    'a redirect counts as taken': ['status < 300', 'status < 600'],
    'what came at the end of a run waits for another event': [
      "if (await deliveries.end(lane, held)) return 'nothing';",
      "await deliveries.end(lane, held);\n    return 'nothing';",
    ],
    'a try begins after the time of a run': [
      'if (until.aborted) {',
      'if (until.aborted && false) {',
    ],
    'a failed lane is due at once': ['return next ?? now();', 'return now();'],
    'nothing is given up': ["next === undefined ? 'given_up' : 'pending'", "'pending'"],
  }),
  ...mutantsOf('deliveries/deliver-lane.ts', endpoint, {
    'a lane goes on after what was not taken': [
      "if (!isTaken(tried)) return tried.status === gone ? 'gone' : 'failed';",
      "if (tried.status === gone) return 'gone';",
    ],
    'no end point is ever disabled': ['isGone ? endpoints.disable', 'false ? endpoints.disable'],
  }),
  ...mutantsOf('deliveries/deliver.ts', endpoint, {
    'an end point that rests is sent all that comes': [
      'if (state.isDisabled || isResting(state)) return;',
      'if (state.isDisabled) return;',
    ],
    'an end point that wants no more is sent what comes': [
      'if (state.isDisabled || isResting(state)) return;',
      'if (isResting(state)) return;',
    ],
    'an end point that wants no more is sent what is due': ['if (state.isDisabled) return;', ''],
    'an end point answers where nothing was sent': [
      "if (sent === 'taken' && state.failures > 0)",
      'if (state.failures > 0)',
    ],
    'what failed is never forgotten': ["if (sent === 'taken' && state.failures > 0)", 'if (false)'],
    'an end point that has failed is sent the rest': ['seen.failed < requestsAtOnce', 'true'],
    'an end point that wants no more is sent the rest': ['seen.gone === 0 &&', ''],
    'one that rests is sent all at once': ['if (seen.taken > 0 || !isResting(state)) {', '{'],
    'an empty lane takes the try of one that rests': [
      'if (seen.taken + seen.failed + seen.gone > 0 || until.aborted) break;',
      'break;',
    ],
    'one that answers again rests on': ['if (state.failures + seen.failed > 0)', 'if (false)'],
    'one that answers again is left to wait for what waits for later': [
      'if (isResting(state)) {\n    await hurryWaiting',
      'if (false) {\n    await hurryWaiting',
    ],
  }),
  ...mutantsOf('deliveries/delivery-store.ts', lane, {
    'an end point is sent what is another’s': [
      '.filter((partition) => laneIn(partition).endpoint === endpoint)',
      '',
    ],
    'a delivery that came twice is pending again': [
      ', { onlyIf: { [tableKey.partition]: undefined } }',
      '',
    ],
  }),
  ...mutantsOf('deliveries/lane-writes.ts', lane, {
    'an event makes a lane due that waits': ["'if_not_exists(#due, :at)', lane", "':at', lane"],
    'two runs hold a lane': [
      "ConditionExpression: '#due <= :at',",
      "ConditionExpression: 'attribute_exists(#due)',",
    ],
    'a run gives back the lane of another': [
      "{ holder: '', [due]: dueAt }, { onlyIf: { holder: token } }",
      "{ holder: '', [due]: dueAt }",
    ],
    'a run ends the lane of another': [
      'onlyIf: { holder: token, woken } });',
      'onlyIf: { woken } });',
    ],
    'a lane ends in which an event came': [
      'onlyIf: { holder: token, woken } });',
      'onlyIf: { holder: token } });',
    ],
  }),
  ...mutantsOf('deliveries/lane-writes.ts', replay, {
    'what is pending expires': [
      "...(state === 'pending' ? {} : { [timeToLive]: expiryOf(tried.at) }),",
      '[timeToLive]: expiryOf(tried.at),',
    ],
    'what was delivered is kept for ever': [
      "...(state === 'pending' ? {} : { [timeToLive]: expiryOf(tried.at) }),",
      '',
    ],
    'what is sent once more expires before': ['remove: [timeToLive], onlyIf', 'onlyIf'],
    'a replay writes over a try': ['since, [attributes.attempts]: tried };', 'since };'],
    'a replay writes over another': [
      '[attributes.state]: state, since,',
      '[attributes.state]: state,',
    ],
    'what is sent once more has no tries left': [
      'since: at,\n    [attributes.attempts]: 0,',
      'since: at,',
    ],
    'what is sent once more is given up for its age': [
      'since: at,\n    [attributes.attempts]: 0,',
      '[attributes.attempts]: 0,',
    ],
    'a replay takes a lane from whom it is held': [
      "    ConditionExpression: 'attribute_not_exists(holder) OR holder = :nobody OR #due <= :at',\n",
      "    ConditionExpression: ':nobody = :nobody',\n",
    ],
    'a replay waits for the next try': [
      "wokenAt(':at', lane, at);",
      "wokenAt('if_not_exists(#due, :at)', lane, at);",
    ],
    'a lane whose run has died is held for ever': [' OR #due <= :at', ''],
  }),
  ...mutantsOf('deliveries/log/replay.ts', replay, {
    'a replay in a lane that is held is left behind': [
      '  await update(laneKey, wakeLane(lane, at));\n',
      '',
    ],
  }),
];
