import { type k8s, Service } from 'cdk8s-plus-28';

/** A cdk8s-plus Service that does not write an empty list of external addresses. */
export class AppService extends Service {
  /** @internal */
  public override _toKube(): k8s.ServiceSpec {
    const { externalIPs, ...spec } = super._toKube();
    return externalIPs?.length ? { ...spec, externalIPs } : spec;
  }
}
