import { readFileSync } from 'node:fs';
import { contract, type Domain, type Method } from '@parley/data-provider';

/** An endpoint of the incumbent's published documentation. `seeds` names the documents it stands in. */
export interface Documented {
  /** `GET /api/convos/:conversationId`, as documented. */
  name: string;
  method: Method;
  path: string;
  seeds: string;
}

export const documented: readonly Documented[] = readFileSync(new URL('documented.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [method = '', path = '', seeds = ''] = line.split(',');
    return { name: `${method} ${path}`, method: method as Method, path, seeds }; // a table of our own
  });

/** Parameter names differ between documents; places do not. */
const shapeOf = (method: string, path: string) => `${method} ${path.replace(/:\w+/g, ':')}`;

/** Every path the contract serves, aliases included. */
const served: ReadonlySet<string> = new Set(
  Object.values<Domain>(contract).flatMap((domain) =>
    Object.values(domain).flatMap(({ method, path, aliases = [] }) => [
      shapeOf(method, path),
      ...aliases.map((alias) => shapeOf(alias.method ?? method, alias.path)),
    ]),
  ),
);

export const isServed = ({ method, path }: Documented): boolean => served.has(shapeOf(method, path));
