import * as z from 'zod';
import { complaint } from './describe-issues.ts';

const faultKinds = [
  'refuse_connection',
  'drop_before_accept',
  'drop_after_accept',
  'status',
  'garbled',
  'slow',
  'late',
  'kill_before_accept',
  'kill_after_accept',
  'throttle',
] as const;

export type FaultKind = (typeof faultKinds)[number];

/** Something that goes wrong between two parts of the local system, a given number of times. */
export type Fault = {
  /** Whose requests it meets: a provider's name, `table` or `secrets`. */
  on: string;
  /** Method and path at a provider, a star for any part of it, or an AWS call (`PutItem`); absent: all. */
  match?: string;
  kind: FaultKind;
  times: number;
  status?: number;
  body?: unknown;
  delayMs?: number;
};

/** The faults that wait for their request. The first that fits is taken first. */
export type Faults = {
  /** @throws Error with one line that names what is wrong with the fault. */
  add(fault: unknown): Fault;
  clear(): void;
  /** Consumes one occurrence of the first fault that fits `what`: `POST /api/v1/payments` or `PutItem`. */
  take(on: string, what: string): Fault | undefined;
  /** Consumes one refused connection; apart from {@link Faults.take}, for a connection has no path yet. */
  takeRefusal(on: string): boolean;
};

/** The longest time that a timer of Node takes; it fires at once for a longer one. */
const delayMsMost = 2 ** 31 - 1;

const FaultShape = z.strictObject({
  on: z.string().min(1).default('komoju'),
  match: z.exactOptional(z.string()),
  kind: z.enum(faultKinds),
  times: z.int().min(1).default(1),
  status: z.exactOptional(z.int().min(200).max(599)),
  body: z.exactOptional(z.unknown()),
  delayMs: z.exactOptional(z.int().min(0).max(delayMsMost)),
});

const awsTargets: readonly string[] = ['table', 'secrets'];
const onlyProviders: readonly FaultKind[] = ['status', 'garbled', 'late'];
const delayed: readonly FaultKind[] = ['slow', 'late'];

type Rule = readonly [isBroken: boolean, text: string];

/** What kind and match have to do with the target. */
function rulesOfTarget({ on, kind, match }: Fault): Rule[] {
  const isAws = awsTargets.includes(on);
  const pattern = isAws ? /^[A-Za-z*]+$/ : /^[A-Z*]+ \/\S*$/;
  const example = isAws ? 'PutItem' : 'POST /api/v1/payments/*/capture';
  return [
    [isAws && onlyProviders.includes(kind), `kind: ${kind} is for providers, not for ${on}`],
    [!isAws && kind === 'throttle', `kind: throttle is for table and secrets, not for ${on}`],
    [kind === 'refuse_connection' && match !== undefined, 'match: refuse_connection takes none'],
    [match !== undefined && !pattern.test(match), `match: must look like "${example}"`],
  ];
}

/** Which members a kind needs, and that it gets no others. */
function rulesOfKind({ kind, status, body, delayMs }: Fault): Rule[] {
  const isDelayed = delayed.includes(kind);
  const isStatus = kind === 'status';
  return [
    [isStatus && status === undefined, 'status: kind status needs one'],
    [!isStatus && status !== undefined, `status: kind ${kind} takes none`],
    [!isStatus && body !== undefined, `body: kind ${kind} takes none`],
    [isDelayed && delayMs === undefined, `delayMs: kind ${kind} needs one`],
    [!isDelayed && delayMs !== undefined, `delayMs: kind ${kind} takes none`],
  ];
}

/** Every rule that a fault breaks. A fault that could never happen is refused, or a test would pass without it. */
const contradictions = (fault: Fault): string[] =>
  [...rulesOfTarget(fault), ...rulesOfKind(fault)]
    .filter(([isBroken]) => isBroken)
    .map(([, text]) => text);

/** `*` stands for any run of characters but a slash, so that it cannot swallow a part of the path. */
function fits(match: string | undefined, what: string): boolean {
  if (match === undefined) return true;
  const parts = match.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/]*')}$`).test(what);
}

/** Reads a fault from outside. @throws Error with one line that names what is wrong. */
function readFault(fault: unknown): Fault {
  const read = FaultShape.safeParse(fault);
  if (!read.success) throw new Error(complaint(read.error));
  const wrong = contradictions(read.data);
  if (wrong.length > 0) throw new Error(wrong.join('; '));
  return read.data;
}

/** An empty registry; one serves the whole local system. */
export function createFaults(): Faults {
  let waiting: { fault: Fault; left: number }[] = [];

  const takeFirst = (isMeant: (fault: Fault) => boolean): Fault | undefined => {
    const found = waiting.find(({ fault }) => isMeant(fault));
    if (found === undefined) return undefined;
    found.left -= 1;
    waiting = waiting.filter(({ left }) => left > 0);
    return found.fault;
  };

  return {
    add(input) {
      const fault = readFault(input);
      waiting.push({ fault, left: fault.times });
      return fault;
    },
    clear() {
      waiting = [];
    },
    take: (on, what) =>
      takeFirst(
        (fault) => fault.on === on && fault.kind !== 'refuse_connection' && fits(fault.match, what),
      ),
    takeRefusal: (on) =>
      takeFirst((fault) => fault.on === on && fault.kind === 'refuse_connection') !== undefined,
  };
}
