import { expect, test } from '@jest/globals';
import { rehearse } from './incident.ts';
import { incidents } from './incidents.ts';

/* Each staged incident ends as the runbook says; what it prints is what a person sees of `npm run incident`. */

const assembly = process.env['LOCAL_ASSEMBLY'] ?? '';

test.each(Object.entries(incidents))(
  '%s ends as the runbook says',
  async (_, incident) => {
    const printed: string[] = [];

    await rehearse(incident, assembly, (line) => printed.push(line));

    for (const alarm of incident.alarms) {
      expect(printed).toContainEqual(expect.stringContaining(`ALARM ${alarm}.`));
      expect(printed).toContainEqual(expect.stringContaining(`Alarm off: ${alarm}.`));
    }
    expect(printed.at(-1)).toMatch(/as their shops were told\.$/);
  },
  600_000,
);
