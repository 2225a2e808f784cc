import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { repetitionsIn } from '../../collections/repetitions';
import { fields } from '../../json/json';
import { managedObjectsOf } from '../../model/app-model';
import type { Manifest } from '../../model/manifest';
import { isSameContent } from '../../validation/across/same-content';
import { type RenderedObject, renderedObjects } from '../one-rendering';

/** An object that another one of its chart overwrites, and what is to be said of it. */
export interface Twin {
  readonly construct: IConstruct;
  readonly message: string;
}

/**
 * Objects of one kind and name in one chart of an app of cdk8s, which go into one file: the cluster has the one that is
 * applied last. Charts may be for several clusters, and two that say the same do no harm. Environments are looked at by
 * those who synthesize them.
 */
export function twinsIn(root: IConstruct): Twin[] {
  return repetitionsIn(renderedObjects(root), addressOf).flatMap(([first, again]) => {
    // Of two syncs M5 tells.
    const isTold = managedObjectsOf({ manifest: again.json as Manifest }).length > 0;
    if (isTold || isSameContent(first.json, again.json)) return [];
    const { kind, name, metadata } = again.object;
    const shown = `${kind} "${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${name}"`;
    const message = `the ${shown} is also declared by [${first.object.node.path}], and the cluster has only the one that is applied last: give one of both another name`;
    return [{ construct: again.object, message }];
  });
}

function addressOf({ object, json, error }: RenderedObject): string | undefined {
  const { name, namespace } = fields(fields(json).metadata);
  if (error !== undefined || typeof name !== 'string' || name === '') return undefined;
  return JSON.stringify([Chart.of(object).node.path, object.apiGroup, object.kind, namespace, name]);
}
