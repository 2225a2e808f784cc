import { fields, text } from '../../lib/json/json';
import type { Manifest } from '../../lib/model/manifest';
import { HOOK_ANNOTATIONS } from '../../lib/model/sync-moments';

/** Whether an object is not always there: Argo CD makes hooks when their time comes, and Kubernetes deletes Jobs that ended. */
export function isPassing({ kind, metadata, spec }: Manifest): boolean {
  const { annotations } = fields(metadata);
  const isHook = HOOK_ANNOTATIONS.some((name) => text(fields(annotations)[name]) !== undefined);
  return isHook || (kind === 'Job' && fields(spec).ttlSecondsAfterFinished != null);
}
