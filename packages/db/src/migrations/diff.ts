import type { Client } from 'pg';
import { openSchemaEngine } from './engine.ts';
import { readSchema } from './files.ts';

/** The SQL that leads from a database to what /prisma/schema says, or null when they are equal. */
export async function diffFromSchema(client: Client): Promise<string | null> {
  const files = await readSchema();
  const engine = await openSchemaEngine({ client }, files);
  const { exitCode, stdout } = await engine.diff({
    from: { tag: 'schemaDatasource', files, configDir: '.' },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: true,
    filters: { externalTables: [], externalEnums: [] },
  });
  return exitCode === 0 ? null : stdout;
}
