import type { LocalRoute } from '../template/rest-api.ts';

export type RouteMatch = {
  readonly route: LocalRoute;
  readonly parameters: Readonly<Record<string, string>>;
};

/** Finds routes by path; a literal part wins over a parameter, as in API Gateway. */
export function createRouter(
  routes: readonly LocalRoute[],
): (method: string, path: string) => RouteMatch | undefined {
  const patterns = [...routes]
    .sort((one, other) => parametersIn(one.path) - parametersIn(other.path))
    .map((route) => ({ route, pattern: patternOf(route.path) }));
  return (method, path) => {
    for (const { route, pattern } of patterns) {
      const match = route.method === method ? pattern.exec(path) : null;
      // Not decoded: an encoded slash does not separate parts, and the function gets the same text as in AWS.
      if (match !== null) return { route, parameters: { ...match.groups } };
    }
    return undefined;
  };
}

const parametersIn = (path: string) => path.split('{').length;

function patternOf(path: string): RegExp {
  const parts = path.split(/(\{\w+\})/).map((part) => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    return name === undefined ? part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : `(?<${name}>[^/]+)`;
  });
  // A slash at the end does not change the route, and the function sees it in the path.
  return new RegExp(`^${parts.join('')}/?$`);
}
