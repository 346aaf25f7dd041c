import { type Access, type Endpoint, type ErrorCode, errorCatalogue } from '@parley/data-provider/core';
import { z } from 'zod';
import type { ZodOpenApiResponsesObject } from 'zod-openapi';

/** The error responses of an endpoint, one per status. */
export function failuresOf(endpoint: Endpoint): ZodOpenApiResponsesObject {
  const schema = endpoint.errorBody === 'openai' ? openaiErrorSchema : errorSchema;
  const byStatus = Map.groupBy(new Set(errorsOf(endpoint)), (code) => errorCatalogue[code].status);
  const inOrder = [...byStatus].toSorted(([a], [b]) => a - b);
  return Object.fromEntries(
    inOrder.map(([status, codes]) => {
      const description = codes.map((code) => errorCatalogue[code].message).join(' ');
      return [`${status}`, { description, content: { 'application/json': { schema } } }];
    }),
  );
}

/** The declared errors, and those that follow from the rest of the declaration. */
function errorsOf({ access, params, query, body, limit, errors = [] }: Endpoint): ErrorCode[] {
  const implied: ErrorCode[] = accessErrors[access.kind];
  return [
    ...((params ?? query ?? body) ? (['invalid_request'] as const) : []),
    ...implied,
    ...(body ? (['too_large', 'unsupported_type'] as const) : []),
    ...(limit ? (['rate_limited'] as const) : []),
    ...errors,
    'internal',
  ];
}

const accessErrors: Record<Access['kind'], ErrorCode[]> = {
  public: [],
  optional: [],
  user: ['unauthorized'],
  admin: ['unauthorized', 'forbidden'],
  permission: ['unauthorized', 'forbidden'],
};

const errorSchema = z
  .looseObject({
    error: z.string(),
    message: z.string().describe('A sentence for the reader.'),
    details: z.array(z.object({ field: z.string().describe('Such as `body.title`.'), message: z.string() })).optional(),
    requestId: z.string().optional().describe('Names an unexpected failure in the server log.'),
  })
  .meta({ id: 'Error' });

const openaiErrorSchema = z
  .object({
    error: z.looseObject({ message: z.string(), type: z.string(), param: z.string().nullable(), code: z.string() }),
  })
  .meta({ id: 'OpenAIError' });
