import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Asked } from '../ask.ts';
import { Words } from './values.tsx';

/** A screen with its title, to which the focus goes when it is opened, so that a screen reader begins there. */
export function Screen({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – payment gateway`;
    heading.current?.focus({ preventScroll: true });
  }, [title]);
  return (
    <main id="content">
      <h1 tabIndex={-1} ref={heading}>
        {title}
      </h1>
      {children}
    </main>
  );
}

export const Problem = ({ text }: { readonly text: string }): JSX.Element => (
  <p class="problem" role="alert">
    <Words text={text} />
  </p>
);

/** What speaks against something that may be done all the same. */
export const Warning = ({
  title,
  texts,
  children,
}: {
  readonly title: string;
  readonly texts: readonly string[];
  readonly children?: ComponentChildren;
}): JSX.Element => (
  <div class="problem" role="alert">
    <strong>{title}</strong>
    <ul>
      {texts.map((text) => (
        <li key={text}>
          <Words text={text} />
        </li>
      ))}
    </ul>
    {children}
  </div>
);

export const Note = ({ children }: { readonly children: ComponentChildren }): JSX.Element => (
  <p class="note">{children}</p>
);

/** What was asked for, once it is there; until then, that it is under way; or why it is not. */
export function Answer<Value>({
  asked: { value, error, again },
  children,
}: {
  readonly asked: Asked<Value>;
  readonly children: (value: Value) => ComponentChildren;
}): JSX.Element {
  if (error !== undefined) {
    return (
      <>
        <Problem text={error} />
        <button type="button" onClick={again}>
          Try again
        </button>
      </>
    );
  }
  if (value === undefined) {
    return (
      <p class="quiet" role="status">
        Reading …
      </p>
    );
  }
  return <>{children(value)}</>;
}

/** Names and what they are: only those that have a value. */
export const Facts = ({
  facts,
}: {
  readonly facts: readonly (readonly [name: string, value: ComponentChildren])[];
}): JSX.Element => (
  <dl class="facts">
    {facts
      .filter(([, value]) => value !== null && value !== undefined && value !== '')
      .map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
);
