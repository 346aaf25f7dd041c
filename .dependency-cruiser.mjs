/**
 * Who may import whom. The table is in apps/docs/architecture.md; this is the same table for the machine.
 * Import cycles are the linter's (`import/no-cycle`).
 */
const ours = '^(packages|apps)/';
const tests = '[.](test|test-d|suite)[.]tsx?$';

/** Any library but the named ones. */
const librariesBut = (...names) => `node_modules/(?!${names.map((name) => `${name}/`).join('|')})[^.]`;
const packagesBut = (...names) => `^(apps/|packages/(?!(${names.join('|')})/))`;

/** @param {{ name: string, comment: string, from: object, to: object }} rule */
const forbid = (rule) => ({ severity: 'error', ...rule });

export default {
  forbidden: [
    forbid({
      name: 'resolvable',
      comment: 'An import that leads nowhere hides what it would have broken.',
      from: {},
      to: { couldNotResolve: true },
    }),
    forbid({
      name: 'no-tests-in-product',
      comment: 'Only tests import tests and their tools.',
      from: { path: ours, pathNot: [tests, '^packages/testing/', '^apps/e2e/', '/testing[.]ts$', '/testing/'] },
      to: { path: [tests, '^packages/testing/', '^packages/db/src/testing[.]ts$'] },
    }),
    forbid({
      name: 'packages-not-apps',
      comment: 'Packages are used by applications, never the other way round.',
      from: { path: '^packages/' },
      to: { path: '^apps/' },
    }),
    forbid({
      name: 'contract-stands-alone',
      comment: 'The contract runs anywhere: zod, and nothing else at run time.',
      from: { path: '^packages/data-provider/src/', pathNot: tests },
      to: { path: [packagesBut('data-provider'), librariesBut('zod', '@trpc/server')] },
    }),
    forbid({
      name: 'contract-only-types-of-trpc',
      comment: 'Clients of the REST paths do not load tRPC.',
      from: { path: '^packages/data-provider/src/', pathNot: tests },
      to: { path: 'node_modules/@trpc/server/', dependencyTypesNot: ['type-only'] },
    }),
    forbid({
      name: 'contract-not-node',
      comment: 'The contract also runs in a browser.',
      from: { path: '^packages/data-provider/src/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    }),
    forbid({
      name: 'adapter-knows-no-domain',
      comment: 'The adapter mounts any contract: it sees the vocabulary, never a domain or the database.',
      from: { path: '^packages/express-adapter/src/', pathNot: tests },
      to: { path: [packagesBut('express-adapter', 'data-provider'), '^packages/data-provider/src/(?!core/)'] },
    }),
    forbid({
      name: 'providers-and-agents-are-pure',
      comment: 'Persistence and transport are handed in as ports.',
      from: { path: '^packages/(providers|agents)/src/', pathNot: tests },
      to: {
        path: [packagesBut('providers', 'agents', 'data-provider'), 'node_modules/(express|@prisma/[^/]+|pg|react)/'],
      },
    }),
    forbid({
      name: 'providers-not-agents',
      comment: 'A provider answers one call and does not know that runs exist.',
      from: { path: '^packages/providers/src/' },
      to: { path: '^packages/agents/' },
    }),
    forbid({
      name: 'db-stands-alone',
      comment: 'The database package knows rows, not the product.',
      from: { path: '^packages/db/src/' },
      to: { path: packagesBut('db') },
    }),
    forbid({
      name: 'one-door-to-the-database',
      comment: 'The generated client is wrapped by packages/db.',
      from: { pathNot: '^packages/db/' },
      to: { path: ['^packages/db/generated/', 'node_modules/(@prisma/client|pg)/'] },
    }),
    forbid({
      name: 'browser-not-server',
      comment: 'A secret cannot reach the browser when no server code can, not even its types.',
      from: { path: ['^packages/(client|ui)/src/', '^apps/web/src/'], pathNot: tests },
      to: { path: ['^apps/server/', '^packages/(?!(client|ui|data-provider)/)'] },
    }),
    forbid({
      name: 'client-has-no-look',
      comment: 'The client is published on its own, without components.',
      from: { path: '^packages/client/src/' },
      to: { path: '^packages/ui/' },
    }),
    forbid({
      name: 'ui-knows-no-product',
      comment: 'Components take props; product words stay in features.',
      from: { path: '^packages/ui/src/' },
      to: { path: packagesBut('ui') },
    }),
    forbid({
      name: 'server-not-browser',
      comment: 'The server is spoken to by the client; it does not use it.',
      from: { path: '^apps/server/src/', pathNot: tests },
      to: { path: ['^packages/(client|ui)/', '^apps/web/'] },
    }),
    forbid({
      name: 'domain-by-its-face',
      comment: 'Another domain is reached through its index.ts only.',
      from: { path: '^apps/server/src/domains/([^/]+)/' },
      to: { path: '^apps/server/src/domains/[^/]+/', pathNot: ['^apps/server/src/domains/$1/', '/index[.]ts$'] },
    }),
    forbid({
      name: 'domain-by-its-face-from-outside',
      comment: 'The rest of the server, too, comes in through the door.',
      from: { path: '^apps/server/src/', pathNot: ['^apps/server/src/domains/[^/]+/', tests, '/testing/'] },
      to: { path: '^apps/server/src/domains/[^/]+/', pathNot: '/index[.]ts$' },
    }),
    forbid({
      name: 'features-do-not-meet',
      comment: 'Features are composed in app/, so that one can be deleted without the others noticing.',
      from: { path: '^apps/web/src/features/([^/]+)/' },
      to: { path: ['^apps/web/src/features/', '^apps/web/src/app/'], pathNot: '^apps/web/src/features/$1/' },
    }),
    forbid({
      name: 'shared-knows-no-feature',
      comment: 'Direction in the page: shared <- features <- app.',
      from: { path: '^apps/web/src/shared/' },
      to: { path: '^apps/web/src/(features|app)/' },
    }),
  ],
  options: {
    parser: 'tsc',
    tsPreCompilationDeps: 'specify',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|coverage)/' },
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
