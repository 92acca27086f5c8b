import { mutantsOf, type Mutant } from '../mutant.ts';

const address = 'functions/deliveries/network/public-address';
const sign = 'functions/deliveries/sign';

/** Networks in which an address is not public, each with its name in the code. */
const closed = [
  ...["['0.0.0.0', 8]", "['10.0.0.0', 8]", "['100.64.0.0', 10]", "['127.0.0.0', 8]"],
  ...["['169.254.0.0', 16]", "['172.16.0.0', 12]", "['192.168.0.0', 16]", "['198.18.0.0', 15]"],
  ...["['224.0.0.0', 4]", "['240.0.0.0', 4]"],
  ...["['2001:db8::', 32]", "['2001::', 23]", "['2002::', 16]"],
];

/** Where an end point may be, and that it knows who sends. */
export const ofDeliveriesNetwork: readonly Mutant[] = [
  ...closed.map((network) => ({
    name: `${network} is public`,
    file: 'deliveries/network/public-address.ts',
    from: `${network},`,
    to: network.includes(':') ? "['2001:db8:ffff::', 128]," : "['192.0.2.1', 32],",
    test: address,
  })),
  ...mutantsOf('deliveries/network/public-address.ts', address, {
    'all of IPv6 is public': ["global.check(address, 'ipv6') &&", ''],
    'names inside of a network are public': [
      "if (localNames.test(name)) return 'must not be a name inside of a network';",
      '',
    ],
    'a dot behind a name opens it': ['intranet)\\.?$/i', 'intranet)$/i'],
    'a name without a domain is public': [
      ".includes('.') ? undefined",
      ".includes('') ? undefined",
    ],
    'a plain connection is public': [
      "if (url.protocol !== 'https:') return 'must begin with https://';",
      '',
    ],
    'a user may stand in a URL': [
      "if (url.username !== '' || url.password !== '') return 'must not hold a user or password';",
      '',
    ],
    'brackets make an address a name': ["hostname.replace(/^\\[|\\]$/g, '')", 'hostname'],
  }),
  ...mutantsOf('deliveries/network/post.ts', 'functions/deliveries/network/post', {
    'an address inside of a network is sent to': [
      "if (closed !== undefined) return { why: 'not_public' };",
      '',
    ],
    'what is late has another reason': [
      "signal.aborted ? 'no_answer_in_time' : codeOf(error)",
      'codeOf(error)',
    ],
  }),
  ...mutantsOf(
    'deliveries/network/public-lookup.ts',
    'functions/deliveries/network/public-lookup',
    {
      'a name may lead into a network': [
        'if (isClosed || first === undefined)',
        'if (first === undefined)',
      ],
    },
  ),
  ...mutantsOf('deliveries/retry-times.ts', 'functions/deliveries/retry-times', {
    'tries have no end': [
      'waitMs === undefined || isOver ? undefined',
      'waitMs === undefined ? undefined',
    ],
    'one that was tried seldom is given up': ['tried >= triesLeast && ', ''],
    'the second wait is left out': ['5 * minuteMs, 30', '30'],
  }),
  ...mutantsOf('deliveries/sign.ts', sign, {
    'only the new secret signs': [': [secret, previous];', ': [secret];'],
    'the first signature is the only one': ["signatures.join(' ')", 'String(signatures[0])'],
    'a signature is of another time than is said': [
      'const moment = new Date(at);',
      'const moment = new Date(at - 1000);',
    ],
  }),
  ...mutantsOf('deliveries/payload.ts', 'functions/deliveries/payload', {
    'numbers are texts': ['numberMembers.has(name) ? Number(value) : value', 'value'],
    'what says nothing is told': [".filter(([, value]) => value !== '')", ''],
  }),
];
