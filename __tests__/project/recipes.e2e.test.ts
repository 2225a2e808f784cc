import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { blocksOf } from './document-blocks';
import { PROJECT, runMain } from './main-program';

/** The documents whose YAML is what their own programs make. */
const DOCUMENTS = ['docs/argo-cd.md', 'docs/operator.md', 'docs/scaling.md'];

/** The objects that the programs of a document write, as YAML. */
function objectsOf(document: string): string[] {
  mkdirSync(join(PROJECT, 'build'), { recursive: true });
  const folder = mkdtempSync(join(PROJECT, 'build', 'recipes-'));
  const main = join(folder, 'main.ts');
  try {
    return blocksOf(document, 'ts').flatMap((block) => {
      writeFileSync(main, block.replace("'cdk8s-infisical'", "'../../lib'"));
      const files = Object.entries(runMain({ main, cwd: folder })).filter(([file]) => file.endsWith('.yaml'));
      return files.flatMap(([, text]) => text.split(/^---\n/m));
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test.each(DOCUMENTS)('every recipe of %s is what the constructs make', (document) => {
  const objects = objectsOf(document);
  const recipes = blocksOf(document, 'yaml');
  expect(recipes.length).toBeGreaterThan(0);
  for (const recipe of recipes) expect(objects).toContain(recipe);
});
