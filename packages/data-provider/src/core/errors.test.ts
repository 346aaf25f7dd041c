import { expect, test } from 'vitest';
import { AppError, errorCatalogue, fail } from './errors.ts';

const failure = (call: () => never): AppError => {
  try {
    return call();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
};

test('a failure takes its status and sentence from the catalogue', () => {
  const { code, status, message, options } = failure(() => fail('not_found'));
  expect({ code, status, message, options }).toEqual({
    code: 'not_found',
    status: 404,
    message: 'Not found',
    options: {},
  });
});

test('its own sentence, extra fields and cause stay with it', () => {
  const cause = new Error('row 7');
  const error = failure(() => fail('conflict', 'Taken.', { body: { type: 'name' }, retryAfter: 3, cause }));
  expect(error.message).toBe('Taken.');
  expect(error.options).toMatchObject({ body: { type: 'name' }, retryAfter: 3 });
  expect(error.cause).toBe(cause);
});

test('every code has a failing status and a sentence for the reader', () => {
  for (const [code, { status, message }] of Object.entries(errorCatalogue)) {
    expect(code).toMatch(/^[a-z]+(?:_[a-z]+)*$/);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(message).toMatch(/^[A-Z]/);
  }
});
