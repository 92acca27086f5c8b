import { minuteMs } from '../../functions/platform/clock.ts';

/** Says where a long run is: on a terminal in one line that is written over, elsewhere a line per step, and one a minute. */
export type Progress = {
  readonly at: (step: string, of?: string) => void;
  readonly end: () => void;
};

export function createProgress(out: NodeJS.WriteStream): Progress {
  const startedAt = performance.now();
  let [last, saidAt] = ['', startedAt];
  const seconds = () => ((performance.now() - startedAt) / 1000).toFixed(0).padStart(3);
  return {
    at: (step, of) => {
      const line = `${seconds()} s  ${step} ${of ?? ''}`.trimEnd();
      const isDue = step !== last || performance.now() - saidAt >= minuteMs;
      if (out.isTTY) out.write(`\r\u001b[K${line}`);
      else if (isDue) out.write(`${line}\n`);
      if (isDue) [last, saidAt] = [step, performance.now()];
    },
    end: () => {
      out.write(out.isTTY ? '\r\u001b[K' : `${seconds()} s  done\n`);
    },
  };
}
