import type { Method } from '@parley/data-provider/core';

/**
 * Paths to routes, as a tree of segments. A literal segment wins over a parameter whatever the declaration order, and
 * the cost of a lookup depends on the path's length and not on the number of routes. Literals match in any case and a
 * trailing slash is ignored, as in Express.
 */
export interface RouteTable<Route> {
  add(method: Method, path: string, route: Route): void;
  find(method: string, path: string): Found<Route>;
}

type Found<Route> =
  | { kind: 'match'; route: Route; names: readonly string[]; captured: readonly string[] }
  /** The path exists, for these methods only. */
  | { kind: 'other-method'; allowed: readonly Method[] }
  | { kind: 'unknown' };

interface Node<Route> {
  literals: Map<string, Node<Route>>;
  parameter: Node<Route> | null;
  routes: Map<string, { route: Route; names: readonly string[] }>;
}

const emptyNode = <Route>(): Node<Route> => ({ literals: new Map(), parameter: null, routes: new Map() });

const segmentsOf = (path: string): string[] => {
  const end = path.length > 1 && path.endsWith('/') ? -1 : undefined;
  return path.slice(1, end).split('/');
};

export function createRouteTable<Route>(): RouteTable<Route> {
  const root = emptyNode<Route>();
  return {
    add: (method, path, route) => insert(root, { method, path, route }),
    find: (method, path) => lookup(root, method, segmentsOf(path)),
  };
}

function insert<Route>(root: Node<Route>, entry: { method: Method; path: string; route: Route }): void {
  let node = root;
  const names: string[] = [];
  for (const segment of segmentsOf(entry.path)) {
    if (segment.startsWith(':')) {
      names.push(segment.slice(1));
      node = node.parameter ??= emptyNode();
      continue;
    }
    if (/[*{}()?+]/.test(segment)) throw new Error(`${entry.path}: a segment is a word or a :parameter`);
    const key = segment.toLowerCase();
    const next = node.literals.get(key) ?? emptyNode<Route>();
    node.literals.set(key, next);
    node = next;
  }
  if (node.routes.has(entry.method)) throw new Error(`${entry.method} ${entry.path} is declared twice`);
  node.routes.set(entry.method, { route: entry.route, names });
}

function lookup<Route>(root: Node<Route>, method: string, segments: readonly string[]): Found<Route> {
  const captured: string[] = [];
  const allowed = new Set<string>();

  // A literal branch may lead nowhere for this method, so the parameter branch beside it is tried as well:
  // GET /convos/update is a conversation called "update" when only POST has that literal path.
  const walk = (node: Node<Route>, index: number): { route: Route; names: readonly string[] } | null => {
    const segment = segments[index];
    if (segment === undefined) {
      for (const known of node.routes.keys()) allowed.add(known);
      return node.routes.get(method) ?? null;
    }
    const literal = node.literals.get(segment.toLowerCase());
    const found = literal === undefined ? null : walk(literal, index + 1);
    if (found !== null || node.parameter === null || segment === '') return found;
    captured.push(segment);
    const below = walk(node.parameter, index + 1);
    if (below === null) captured.pop();
    return below;
  };

  const found = walk(root, 0);
  if (found !== null) return { kind: 'match', ...found, captured };
  // Only methods given to `add` are ever in the set.
  return allowed.size > 0 ? { kind: 'other-method', allowed: [...allowed] as Method[] } : { kind: 'unknown' };
}
