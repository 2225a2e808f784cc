import type { Field } from '../../../lib/model/field';
import type { Code } from '../../typescript/code';
import { call, plus, props } from './expressions';

/** How the pods of a Deployment are replaced; undefined where nothing is said. */
export function deploymentStrategy(block: Field): Code {
  if (block.at('type').raw === 'Recreate') return call(plus('DeploymentStrategy.recreate'));
  const rolling = block.at('rollingUpdate');
  if (!rolling.isGiven) return undefined;
  const options = props({
    maxSurge: shareCode(rolling.at('maxSurge')),
    maxUnavailable: shareCode(rolling.at('maxUnavailable')),
  });
  return call(plus('DeploymentStrategy.rollingUpdate'), options);
}

/** How the pods of a StatefulSet are replaced; undefined where nothing is said. */
export function statefulSetStrategy(block: Field): Code {
  if (block.at('type').raw === 'OnDelete') return call(plus('StatefulSetUpdateStrategy.onDelete'));
  const { value: partition } = block.number('rollingUpdate', 'partition');
  if (partition === undefined) return undefined;
  return call(plus('StatefulSetUpdateStrategy.rollingUpdate'), { partition });
}

function shareCode({ raw }: Field): Code {
  if (typeof raw === 'number') return call(plus('PercentOrAbsolute.absolute'), raw);
  const [, percent] = (typeof raw === 'string' && /^(\d+)%$/.exec(raw)) || [];
  return percent === undefined ? undefined : call(plus('PercentOrAbsolute.percent'), Number(percent));
}
