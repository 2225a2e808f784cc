import { deliveredUsesOf } from '../../../model/delivery/delivered-secrets';
import { isOfOtherDelivery } from '../../../model/delivery/deliveries';
import type { Field } from '../../../model/field';
import { RELOADER, reloaderAnnotationsOf, WAVE } from '../../../model/reloaders';
import { objectOf, type Resource } from '../../../model/resource';
import { AUTO_RELOAD_ANNOTATION, type Workload } from '../../../model/workloads';
import { quotedName } from '../../../text/key-name';
import { ruleOn, Severity } from '../../rule';
import { deliveredExample } from './delivered';

const RELOAD = `secret.${RELOADER}/reload`;
const DOCUMENTED = 'https://github.com/stakater/Reloader v1.4.21: pkg/common/common.go (ShouldReload)';

const OF_WORKLOADS = [
  `${RELOADER}/auto`,
  `${RELOADER}/search`,
  RELOAD,
  `secret.${RELOADER}/auto`,
  WAVE,
  AUTO_RELOAD_ANNOTATION,
];

export const J19 = ruleOn('resource', {
  severity: Severity.WARNING,
  title: 'What restarts workloads is asked for on the workload',
  why: 'Reloader, Wave and the operator look at workloads: on what writes the Secret the annotation does nothing, and pods keep their old values.',
  source: `${DOCUMENTED}; https://github.com/stakater/Reloader/issues/1197`,
  bad: deliveredExample({ [`${RELOADER}/auto`]: 'true' }, { [`${RELOADER}/auto`]: 'true' }),
  good: deliveredExample({ [`${RELOADER}/auto`]: 'true' }),
  check: (resource, report) => {
    if (!isOfOtherDelivery(resource.manifest)) return;
    const annotations = objectOf(resource).at('metadata', 'annotations');
    const asking = OF_WORKLOADS.map((name) => annotations.at(name)).find(
      ({ raw }) => raw !== undefined && raw !== 'false',
    );
    if (asking === undefined) return;
    report(
      asking,
      `the annotation "${String(asking.key)}" has no effect on the kind ${resource.manifest.kind}: put it on the workloads that use its Secret`,
    );
  },
});

export const J20 = ruleOn('app', {
  severity: Severity.WARNING,
  title: 'Reloader is told of a Secret that the workload uses',
  why: 'Reloader restarts for the Secrets that it is told of, and for no other: with the name of another one pods keep their old values.',
  source: DOCUMENTED,
  bad: deliveredExample({ [RELOAD]: 'api-secret' }),
  good: deliveredExample({ [RELOAD]: 'api-csi' }),
  check: (app, report) => {
    for (const [workload, uses] of deliveredUsesOf(app)) {
      const held = uses.find(({ use: { via } }) => via === 'env' || via === 'envFrom');
      const annotations = reloaderAnnotationsOf(workload);
      if (held === undefined || annotations === undefined || isAuto(annotations)) continue;
      const secrets = workload.uses.filter(({ kind }) => kind === 'Secret').map(({ name }) => name);
      const reload = annotations.text(RELOAD);
      const search = annotations.text(`${RELOADER}/search`);
      const remedy = `it takes variables from ${quotedName(held.use.name)}`;
      if (
        reload.value !== undefined &&
        !namesIn(reload.value).some((name) => secrets.some((one) => isMatched(name, one)))
      ) {
        const message = `the annotation "${RELOAD}" names no Secret that the workload uses, so that nothing restarts it: ${remedy}`;
        report(workload.resource, reload, message);
      } else if (
        reload.value === undefined &&
        search.value === 'true' &&
        !isAnyTagged(
          workload,
          uses.map(({ by }) => by),
          secrets.length === uses.length,
        )
      ) {
        const message = `the annotation "${RELOADER}/search" restarts the workload for Secrets with "${RELOADER}/match" alone, and none of its has that: ${remedy}, write "${RELOAD}" with that name`;
        report(workload.resource, search, message);
      }
    }
  },
});

function isAuto(annotations: Field): boolean {
  return [`${RELOADER}/auto`, `secret.${RELOADER}/auto`, WAVE].some((name) => annotations.at(name).raw === 'true');
}

function namesIn(list: string): string[] {
  return list.split(',').map((name) => name.trim());
}

/** Names are patterns for Reloader: what one of these covers is not looked at closely. */
function isMatched(name: string, secret: string): boolean {
  return name === secret || /[*+?^$|[\]()\\]/.test(name) || name.includes('{{') || name.includes('${');
}

/** Whether a Secret may have the annotation that is searched for: it gets it from anywhere in what writes it. */
function isAnyTagged({ resource }: Workload, writers: readonly Resource[], isAll: boolean): boolean {
  if (!isAll || resource.isExport) return true;
  return writers.some(({ manifest }) => JSON.stringify(manifest).includes(`"${RELOADER}/match":"true"`));
}

export const J21 = ruleOn('app', {
  severity: Severity.WARNING,
  title: 'The operator is asked to restart workloads for its own Secrets',
  why: 'The operator restarts workloads for the Secrets that it writes itself: for those of others the annotation does nothing, and pods keep their old values.',
  source: 'operator v0.11.7: internal/controllerhelpers/controllerhelpers.go (ReconcileDeploymentsWithManagedSecrets)',
  bad: deliveredExample({ [AUTO_RELOAD_ANNOTATION]: 'true' }),
  good: deliveredExample({ [`${RELOADER}/auto`]: 'true' }),
  check: (app, report) => {
    for (const [workload, uses] of deliveredUsesOf(app)) {
      const { autoReload, reloadAnnotations, resource } = workload;
      if (!autoReload || uses.length < workload.uses.length) continue;
      report(
        resource,
        reloadAnnotations.workload,
        `the annotation "${AUTO_RELOAD_ANNOTATION}" has no effect: no Secret of the workload is the operator's, ${quotedName(uses[0].use.name)} is written by ${uses[0].by.manifest.kind} ${quotedName(uses[0].by.manifest.metadata.name ?? '')}; use Reloader or Wave`,
      );
    }
  },
});
