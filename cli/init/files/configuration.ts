import { type Answers, isSelfHosted } from '../answers';
import { CERTIFICATE_FILE } from './certificate';

/** What a command has to know before it runs the program, or without it. */
export function configurationYaml(answers: Answers): string {
  const { host, certificate } = answers;
  const whose = isSelfHosted(answers) ? 'Your own Infisical' : 'Infisical Cloud';
  const authority = certificate === undefined ? '' : `    caFile: ${CERTIFICATE_FILE}\n`;
  return `# yaml-language-server: $schema=./node_modules/cdk8s-infisical/schema.json
# ${whose}: the only host that \`check\` and \`import\` send a credential to, whatever a manifest says.
hosts:
  - url: ${/^[\w:/.-]+$/.test(host) ? host : JSON.stringify(host)}
${authority}`;
}
