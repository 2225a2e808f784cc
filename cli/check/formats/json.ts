import { jsonText } from '../../languages/json';
import type { CheckReport } from '../report';

export function json({ environments, unread, failure }: CheckReport): string {
  return jsonText({ ...(failure !== undefined && { failure: failure.message }), environments, unread });
}
