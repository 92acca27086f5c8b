import type { JSX } from 'preact';
import type { HealthScreen, Part } from '../../api/health.ts';
import { useAnswer } from '../ask.ts';
import { Badge, type Tone } from '../parts/badge.tsx';
import { Answer, Note, Screen } from '../parts/screen.tsx';
import { Table } from '../parts/table.tsx';
import { Ago, Moment } from '../parts/values.tsx';

const tones: Readonly<Record<Part['state'], Tone>> = { good: 'good', bad: 'bad', unknown: 'wait' };

/** What a person sees first: whether anything needs one. */
function Lead({ screen: { parts, open, jobs } }: { readonly screen: HealthScreen }): JSX.Element {
  const bad = [...parts, ...jobs, ...open].filter(({ state }) => state === 'bad');
  return (
    <p class="lead">
      <Badge tone={bad.length === 0 ? 'good' : 'bad'}>
        {bad.length === 0 ? 'nothing counted here needs a person' : 'needs a person'}
      </Badge>{' '}
      {bad.length > 0 ? (
        bad.map(({ name }) => name).join(', ')
      ) : (
        <span>
          What was found of payments and orders is in <a href="/findings">the findings</a>.
        </span>
      )}
    </p>
  );
}

const OpenTable = ({ screen: { open, at } }: { readonly screen: HealthScreen }): JSX.Element => (
  <Table
    isCompact
    caption="How many, and since when"
    heads={['What', 'How many', 'The oldest']}
    rows={open.map(({ name, count, isMore, oldestAt, state, href }) => ({
      key: name,
      cells: [
        name,
        <a href={href}>
          <Badge tone={tones[state]}>{`${String(count)}${isMore ? ' or more' : ''}`}</Badge>
        </a>,
        oldestAt === null ? '' : <Ago at={oldestAt} now={at} />,
      ],
    }))}
  />
);

const JobTable = ({ screen: { jobs, at } }: { readonly screen: HealthScreen }): JSX.Element => (
  <Table
    isCompact
    caption="By the traces that they leave"
    heads={['Job', 'State', 'Last trace', 'What that says']}
    rows={jobs.map(({ name, state, at: ranAt, says }) => ({
      key: name,
      cells: [
        name,
        <Badge tone={tones[state]}>{jobWords[state]}</Badge>,
        ranAt === null ? '' : <Ago at={ranAt} now={at} />,
        says,
      ],
    }))}
  />
);

const jobWords: Readonly<Record<Part['state'], string>> = {
  good: 'runs',
  bad: 'late',
  unknown: 'not known',
};

const Whole = ({ screen }: { readonly screen: HealthScreen }): JSX.Element => (
  <>
    <Lead screen={screen} />
    <section>
      <h2>What is open</h2>
      <OpenTable screen={screen} />
      <Note>
        Deliveries are counted among the newest 200. What was found of payments and orders is not
        counted: <a href="/findings">the findings</a> go through the table for it.
      </Note>
    </section>
    <section>
      <h2>What runs by itself</h2>
      <JobTable screen={screen} />
    </section>
    <section>
      <h2>What can be reached</h2>
      <Table
        isCompact
        caption="As it is seen from this machine"
        heads={['Part', 'State', 'What to do']}
        rows={screen.parts.map(({ name, state, word, remedy }) => ({
          key: name,
          cells: [name, <Badge tone={tones[state]}>{word}</Badge>, remedy ?? ''],
        }))}
      />
    </section>
    <p class="quiet">
      Looked on <Moment at={screen.at} />
    </p>
  </>
);

/** Whether every part can be reached, what is open, and whether the jobs run. */
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
