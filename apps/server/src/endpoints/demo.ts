import type { EndpointDefinition } from './catalogue.ts';

/** So that a first start is usable in a minute: a model without network or key that says what it is. */
export const demoEndpoint: EndpointDefinition = {
  name: 'Demo',
  kind: 'demo',
  isCustom: true,
  baseURL: '',
  key: { from: 'none' },
  models: { from: 'operator', names: ['parley-demo'] },
  hasTitles: true,
  label: 'Demo',
};
