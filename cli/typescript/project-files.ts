/** How cdk8s runs a program that no compiler has to see first. */
export const CDK8S_YAML = 'language: typescript\napp: node --import tsx main.ts\n';

/** The tsconfig.json of such a program, which only checks types. */
export function tsconfig(parts: { readonly types: readonly string[]; readonly include: readonly string[] }): string {
  const listed = (texts: readonly string[]) => `[${texts.map((text) => JSON.stringify(text)).join(', ')}]`;
  return `{
  "compilerOptions": {
    "target": "es2022",
    "module": "node20",
    "types": ${listed(parts.types)},
    "strict": true,
    "noEmit": true,
    "skipLibCheck": true
  },
  "include": ${listed(parts.include)}
}
`;
}

/** What npm runs in it. */
export const SCRIPTS = {
  synth: 'cdk8s-infisical synth',
  check: 'tsc --noEmit',
  keys: 'cdk8s-infisical check',
  test: 'jest',
} as const;

export const JEST_SETTINGS = {
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  transform: { '\\.ts$': '<rootDir>/jest-typescript.cjs' },
} as const;

/** The file jest-typescript.cjs. */
export const JEST_TRANSFORM = `// Jest runs TypeScript through esbuild; types are checked by \`npm run check\`.
const { transformSync } = require('esbuild');

module.exports = {
  process: (source, file) =>
    transformSync(source, { loader: 'ts', format: 'cjs', target: 'node20', sourcemap: 'inline', sourcefile: file }),
};
`;

/** The file .gitignore. */
export const IGNORED = `node_modules/
# What a synth that was killed leaves; the next one tidies it.
.*.synth/
# dist/ is not ignored: it is reviewed in pull requests, and Argo CD reads it.
`;
