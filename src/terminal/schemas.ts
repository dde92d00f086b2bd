import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { schemaDocuments } from '../knowledge/schema.js';

/** Writes the JSON Schemas beside the knowledge, where the first line of each knowledge file points editors to. */
export async function writeSchemas(knowledgeDir: string): Promise<void> {
  const folder = join(knowledgeDir, '.schemas');
  await mkdir(folder, { recursive: true });
  for (const [name, schema] of Object.entries(schemaDocuments())) {
    await writeFile(join(folder, `${name}.json`), `${JSON.stringify(schema, null, 2)}\n`);
  }
}
