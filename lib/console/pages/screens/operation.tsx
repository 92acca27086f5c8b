import type { JSX } from 'preact';
import { findingWords } from '../../api/finding-words.ts';
import type { CheckedOperation, OperationScreen, Prospect } from '../../api/operations.ts';
import { post, useAnswer, useDoing } from '../ask.ts';
import { Badge, toneOf } from '../parts/badge.tsx';
import { Decided } from '../decision/decided.tsx';
import { DecisionForm } from '../decision/decision-form.tsx';
import { EvidenceCard } from '../decision/evidence.tsx';
import { Next } from '../parts/next.tsx';
import { Answer, Facts, Screen } from '../parts/screen.tsx';
import { KnownFacts } from '../decision/known-facts.tsx';
import { Moment, sentence } from '../parts/values.tsx';
import { hrefOf } from '../router.ts';

/** Why it is open, and what comes next by itself. */
const Why = ({
  prospect,
  finding,
}: {
  readonly prospect: Prospect;
  readonly finding: string | null;
}): JSX.Element => (
  <section class="card">
    <h2>Why it is open</h2>
    <p>
      {sentence(prospect.why)}. {finding !== null && findingWords(finding)[1]}
    </p>
    <Facts
      facts={[
        ['What comes next', <Next prospect={prospect} />],
        [
          'Its caller may send it again',
          prospect.resendUntil === null ? (
            'no more'
          ) : (
            <>
              until <Moment at={prospect.resendUntil} />
            </>
          ),
        ],
        [
          'A person may say “not executed”',
          <>
            from <Moment at={prospect.denyFrom} />
          </>,
        ],
        [
          'A person may say “executed”',
          prospect.mayConfirm ? 'now, with the provider’s id' : 'no: nothing was sent',
        ],
      ]}
    />
  </section>
);

/** Why it is open, the evidence, and beside it the decision. */
function Open({
  screen,
  again,
}: {
  readonly screen: OperationScreen;
  readonly again: () => void;
}): JSX.Element | null {
  const { operation, evidence } = screen;
  const { id, prospect, finding, known } = operation;
  const check = useDoing<CheckedOperation>();
  if (prospect === null || evidence === null || known === null) return null;
  return (
    <>
      <Why prospect={prospect} finding={finding} />
      <div class="deciding">
        <EvidenceCard
          known={known}
          evidence={evidence}
          check={{
            ...check,
            isPossible: prospect.isLookedUp && prospect.mayConfirm,
            begin: () => {
              check.start(() => post(hrefOf(['api', 'operation', 'check'], { id })));
            },
          }}
        />
        <DecisionForm
          screen={screen}
          cautions={check.value?.cautions ?? evidence.cautions}
          done={again}
        />
      </div>
    </>
  );
}

function Whole({
  screen,
  again,
}: {
  readonly screen: OperationScreen;
  readonly again: () => void;
}): JSX.Element {
  const { known } = screen.operation;
  if (known === null) {
    return <p>Another version of the gateway wrote it: this one cannot read it.</p>;
  }
  const word = known.state === 'pending' ? 'outcome unknown' : known.state;
  return (
    <>
      <p class="lead">
        <Badge tone={toneOf(known.state)}>{word}</Badge>
        {known.decided !== null && <span class="quiet"> by a person’s word</span>}
      </p>
      {known.decided !== null && <Decided decided={known.decided} />}
      {known.state !== 'pending' && <KnownFacts known={known} />}
      <Open screen={screen} again={again} />
    </>
  );
}

/** One operation: what is on record of it, and where it is open, the decision. */
export function OperationPage({ id }: { readonly id: string }): JSX.Element {
  const asked = useAnswer<OperationScreen>(hrefOf(['api', 'operation'], { id }));
  return (
    <Screen title={`Operation ${id}`}>
      <Answer asked={asked}>{(screen) => <Whole screen={screen} again={asked.again} />}</Answer>
    </Screen>
  );
}
