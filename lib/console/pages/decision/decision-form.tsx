import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type {
  DecisionAnswer,
  DecisionRequest,
  OperationScreen,
  Prospect,
} from '../../api/operations.ts';
import { post, useDoing } from '../ask.ts';
import { hrefOf } from '../router.ts';
import { Preview } from './decision-preview.tsx';
import { Problem, Warning } from '../parts/screen.tsx';
import { Moment } from '../parts/values.tsx';

type Draft = {
  readonly choice: 'executed' | 'not executed' | undefined;
  readonly object: string;
  readonly reason: string;
  readonly actor: string;
};

const requestOf = ({ choice, object, reason, actor }: Draft): DecisionRequest => ({
  ...(choice === 'executed' && { object }),
  notExecuted: choice === 'not executed',
  reason,
  actor,
});

type Change = (change: Partial<Draft>) => void;

function Choices({
  draft,
  change,
  prospect,
  about,
}: {
  readonly draft: Draft;
  readonly change: Change;
  readonly prospect: Prospect;
  readonly about: string | undefined;
}): JSX.Element {
  return (
    <fieldset>
      <legend>What became of it?</legend>
      <label class="choice">
        <input
          type="radio"
          name="choice"
          required
          checked={draft.choice === 'executed'}
          onChange={() => {
            change({ choice: 'executed' });
          }}
        />
        It was executed
      </label>
      {draft.choice === 'executed' && (
        <label>
          The provider’s id of what it made or changed
          {about !== undefined && <span class="quiet">It is about {about}</span>}
          <input
            required
            autocomplete="off"
            spellcheck={false}
            value={draft.object}
            onInput={({ currentTarget }) => {
              change({ object: currentTarget.value });
            }}
          />
        </label>
      )}
      <label class="choice">
        <input
          type="radio"
          name="choice"
          checked={draft.choice === 'not executed'}
          onChange={() => {
            change({ choice: 'not executed' });
          }}
        />
        <span>
          Nothing of it was executed{' '}
          <span class="quiet">
            (accepted from <Moment at={prospect.denyFrom} />)
          </span>
        </span>
      </label>
    </fieldset>
  );
}

const Fields = ({
  draft,
  change,
  prefilled,
}: {
  readonly draft: Draft;
  readonly change: Change;
  readonly prefilled: string;
}): JSX.Element => (
  <>
    <label>
      How that is known; it goes on the record
      <input
        required
        maxLength={500}
        autocomplete="off"
        value={draft.reason}
        onInput={({ currentTarget }) => {
          change({ reason: currentTarget.value });
        }}
      />
    </label>
    <label>
      Who decides; it goes on the record
      <input
        required
        maxLength={500}
        aria-describedby="prefilled"
        value={draft.actor}
        onInput={({ currentTarget }) => {
          change({ actor: currentTarget.value });
        }}
      />
    </label>
    {prefilled !== '' && draft.actor === prefilled && (
      <p class="quiet hint" id="prefilled">
        Filled in for you: the user of the machine that serves this console. Write your own name if
        that is not you.
      </p>
    )}
  </>
);

/** What speaks against “not executed”, as soon as somebody chooses it. */
const Doubts = ({
  draft,
  cautions,
}: {
  readonly draft: Draft;
  readonly cautions: readonly string[];
}): JSX.Element | null =>
  draft.choice !== 'not executed' || cautions.length === 0 ? null : (
    <Warning title="Be careful: it may have been executed" texts={cautions}>
      <p>
        If it was executed and you say that it was not, its caller may do it a second time. Look at
        the evidence, and check now.
      </p>
    </Warning>
  );

const buttonOf = (isUnderWay: boolean, isPreviewed: boolean): string => {
  if (isUnderWay) return 'Reading record and provider …';
  return isPreviewed ? 'Write this decision' : 'Preview the decision';
};

/** A person's decision, by the rules of the command line: a preview, then the same look once more, and the write. */
export function DecisionForm({
  screen: { operation, actor },
  cautions,
  done,
}: {
  readonly screen: OperationScreen;
  /** What speaks against “not executed”, by what was read last. */
  readonly cautions: readonly string[];
  readonly done: () => void;
}): JSX.Element | null {
  const { id, prospect } = operation;
  const [draft, setDraft] = useState<Draft>({ choice: undefined, object: '', reason: '', actor });
  const look = useDoing<DecisionAnswer>();
  const path = hrefOf(['api', 'operation', 'decision'], { id });
  const change: Change = (changes) => {
    setDraft((before) => ({ ...before, ...changes }));
    look.forget();
  };
  const write = async (seen: string): Promise<DecisionAnswer> => {
    const answer = await post<DecisionAnswer>(path, { ...requestOf(draft), seen });
    done();
    return answer;
  };
  const { value, error, isUnderWay } = look;
  if (prospect === null) return null;
  return (
    <form
      class="card decision"
      onSubmit={(event) => {
        event.preventDefault();
        look.start(() => (value === undefined ? post(path, requestOf(draft)) : write(value.seen)));
      }}
    >
      <h2>Decide it</h2>
      <Choices draft={draft} change={change} prospect={prospect} about={operation.known?.on?.id} />
      {value === undefined && <Doubts draft={draft} cautions={cautions} />}
      <Fields draft={draft} change={change} prefilled={actor} />
      {value !== undefined && <Preview preview={value.preview} />}
      {error !== undefined && <Problem text={error} />}
      <button type="submit" disabled={isUnderWay} class={value === undefined ? '' : 'danger'}>
        {buttonOf(isUnderWay, value !== undefined)}
      </button>
    </form>
  );
}
