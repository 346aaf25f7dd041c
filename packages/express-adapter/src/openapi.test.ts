import { expect, test } from 'vitest';
import { createOpenApiDocument } from './openapi.ts';
import { sample } from './testing/sample-contract.ts';

const info = { title: 'Sample', version: '1' };
const document = createOpenApiDocument(sample, info);
// oxlint-disable-next-line typescript/no-explicit-any -- the document is looked into as its readers do
const paths: any = document.paths;

test('every path of every operation is there, aliases under their own ids', () => {
  const ids = Object.entries<Record<string, { operationId: string }>>(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { operationId }]) => `${operationId}: ${method} ${path}`),
  );
  expect(ids).toEqual(
    expect.arrayContaining([
      'notes.get: get /api/notes/{noteId}',
      'notes.create: post /api/notes',
      'notes.create_2: post /api/note/new',
      'notes.create_3: put /api/notes',
      'files.download: get /api/files/{name}',
    ]),
  );
  const aliases = 3;
  expect(ids).toHaveLength(Object.values(sample).flatMap((verbs) => Object.keys(verbs)).length + aliases);
});

test('the same contract gives the same document', () => {
  expect(JSON.stringify(createOpenApiDocument(sample, info))).toBe(JSON.stringify(document));
});

test('parameters carry their place, type and default', () => {
  expect(paths['/api/notes/{noteId}'].get.parameters).toEqual([
    { in: 'path', name: 'noteId', required: true, schema: { type: 'string', minLength: 1, maxLength: 64 } },
  ]);
  expect(paths['/api/notes'].get.parameters).toContainEqual({
    in: 'query',
    name: 'tags',
    schema: { type: 'array', items: { type: 'string' } },
  });
});

test('bodies, their other forms, and every success status', () => {
  const { requestBody, responses } = paths['/api/notes'].post;
  expect(requestBody.content['application/json'].schema.required).toEqual(['title']);
  expect(requestBody.description).toBe('Also accepted: `{ note: { … } }`.');
  expect(Object.keys(responses)).toEqual(['200', '201', '202', '400', '401', '413', '415', '500']);
  expect(Object.keys(paths['/api/note/new'].post.responses)).toContain('203');
  expect(paths['/api/notes/{noteId}'].delete.responses['204']).toEqual({ description: 'Done; no content.' });
  expect(Object.keys(paths['/api/files'].post.requestBody.content)).toEqual(['multipart/form-data']);
  expect(Object.keys(paths['/api/feed/{feedId}'].get.responses['200'].content)).toEqual(['text/event-stream']);
});

test('access decides security and its errors', () => {
  const { security, responses } = paths['/api/notes/publish'].post;
  expect({ security, statuses: Object.keys(responses) }).toEqual({
    security: [{ bearer: [] }],
    statuses: ['200', '401', '403', '500'],
  });
  expect(paths['/api/notes/who/am/i'].get.security).toEqual([{}, { bearer: [] }]);
  expect(paths['/api/session/login'].post.security).toEqual([]);
  expect(Object.keys(paths['/api/session/login'].post.responses)).toContain('429');
  expect(document.components?.securitySchemes).toHaveProperty('bearer');
});

test('error bodies are the declared ones', () => {
  const schemaOf = (operation: { responses: Record<string, { content: Record<string, { schema: object }> }> }) =>
    operation.responses['401']?.content['application/json']?.schema;
  expect(schemaOf(paths['/api/notes'].get)).toEqual({ $ref: '#/components/schemas/Error' });
  expect(schemaOf(paths['/api/notes/completions'].post)).toEqual({ $ref: '#/components/schemas/OpenAIError' });
  expect(Object.keys(document.components?.schemas ?? {})).toEqual(['Error', 'OpenAIError']);
});
