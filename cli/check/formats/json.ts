import { jsonText } from '../../languages/json';
import type { CheckReport } from '../report';

export function json({ environments, unread }: CheckReport): string {
  return jsonText({ environments, unread });
}
