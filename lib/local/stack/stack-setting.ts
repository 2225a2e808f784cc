import type { ProjectEnvironment } from '../../gitops';
import { quotedText } from '../../text/key-name';
import type { LocalStackProps } from '../local-stack-props';
import { type RecordSetting, recordSetting } from '../record/record-setting';
import type { ParityProblem } from './parity-problem';
import type { StackService } from './stack-service';

/** Where the keys of a laptop come from, and the names of its files. */
export interface StackSetting extends RecordSetting {
  readonly composeFile: string;
  readonly makefile: string;
  /** What stands beside the services, in the words of compose. */
  readonly compose: object;
}

export function settingOf(
  props: LocalStackProps,
  services: readonly StackService[],
  own: ProjectEnvironment | undefined,
): StackSetting {
  return {
    ...recordSetting(props, services, own),
    composeFile: props.composeFile ?? 'compose.yaml',
    makefile: props.makefile ?? 'Makefile',
    compose: props.compose ?? {},
  };
}

/** What is wrong with the names of the files. */
export function fileProblems(props: LocalStackProps, setting: StackSetting): ParityProblem[] {
  const { composeFile, makefile } = setting;
  const messages = [
    ...[props.composeFile, props.makefile].flatMap(fileNameProblem),
    ...(composeFile === makefile
      ? [`the compose file and the Makefile are both called "${makefile}": give one another name`]
      : []),
    ...caFileProblem(setting.caFile, composeFile),
  ];
  return messages.map((message) => ({ rule: 'L7', message }));
}

export function isFileName(name: string): boolean {
  return /^\w[\w.-]*(\/(?!\.\.?(\/|$))[\w.-]+)*$/.test(name);
}

export function fileNameProblem(name: string | undefined): string[] {
  return name === undefined || isFileName(name)
    ? []
    : [`the file name ${quotedText(name)} must be like "dev/compose.yaml"`];
}

/** A file beside the one that names it, or elsewhere in the project. */
export function caFileProblem(caFile: string | undefined, from: string): string[] {
  if (caFile === undefined) return [];
  const [, up = '', name = ''] = /^(?:\.\/)?((?:\.\.\/)*)(.*)$/s.exec(caFile) ?? [];
  const depth = from.split('/').length - 1;
  return isFileName(name) && up.length / '../'.length <= depth
    ? []
    : [
        `the caFile ${quotedText(caFile)} must be a file of the project, as seen from ${quotedText(from)}, like "certs/ca.pem"`,
      ];
}
