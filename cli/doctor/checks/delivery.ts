import { type Fields, fields, list, text } from '../../../lib/json/json';
import type { Answer } from '../../kubectl/answer';
import { type Line, linesOf } from '../line';
import { unansweredLine } from './cluster';
import { imageVersion } from './image-version';

const { ok, wrong, notKnown } = linesOf('cluster');

/** What brings the manifests into the cluster. */
export interface DeliveryTool {
  readonly name: 'Argo CD' | 'Flux';
  readonly selector: string;
  /** The image that tells its version. */
  readonly image: RegExp;
}

export const ARGO_CD: DeliveryTool = {
  name: 'Argo CD',
  selector: 'app.kubernetes.io/part-of=argocd',
  image: /(?:^|\/)argocd(?=[:@]|$)/,
};
export const FLUX: DeliveryTool = {
  name: 'Flux',
  selector: 'app.kubernetes.io/part-of=flux',
  image: /(?:^|\/)(?:kustomize|helm)-controller(?=[:@]|$)/,
};

/** @param told the version that cdk8s-infisical.yaml names */
export function deliveryLine(
  tool: DeliveryTool,
  deployments: Answer<readonly Fields[]>,
  told: string | undefined,
): Line {
  const { name, image } = tool;
  if ('notKnown' in deployments) return unansweredLine(name, deployments, 'list deployments.apps --all-namespaces');
  const images = deployments.value.flatMap(imagesOf).filter((one) => image.test(one));
  if (images.length === 0)
    return notKnown(name, 'it is not in this cluster: is it in another one, and deploys from there?');
  const version = images.flatMap((one) => imageVersion(one) ?? [])[0];
  if (version === undefined)
    return told === undefined ? ok(name, 'it is there') : notKnown(name, 'its image names no version');
  if (told === undefined || minorOf(version) === minorOf(told)) return ok(name, version);
  const next = `write argoCd: { version: "${minorOf(version)}" } into cdk8s-infisical.yaml`;
  return wrong(name, `it is ${version}, and cdk8s-infisical.yaml says ${told}`, next);
}

function imagesOf(deployment: Fields): string[] {
  const pod = fields(fields(fields(deployment.spec).template).spec);
  return list(pod.containers).map(({ image }) => text(image) ?? '');
}

function minorOf(version: string): string {
  return /\d+\.\d+/.exec(version)?.[0] ?? version;
}
