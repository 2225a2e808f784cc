import { shellWord } from '../shell/word';
import type { SettingsOverrides } from './project-settings';

/** The command that writes what a synth with these options would write. */
export function commandFor({ app, output }: SettingsOverrides): string {
  const option = (name: string, value: string | undefined) =>
    value === undefined ? '' : ` ${name} ${shellWord(value)}`;
  return `npx cdk8s-infisical synth${option('-a', app)}${option('-o', output)}`;
}
