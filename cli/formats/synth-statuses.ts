import { documentUri, type RuleOfTool } from './located-finding';

/** What `synth` tells beside the rules. */
export const SYNTH_STATUSES: readonly RuleOfTool[] = [
  {
    id: 'construct',
    title: 'What a construct of another library says of itself holds',
    text: 'It said so in the validation of its node: cdk8s would not write it either.',
    remedy: 'The message is that of the construct: its documentation knows more.',
  },
  {
    id: 'violation',
    title: 'The validations of cdk8s.yaml find nothing',
    text: 'A validation plugin that cdk8s.yaml names has found something in what was made: it is not written.',
    remedy: 'The message is that of the plugin: mend what it names. --no-validate leaves the plugins out.',
  },
  {
    id: 'stale',
    title: 'The output folder is what the app makes',
    text: 'What is committed is what runs, so that the change of the program would never arrive, or that of a file be lost.',
    remedy: 'Run `npx cdk8s-infisical synth`, and commit what it writes.',
  },
  {
    id: 'failed',
    title: 'The app runs to its end',
    text: 'Without its output, nobody knows what else would be found.',
    remedy: 'The finding says what the app has said; `synth --verbose` shows where an error was thrown.',
  },
].map((status) => ({ ...status, level: 'error', helpUri: documentUri('synth.md#in-ci') }));
