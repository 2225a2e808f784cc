import { App, Chart } from 'cdk8s';
import { GitOpsApp } from '../lib/gitops/gitops-app';

export const KEYS = [
  'PORT',
  'DEV',
  'DATABASE_URL',
  'RATELIMIT_RPS',
  'RATELIMIT_BURST',
  'RATELIMIT',
  'CORS_ORIGINS',
  'RABBITMQ_URL',
];

/** As many applications as the command line says, in an app of ours or of cdk8s. */
export function synthesize(application: (chart: Chart, name: string) => void): void {
  const [, , kind, layout, count, outdir] = process.argv;
  const app = kind === 'ours' ? new GitOpsApp({ outdir }) : new App({ outdir });
  const namespace = 'shop';
  const shared = layout === 'one chart' ? new Chart(app, 'apps', { namespace }) : undefined;
  for (let i = 0; i < Number(count); i++) {
    const name = `app-${i}`;
    application(shared ?? new Chart(app, name, { namespace }), name);
  }
  app.synth();
}
