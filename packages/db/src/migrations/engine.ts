import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { bindSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import { engineAdapter, type EngineConnection } from './engine-adapter.ts';
import type { SchemaFile } from './files.ts';

let loading: Promise<void> | undefined;

/** Prisma's schema engine on one open connection. Loaded when first needed: most starts have nothing to migrate. */
export async function openSchemaEngine(
  connection: EngineConnection,
  schema: SchemaFile[] = [],
): Promise<bindings.SchemaEngine> {
  await (loading ??= load());
  return bindings.SchemaEngine.new(
    { datamodels: schema.length === 0 ? undefined : schema.map(({ path, content }) => [path, content]) },
    () => undefined,
    bindSqlAdapterFactory(engineAdapter(connection)),
  );
}

async function load(): Promise<void> {
  const script = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = await readFile(script.replace(/\.js$/, '.wasm'));
  // A panic is reported here first. Thrown, it reaches whoever called the engine.
  const registry = { set_message: (message: string) => fail(message) };
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: registry });
  // The bindings are the functions that the module imports, under the name of their own file.
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}

function fail(message: string): never {
  throw new Error(`Prisma's schema engine broke: ${message}`);
}

/** Node's types leave it to the DOM library. */
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: EngineExports } }>;
};

interface EngineExports {
  __wbindgen_start(): void;
}
