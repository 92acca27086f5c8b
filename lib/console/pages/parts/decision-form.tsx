import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type {
  DecisionAnswer,
  DecisionRequest,
  OperationScreen,
  Prospect,
} from '../../api/operations.ts';
import { post, useDoing } from '../ask.ts';
import { hrefOf } from '../router.ts';
import { Problem } from './screen.tsx';
import { Moment } from './values.tsx';

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

const Words = ({
  draft,
  change,
}: {
  readonly draft: Draft;
  readonly change: Change;
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
      Who decides
      <input
        required
        maxLength={500}
        value={draft.actor}
        onInput={({ currentTarget }) => {
          change({ actor: currentTarget.value });
        }}
      />
    </label>
  </>
);

/** What would be written, to be read before it is. */
function SecondLook({ said }: { readonly said: readonly string[] }): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  return (
    <div role="status">
      <h3 tabIndex={-1} ref={heading}>
        Read this before you write it
      </h3>
      {said.map((text) => (
        <pre key={text} tabIndex={0}>
          {text}
        </pre>
      ))}
      <p>Nothing has been written yet. A decision is final: nothing changes it any more.</p>
    </div>
  );
}

/** A person's decision, by the rules of the command line: a look first, then the same look once more, and the write. */
export function DecisionForm({
  screen: { operation, actor },
  done,
}: {
  readonly screen: OperationScreen;
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
      <Words draft={draft} change={change} />
      {value !== undefined && <SecondLook said={value.said} />}
      {error !== undefined && <Problem text={error} />}
      <button type="submit" disabled={isUnderWay} class={value === undefined ? '' : 'danger'}>
        {isUnderWay
          ? 'Reading record and provider …'
          : value === undefined
            ? 'Look at it first'
            : 'Write this decision'}
      </button>
    </form>
  );
}
