import * as z from 'zod';
import { describeIssues } from './describe-issues.ts';

/** What can go wrong; lib/local/sandbox/README.md says what each of them does. */
export const faultKinds = [
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
  /** Whose requests it affects: a provider's name, `table` or `secrets`. */
  on: string;
  /** Method and path at a provider, a star for any part of it, or an AWS call (`PutItem`); absent: all. */
  match?: string;
  kind: FaultKind;
  times: number;
  status?: number;
  body?: unknown;
  delayMs?: number;
};

/** The faults that wait for a request. Of those that match, the oldest is taken first. */
export type Faults = {
  /**
   * @param gapIn what else is wrong with the fault, by those who know its target
   * @throws Error with one line that names what is wrong with the fault
   */
  add(fault: unknown, gapIn?: (fault: Fault) => string | undefined): Fault;
  clear(): void;
  /** The faults that still wait, each with how often, and how many have happened since the last {@link Faults.clear}. */
  shown(): { waiting: (Fault & { left: number })[]; happened: number };
  /** Consumes one occurrence of the first fault that matches `what`: `POST /api/v1/payments` or `PutItem`. */
  take(on: string, what: string): Fault | undefined;
  /** Consumes one refused connection. It is separate from {@link Faults.take}, because it happens before the request. */
  takeRefusedConnection(on: string, what: string): boolean;
};

/** The longest delay of a timer in Node; with a longer one it fires at once. */
const maxDelayMs = 2 ** 31 - 1;

const target = z.string().min(1);

/** A default target that is undefined makes `on` required. */
const shapeOf = (defaultTarget: string | undefined) =>
  z.strictObject({
    on: defaultTarget === undefined ? target : target.default(defaultTarget),
    match: z.exactOptional(z.string()),
    kind: z.enum(faultKinds),
    times: z.int().min(1).default(1),
    status: z.exactOptional(z.int().min(200).max(599)),
    body: z.exactOptional(z.unknown()),
    delayMs: z.exactOptional(z.int().min(0).max(maxDelayMs)),
  });

const awsTargets: readonly string[] = ['table', 'secrets'];
const onlyProviders: readonly FaultKind[] = ['status', 'garbled', 'late'];
const delayed: readonly FaultKind[] = ['slow', 'late'];

type Rule = readonly [isBroken: boolean, text: string];

/** Rules about kind and match that depend on the target. */
function rulesOfTarget({ on, kind, match }: Fault): Rule[] {
  const isAws = awsTargets.includes(on);
  const pattern = isAws ? /^[A-Za-z*]+$/ : /^[A-Z*]+ \/\S*$/;
  const example = isAws ? 'PutItem' : 'POST /api/v1/payments/*/capture';
  return [
    [isAws && onlyProviders.includes(kind), `kind: ${kind} is for providers, not for ${on}`],
    [!isAws && kind === 'throttle', `kind: throttle is for table and secrets, not for ${on}`],
    [match !== undefined && !pattern.test(match), `match: must look like "${example}"`],
  ];
}

/** Rules about the members that a kind needs, and those that it does not take. */
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

/** Every rule that a fault breaks. A fault that could never happen is refused; otherwise a test would pass without it. */
const contradictions = (fault: Fault): string[] =>
  [...rulesOfTarget(fault), ...rulesOfKind(fault)]
    .filter(([isBroken]) => isBroken)
    .map(([, text]) => text);

/** `*` stands for any characters except a slash, so that it cannot match more than one part of a path. */
function matches(match: string | undefined, what: string): boolean {
  if (match === undefined) return true;
  const parts = match.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/]*')}$`).test(what);
}

/** The parts of `POST /api/v1/payments/{id}`: the method, an empty one, and those of the path. */
const partsOf = (request: string): string[] => request.split(/[ /]/);

/**
 * Whether a match can ever be met by one of these requests: `GetItem`, or `POST /api/v1/payments/{id}` where anything
 * may stand for the parameter. A query is never part of what is matched.
 */
export function canBeMet(match: string, requests: readonly string[]): boolean {
  const wanted = partsOf(match);
  const meets = (request: string): boolean => {
    const parts = partsOf(request);
    return (
      parts.length === wanted.length &&
      parts.every((part, at) =>
        part.startsWith('{') ? wanted[at] !== '' : matches(wanted[at], part),
      )
    );
  };
  return !match.includes('?') && requests.some(meets);
}

/** Reads a fault from outside. @throws Error with one line that names what is wrong. */
function readFault(fault: unknown, shape: ReturnType<typeof shapeOf>): Fault {
  const read = shape.safeParse(fault);
  if (!read.success) throw new Error(describeIssues(read.error));
  const wrong = contradictions(read.data);
  if (wrong.length > 0) throw new Error(wrong.join('; '));
  return read.data;
}

/**
 * An empty list of faults; one serves the whole local system.
 *
 * @param defaultTarget whose requests a fault affects that names no target; absent: every fault must name one
 */
export function createFaults(defaultTarget?: string): Faults {
  const shape = shapeOf(defaultTarget);
  let waiting: { fault: Fault; left: number }[] = [];
  let happened = 0;

  const takeFirst = (isWanted: (fault: Fault) => boolean): Fault | undefined => {
    const found = waiting.find(({ fault }) => isWanted(fault));
    if (found === undefined) return undefined;
    found.left -= 1;
    happened += 1;
    waiting = waiting.filter(({ left }) => left > 0);
    return found.fault;
  };

  return {
    add(input, gapIn = () => undefined) {
      const fault = readFault(input, shape);
      const gap = gapIn(fault);
      if (gap !== undefined) throw new Error(gap);
      waiting.push({ fault, left: fault.times });
      return fault;
    },
    clear() {
      waiting = [];
      happened = 0;
    },
    shown: () => ({ waiting: waiting.map(({ fault, left }) => ({ ...fault, left })), happened }),
    take: (on, what) =>
      takeFirst(
        (fault) =>
          fault.on === on && fault.kind !== 'refuse_connection' && matches(fault.match, what),
      ),
    takeRefusedConnection: (on, what) =>
      takeFirst(
        (fault) =>
          fault.on === on && fault.kind === 'refuse_connection' && matches(fault.match, what),
      ) !== undefined,
  };
}
