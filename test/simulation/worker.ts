/** Simulates one day in a process of its own, with the shipped jobs; what came of it goes to its parent. */
import { simulate } from './day.ts';
import { usual, type Parameters } from './plan.ts';

const parameters = { ...usual, ...(JSON.parse(process.argv[2] ?? '{}') as Partial<Parameters>) };

// Deadlines are of the process's clock, which is not the simulation's.
const never = new AbortController().signal;
AbortSignal.timeout = () => never;
const any = AbortSignal.any.bind(AbortSignal);
AbortSignal.any = (signals) => {
  const real = [...signals].filter((signal) => signal !== never);
  return real.length === 1 && real[0] !== undefined ? real[0] : any(real);
};

void simulate(parameters, (at) => process.send?.({ at })).then((day) => {
  process.send?.({ day: { ...day, findings: [...day.findings] } });
  process.disconnect();
});
