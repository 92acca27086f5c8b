/** Says where a long run is: on a terminal in one line that is written over, elsewhere a line per step. */
export type Progress = {
  readonly at: (step: string, of?: string) => void;
  readonly end: () => void;
};

export function createProgress(out: NodeJS.WriteStream): Progress {
  const startedAt = performance.now();
  let last = '';
  const seconds = () => ((performance.now() - startedAt) / 1000).toFixed(0).padStart(3);
  return {
    at: (step, of) => {
      if (out.isTTY) out.write(`\r\u001b[K${seconds()} s  ${step} ${of ?? ''}`);
      else if (step !== last) out.write(`${seconds()} s  ${step}\n`);
      last = step;
    },
    end: () => {
      out.write(out.isTTY ? '\r\u001b[K' : `${seconds()} s  done\n`);
    },
  };
}
