import {
  type Alias,
  collectEndpoints,
  type Contract,
  type Endpoint,
  type NamedEndpoint,
  type Schema,
} from '@parley/data-provider/core';
import type { $ZodType } from 'zod/v4/core';
import {
  createDocument,
  type ZodOpenApiObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiResponseObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { failuresOf } from './openapi-errors.ts';
import { defaultStatus } from './reply.ts';

export type OpenApiDocument = ReturnType<typeof createDocument>;

/** The contract in OpenAPI 3.1. The same contract always gives the same document. */
export function createOpenApiDocument(contract: Contract, info: ZodOpenApiObject['info']): OpenApiDocument {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const named of collectEndpoints(contract)) {
    for (const [index, place] of placesOf(named.endpoint).entries()) {
      const item = (paths[place.path.replaceAll(/:(\w+)/g, '{$1}')] ??= {});
      item[place.method.toLowerCase()] = operationOf(named, place, index === 0 ? '' : `_${index + 1}`);
    }
  }
  return createDocument({
    openapi: '3.1.0',
    info,
    tags: Object.keys(contract).map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: 'Access token from signing in.' } },
    },
  });
}

type Place = Required<Pick<Alias, 'method' | 'path'>> & { status: number };

/** The endpoint's own path first, then its aliases. */
function placesOf(endpoint: Endpoint): Place[] {
  const status = defaultStatus(endpoint);
  const aliases = (endpoint.aliases ?? []).map((alias) => ({ method: endpoint.method, status, ...alias }));
  return [{ method: endpoint.method, path: endpoint.path, status }, ...aliases];
}

function operationOf(
  { name, domain, endpoint }: NamedEndpoint,
  place: Place,
  suffix: string,
): ZodOpenApiOperationObject {
  const { params, query, access } = endpoint;
  return {
    operationId: `${name}${suffix}`,
    tags: [domain],
    summary: endpoint.summary,
    ...(suffix === '' ? {} : { description: `Another path of \`${name}\`.` }),
    security: access.kind === 'public' ? [] : [...(access.kind === 'optional' ? [{}] : []), { bearer: [] }],
    ...(params || query
      ? {
          requestParams: {
            ...(params ? { path: objectOf(params) } : {}),
            ...(query ? { query: objectOf(query) } : {}),
          },
        }
      : {}),
    ...(endpoint.body ? { requestBody: bodyOf(endpoint, endpoint.body) } : {}),
    responses: { ...successesOf(endpoint, place.status), ...failuresOf(endpoint) },
  };
}

function bodyOf(endpoint: Endpoint, body: Schema): NonNullable<ZodOpenApiOperationObject['requestBody']> {
  const type = endpoint.raw === 'upload' ? 'multipart/form-data' : 'application/json';
  const forms = (endpoint.bodyForms ?? []).map(({ summary }) => `\`${summary}\``);
  return {
    content: { [type]: { schema: zodOf(body) } },
    ...(forms.length === 0 ? {} : { description: `Also accepted: ${forms.join(', ')}.` }),
  };
}

function successesOf(endpoint: Endpoint, status: number): ZodOpenApiResponsesObject {
  const formStatuses = (endpoint.bodyForms ?? []).flatMap((form) => form.status ?? []);
  const response = successOf(endpoint);
  const statuses = endpoint.raw === 'redirect' ? [302] : [status, ...formStatuses, ...(endpoint.otherStatuses ?? [])];
  return Object.fromEntries(statuses.map((each) => [`${each}`, response]));
}

const binary = { schema: { type: 'string', format: 'binary' } } as const;

function successOf(endpoint: Endpoint): ZodOpenApiResponseObject {
  const { event, output, raw } = endpoint;
  if (raw === 'redirect') return { description: 'Goes on elsewhere.' };
  if (event) return { description: 'Server-sent events.', content: { 'text/event-stream': { schema: zodOf(event) } } };
  if (output) return { description: 'Done.', content: { 'application/json': { schema: zodOf(output) } } };
  if (raw === 'download') return { description: 'The file.', content: { 'application/octet-stream': binary } };
  if (raw === 'text') return { description: 'Text.', content: { 'text/plain': { schema: { type: 'string' } } } };
  return { description: 'Done; no content.' };
}

/** A declared schema is a zod schema; its type is narrowed in the contract to keep the compiler fast. */
const zodOf = (schema: Schema): $ZodType => schema as $ZodType;

/** Parameters are declared as objects; a contract test holds them to it. */
const objectOf = (schema: Schema) => schema as $ZodType<unknown, Record<string, unknown>>;
