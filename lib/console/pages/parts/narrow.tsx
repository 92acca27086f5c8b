import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** Where the style sheet's phone begins. */
const narrow = '(max-width: 760px)';

/** Whether the window is as narrow as a phone. */
export function useNarrow(): boolean {
  const [isNarrow, setNarrow] = useState(() => matchMedia(narrow).matches);
  useEffect(() => {
    const query = matchMedia(narrow);
    const changed = (): void => {
      setNarrow(query.matches);
    };
    query.addEventListener('change', changed);
    return () => {
      query.removeEventListener('change', changed);
    };
  }, []);
  return isNarrow;
}

/** On a phone it is folded behind its name; elsewhere it is there. */
export function Folded({
  name,
  children,
}: {
  readonly name: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  const isNarrow = useNarrow();
  if (!isNarrow) return <>{children}</>;
  return (
    <details class="folded">
      <summary>{name}</summary>
      {children}
    </details>
  );
}
