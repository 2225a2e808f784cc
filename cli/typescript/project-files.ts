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
