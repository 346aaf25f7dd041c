import type { Contract, Endpoint } from './endpoint.ts';

/** An endpoint under the name it has in tRPC, logs and the reference. */
export interface NamedEndpoint {
  /** `domain.verb` */
  name: string;
  domain: string;
  verb: string;
  endpoint: Endpoint;
}

/** Every endpoint of a contract in one list, in declaration order. For whatever has to visit them all. */
export function collectEndpoints(contract: Contract): NamedEndpoint[] {
  return Object.entries(contract).flatMap(([domain, endpoints]) =>
    Object.entries(endpoints).map(([verb, endpoint]) => ({ name: `${domain}.${verb}`, domain, verb, endpoint })),
  );
}

/** The names behind the colons of a path, in order. */
export function pathParams(path: string): string[] {
  return path
    .split('/')
    .filter((segment) => segment.startsWith(':'))
    .map((segment) => segment.slice(1));
}
