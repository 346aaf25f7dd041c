import { Trans } from 'react-i18next';
import { demoEndpoint } from '../features/models/use-models.ts';

/** Says plainly that nobody clever is on the other side yet, and how to change that. */
export function DemoNotice({ endpoint }: { endpoint: string | undefined }) {
  if (endpoint !== demoEndpoint) return null;
  return (
    <p className="border-caution text-soft text-ui mt-5 border-s-2 ps-3.5 text-pretty">
      <Trans
        i18nKey="models.demoNotice"
        components={{ code: <code className="bg-well rounded-sm px-1 font-mono text-[0.86em]" /> }}
      />
    </p>
  );
}
