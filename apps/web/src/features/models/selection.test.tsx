import { describe, expect, it } from 'vitest';
import { firstOffered, type Selection } from './selection.ts';
import { type EndpointModels, optionId } from './use-models.ts';

const aGroup = (endpoint: string, models: string[], needsOwnKey = false): EndpointModels => ({
  endpoint,
  label: endpoint,
  needsOwnKey,
  isDemo: false,
  models: models.map((model) => ({ id: optionId(endpoint, model), endpoint, model })),
});

const aSelection = (endpoint: string, model: string): Selection => ({ endpoint, model, parameters: {} });
const groups = [aGroup('theirs', ['needs-key'], true), aGroup('openAI', ['small', 'large'])];

describe('the model a turn starts with', () => {
  it('is the first wish that is still offered', () => {
    expect(firstOffered(groups, null, aSelection('openAI', 'gone'), aSelection('openAI', 'large'))?.model).toBe(
      'large',
    );
  });

  it('is one that works without a key when nothing was wished', () => {
    expect(firstOffered(groups)?.model).toBe('small');
  });

  it('is any there is, when all need a key', () => {
    expect(firstOffered([aGroup('theirs', ['needs-key'], true)])?.model).toBe('needs-key');
  });

  it('is none when there is none', () => expect(firstOffered([])).toBeNull());
});
