import type { RuleText } from '../../lib/validation/rule';
import { ruleList } from '../../lib/validation/rule-list';
import { CHECK_FAILED, CHECK_STATUSES } from '../formats/check-statuses';
import { documentUri, type RuleOfTool, UNREAD } from '../formats/located-finding';
import { SYNTH_STATUSES } from '../formats/synth-statuses';
import { exampleText } from './example-text';
import { operatorsOf } from './operators-of';

/** All that is known of one thing that a command can find: `docs/rules.md` and the terminal say the same. */
export interface Explanation {
  readonly id: string;
  readonly severity: RuleOfTool['level'];
  /** What must hold. */
  readonly title: string;
  /** What happens where it does not hold. */
  readonly why: string;
  /** Where that can be looked up. */
  readonly source?: string;
  /** Of which operators it holds, where it is about the operator. */
  readonly operators?: string;
  /** Whose versions and settings it goes by, in sentences. */
  readonly settings: readonly string[];
  /** What to do about it, beside what the finding says. */
  readonly remedy?: string;
  readonly example?: Example;
  /** The commands that find it. */
  readonly foundBy: readonly string[];
  readonly isRule: boolean;
  /** Where the documents tell of it. */
  readonly page: string;
}

export interface Example {
  /** Not `ts`, which a block of the documents has that is a whole program. */
  readonly language: 'yaml' | 'typescript';
  /** At most so wide, where it is no program. */
  readonly bad: (width?: number) => string;
  readonly good: (width?: number) => string;
}

const MENDED = 'Where it is certain what was meant, `npx cdk8s-infisical lint --fix` writes it.';

const SETTINGS: Readonly<Record<string, string>> = {
  operatorVersion:
    'Goes by `operator.version`: without, by the release of the operator, or else by the newest that is known.',
  defaultConnection:
    'Goes by `operator.defaultConnection`: without, by the release of the operator, or else nothing is known of it.',
  watchedNamespaces:
    'Goes by `operator.watchedNamespaces`: without, by the release of the operator, or else all of them.',
  kubernetesVersion: 'Goes by `kubernetes.version`: without, the oldest Kubernetes that the rules know.',
  argoCdVersion: 'Goes by `argoCd.version`: without, nothing is known of it.',
  argoCdTracking: 'Goes by `argoCd.tracking`: without, as its version does it, or not known.',
  externalSecretsVersion: 'Goes by `externalSecrets.version`: without, as 2.9 does it.',
};

export function ruleExplanation(rule: RuleText): Explanation {
  const { id, severity, title, why, source, bad, good, hasFix } = rule;
  const isProgram = typeof bad === 'string';
  return {
    id,
    severity,
    title,
    why,
    source,
    operators: operatorsOf(rule),
    settings: settingsOf(rule).map((name) => SETTINGS[name]),
    remedy: hasFix ? MENDED : undefined,
    example: {
      language: isProgram ? 'typescript' : 'yaml',
      bad: (width) => exampleText(bad, width),
      good: (width) => exampleText(good, width),
    },
    foundBy: isProgram ? ['synth'] : ['synth', 'lint'],
    isRule: true,
    page: documentUri(`rules.md#${id.toLowerCase()}`),
  };
}

/** What it assumes, and what its examples tell. */
function settingsOf({ assumes, bad, good }: RuleText): string[] {
  const told = [bad, good].flatMap((example) =>
    typeof example === 'string' ? [] : Object.keys(example.settings ?? {}),
  );
  const names = [...(assumes === undefined ? [] : [assumes]), ...told];
  return [...new Set(names)].filter((name) => name in SETTINGS);
}

/** All that a command can find, in the order of the documents. */
export function explanations(): Explanation[] {
  return [...ruleList().map(ruleExplanation), ...statusExplanations()];
}

/** What is found and is no rule. */
export function statusExplanations(): Explanation[] {
  const byCheck = [...Object.values(CHECK_STATUSES), CHECK_FAILED];
  return [
    ...byCheck.map((status) => statusExplanation(status, ['check'])),
    statusExplanation(UNREAD, ['check', 'lint']),
    ...SYNTH_STATUSES.map((status) => statusExplanation(status, ['synth'])),
  ];
}

function statusExplanation(status: RuleOfTool, foundBy: readonly string[]): Explanation {
  const { id, level, title, text = '', remedy, helpUri = '' } = status;
  return { id, severity: level, title, why: text, settings: [], remedy, foundBy, isRule: false, page: helpUri };
}
