import { dirname, join } from 'node:path';
import { CLAIMS, FINDINGS, OUTBOX, VERBOSE } from '../../../lib/evaluation/report/run-variables';
import { outboxPath } from '../local-files';
import { CLAIMS_FOLDER, FINDINGS_FOLDER } from '../output/run-folder';
import type { ProjectSettings } from '../project-settings';

/**
 * The variables with which an app that writes into `next` is run.
 *
 * @param isVerbose whether where an error was thrown is shown too
 */
export function appVariables(next: string, settings: ProjectSettings, isVerbose: boolean): NodeJS.ProcessEnv {
  return {
    [OUTBOX]: outboxPath(next),
    [CLAIMS]: join(dirname(next), CLAIMS_FOLDER),
    [FINDINGS]: join(dirname(next), FINDINGS_FOLDER),
    ...(isVerbose && { [VERBOSE]: '1' }),
    ...(recordsForUs(settings) && { [RECORD]: 'true' }),
  };
}

const RECORD = 'CDK8S_RECORD_CONSTRUCT_METADATA';

/** Whether the app notes constructs only so that a violation can name them; in the output folder that is in the way. */
export function recordsForUs({ validations }: ProjectSettings): boolean {
  return validations.length > 0 && process.env[RECORD] === undefined;
}
