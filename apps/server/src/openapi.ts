import { contract } from '@parley/data-provider';
import { createOpenApiDocument } from '@parley/express-adapter';

/** The API in OpenAPI 3.1, made from the contract alone. */
export const openApiDocument = () =>
  createOpenApiDocument(contract, {
    title: 'Parley',
    version: '0.1.0',
    description:
      'The self-hosted chat for every model. Speaks the documented REST API of LibreChat; every operation is offered over tRPC too.',
  });
