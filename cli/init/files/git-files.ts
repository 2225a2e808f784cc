import { IGNORED } from '../../typescript/project-files';
import type { Answers } from '../answers';
import { hasLaptop } from './application';

/** What git leaves out, and what it does not merge. */
export function gitFiles(answers: Answers): { [name in '.gitignore' | '.gitattributes']: string } {
  return { '.gitignore': IGNORED, '.gitattributes': attributesFile(answers) };
}

/**
 * A merge of lines can make manifests that no code makes, and conflict markers could be committed. Without a merge, git
 * keeps the file of one side whole, says that there is a conflict, and takes what a synth writes.
 */
function attributesFile(answers: Answers): string {
  const generated = ['dist/**', ...(hasLaptop(answers) ? ['compose.yaml', 'Makefile', '.infisical.json'] : [])];
  return `# Made from the code. Where git tells of a conflict in one of these, nothing is merged by hand:
# resolve the code, then run  npm run synth && git add --all
${generated.map((pattern) => `${pattern} linguist-generated -merge\n`).join('')}imports/** linguist-generated
`;
}
