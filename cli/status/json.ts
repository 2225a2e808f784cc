import { jsonText } from '../languages/json';
import { isWell } from './exit-code';
import type { ResourceRow } from './resource-row';
import type { StatusGroup, StatusReport } from './status-report';

/** The same for programs. */
export function statusJson(report: StatusReport): string {
  const { from, now, groups, notKnown, notes } = report;
  return jsonText({
    from,
    ...(now !== undefined && { at: new Date(now).toISOString() }),
    isWell: isWell(report),
    groups: groups.map(jsonGroup),
    notKnown,
    notes,
  });
}

function jsonGroup({ name, folder, rows, workloads, differences }: StatusGroup) {
  return { name, ...(folder !== undefined && { folder }), resources: rows.map(jsonRow), workloads, differences };
}

function jsonRow({ kind, namespace, name, refersTo, health }: ResourceRow) {
  const { state, words, cause, next, rule, unknownMessage, lastSuccess, verdict } = health;
  const { condition } = verdict;
  return {
    ...{ kind, namespace, name, state, words },
    ...(cause !== undefined && { cause: cause.id, because: cause.words }),
    ...(unknownMessage !== undefined && { unknownMessage }),
    ...(lastSuccess !== undefined && { lastSuccess }),
    ...(refersTo !== undefined && { refersTo }),
    ...(next !== undefined && { next }),
    ...(rule !== undefined && { rule }),
    ...(condition !== undefined && {
      condition: {
        type: condition.type,
        status: condition.status,
        ...(condition.lastTransitionTime !== undefined && { since: condition.lastTransitionTime }),
      },
    }),
  };
}
