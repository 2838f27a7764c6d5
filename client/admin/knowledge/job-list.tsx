import { Progress, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { IngestionJob } from '../../../shared/admin-protocol.ts';
import { Icon } from '../../kit/staff/icon.tsx';
import { agoText } from '../../kit/staff/words/moments.ts';
import { Card } from '../parts/card.tsx';
import { jobStatus } from './document-status.ts';

const fewest = 4;

/** What is being read, and what became of what was read in the last day. */
export function JobList({ jobs }: { jobs: readonly IngestionJob[] }): ReactNode {
  const [showsAll, setShowsAll] = useState(false);
  if (jobs.length === 0) return null;
  const shown = showsAll ? jobs : jobs.slice(0, fewest);
  return (
    <Card title="Reading" about="Uploads and readings of the folder, the newest first">
      <ul className="admin-jobs" aria-live="polite">
        {shown.map((job) => (
          <Job key={job.id} job={job} />
        ))}
      </ul>
      {jobs.length > shown.length ? (
        <button type="button" className="admin-more" onClick={() => setShowsAll(true)}>
          Show {jobs.length - shown.length} more
        </button>
      ) : null}
    </Card>
  );
}

function Job({ job }: { job: IngestionJob }): ReactNode {
  const { text, tone, share } = jobStatus(job);
  const icon = tone === 'failed' ? 'alert' : tone === 'done' ? 'check' : 'clock';
  return (
    <li data-tone={tone}>
      <Icon name={icon} size={18} />
      <div>
        <Text size="sm" fw={600}>
          {job.kind === 'folder' ? 'Knowledge folder' : job.name}
          <Text span size="xs" c="dimmed" fw={400}>
            {' '}
            {agoText(job.createdAt)}
          </Text>
        </Text>
        <Text size="sm" c={tone === 'failed' ? undefined : 'dimmed'}>
          {text}
        </Text>
        {tone === 'working' ? (
          <Progress
            mt={6}
            size="sm"
            value={(share ?? 1) * 100}
            animated={share === null}
            aria-label={`Reading ${job.name}`}
          />
        ) : null}
      </div>
    </li>
  );
}
