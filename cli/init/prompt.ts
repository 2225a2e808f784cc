import { intro, isCancel, outro, text } from '@clack/prompts';
import { looksLikeCredential } from '../../lib/text/credential-text';
import { printable } from '../terminal/printable';
import { type Ask, CREDENTIAL, unsetProblem } from './ask';

export function showWelcome(): void {
  intro('A project that declares an application and its Infisical secret keys once');
}

export function showFarewell(message: string): void {
  outro(message);
}

export const prompt: Ask = async ({ message, problem }, preset) => {
  const answer = await text({
    message: message.replace(/^./, (first) => first.toUpperCase()),
    placeholder: preset,
    defaultValue: preset,
    validate: (typed = '') => {
      if (typed === '') return preset === undefined ? 'There is no usual answer: please write one' : undefined;
      if (looksLikeCredential(typed)) return `This ${CREDENTIAL}`;
      const wrong = unsetProblem(typed) ?? problem(typed);
      return wrong && printable(`"${typed}" ${wrong}`);
    },
  });
  return isCancel(answer) ? undefined : answer;
};
