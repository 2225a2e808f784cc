import type { Field } from '../../../lib/model/field';
import type { Code } from '../../typescript/code';
import { call, ifNotEmpty, plus, props } from './expressions';

/** What happens after the start and before the stop of a container, without what cdk8s-plus has no words for. */
export function lifecycleCode(block: Field): Code {
  return ifNotEmpty(
    props({ postStart: handlerCode(block.at('postStart')), preStop: handlerCode(block.at('preStop')) }),
  );
}

function handlerCode(block: Field): Code {
  const [exec, httpGet, tcpSocket] = [block.at('exec'), block.at('httpGet'), block.at('tcpSocket')];
  if (!(block.hasOnly('exec') || block.hasOnly('httpGet') || block.hasOnly('tcpSocket'))) return undefined;
  const command = exec.at('command').texts();
  if (command.length > 0) return call(plus('Handler.fromCommand'), command);
  const { value: port } = (httpGet.isGiven ? httpGet : tcpSocket).number('port');
  if (port === undefined) return undefined;
  if (httpGet.isGiven) {
    const isPlain = httpGet.hasOnly('path', 'port', 'scheme') && (httpGet.at('scheme').raw ?? 'HTTP') === 'HTTP';
    return isPlain ? call(plus('Handler.fromHttpGet'), httpGet.text('path').value ?? '/', { port }) : undefined;
  }
  const { value: host } = tcpSocket.text('host');
  return tcpSocket.hasOnly('port', 'host') ? call(plus('Handler.fromTcpSocket'), props({ port, host })) : undefined;
}
