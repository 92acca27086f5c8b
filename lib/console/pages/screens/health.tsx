import type { JSX } from 'preact';
import type { HealthScreen, Part } from '../../api/health.ts';
import { useAnswer } from '../ask.ts';
import { Badge, type Tone } from '../parts/badge.tsx';
import { Answer, Facts, Screen } from '../parts/screen.tsx';
import { Table } from '../parts/table.tsx';
import { Ago, Moment } from '../parts/values.tsx';

const tones: Readonly<Record<Part['state'], Tone>> = { good: 'good', bad: 'bad', unknown: 'wait' };

function Whole({ screen }: { readonly screen: HealthScreen }): JSX.Element {
  const { parts, openOperations, oldestOpenAt, reconciledAt, at } = screen;
  const bad = parts.filter(({ state }) => state === 'bad').length;
  return (
    <>
      <p class="lead">
        <Badge tone={bad === 0 ? 'good' : 'bad'}>
          {bad === 0
            ? 'everything can be reached'
            : `needs a person: ${String(bad)} of ${String(parts.length)} parts`}
        </Badge>
      </p>
      <Facts
        facts={[
          [
            'Open operations',
            openOperations === 0 ? 'none' : <a href="/operations">{openOperations}</a>,
          ],
          ['Oldest of them', oldestOpenAt === null ? null : <Ago at={oldestOpenAt} now={at} />],
          [
            'Last reconciliation',
            reconciledAt === null ? 'none yet' : <Moment at={reconciledAt} />,
          ],
          ['Looked', <Moment at={at} />],
        ]}
      />
      <Table
        caption="Every part, as it is seen from this machine"
        heads={['Part', 'State', 'What to do']}
        rows={parts.map(({ name, state, word, remedy }) => ({
          key: name,
          cells: [name, <Badge tone={tones[state]}>{word}</Badge>, remedy ?? ''],
        }))}
      />
    </>
  );
}

/** Whether every part can be reached, and what is open. */
export function HealthPage(): JSX.Element {
  const asked = useAnswer<HealthScreen>('/api/health');
  return (
    <Screen title="Health">
      <p>
        <button type="button" disabled={asked.isUnderWay} onClick={asked.again}>
          {asked.isUnderWay ? 'Reading …' : 'Look again'}
        </button>
      </p>
      <Answer asked={asked}>{(screen) => <Whole screen={screen} />}</Answer>
    </Screen>
  );
}
