import { code } from '../../languages/markdown';
import { type Answers, isUuid } from '../answers';

export function readme(answers: Answers): string {
  const { name, environments, login, namespace } = answers;
  const needs = isUuid(login)
    ? `a machine identity with Kubernetes auth that trusts the service account \`infisical-auth\` in ${code(namespace)}`
    : `a Secret ${code(login)} in the namespace ${code(namespace)}, with the keys \`clientId\` and \`clientSecret\` of a machine identity`;
  const laptop = isUuid(answers.project)
    ? '$ make up          # the same application on a laptop, under infisical run\n'
    : '';
  return `# ${name}

[lib/${name}.ts](lib/${name}.ts) declares the application and its secret keys once.

\`\`\`console
$ npm install
$ npm test
$ npm run synth    # writes ${environments.map((environment) => `dist/${environment}/`).join(', ')}: commit it
$ npm run keys     # does every key exist in Infisical? reads names, never values
${laptop}\`\`\`

The cluster needs the Infisical operator, and ${needs}.
Apply \`dist/argocd\` once, and Argo CD deploys each environment; a pull request shows what changes there.
`;
}
