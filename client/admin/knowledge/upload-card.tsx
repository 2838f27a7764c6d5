import { Alert, Button, FileButton, Group, SegmentedControl, Select, Text } from '@mantine/core';
import { type DragEvent, type ReactNode, useState } from 'react';
import type { UploadFields } from '../../../shared/admin-protocol.ts';
import { errorWords } from '../../kit/staff/error-words.ts';
import { Icon } from '../../kit/staff/icon.tsx';
import { requestErrorOf } from '../../kit/staff/staff-error.ts';
import { languages } from '../words/languages.ts';
import { useUpload } from './knowledge-queries.ts';
import { readableEndings, uploadProblem } from './upload-choice.ts';

/** Takes documents by drag and drop or from a dialog; what the server makes of them shows in the list of jobs. */
export function UploadCard(): ReactNode {
  const [fields, setFields] = useState<UploadFields>({
    audience: 'public',
    volatility: 'stable',
    locale: 'en',
  });
  const [isOver, setIsOver] = useState(false);
  const [problems, setProblems] = useState<string[]>([]);
  const upload = useUpload();
  const send = async (files: readonly File[]) => {
    const refused: string[] = [];
    for (const file of files) {
      const problem = uploadProblem(file);
      if (problem !== null) {
        refused.push(problem);
        continue;
      }
      try {
        await upload.mutateAsync({ file, ...fields });
      } catch (thrown) {
        refused.push(`${file.name}: ${errorWords(requestErrorOf(thrown))}`);
      }
    }
    setProblems(refused);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    void send([...event.dataTransfer.files]);
  };
  return (
    <section
      className="admin-upload"
      data-over={isOver || undefined}
      aria-label="Add documents"
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <div className="admin-upload-words">
        <span className="admin-nothing-icon">
          <Icon name="upload" size={22} />
        </span>
        <div>
          <Text fw={600}>Drop documents here</Text>
          <Text size="sm" c="dimmed">
            Markdown, text, HTML, PDF or DOCX, up to 20 MB each
          </Text>
        </div>
      </div>
      <Choices fields={fields} onChange={setFields} />
      <FileButton
        onChange={(files) => void send(files)}
        accept={readableEndings.join(',')}
        multiple
      >
        {(props) => (
          <Button
            {...props}
            loading={upload.isPending}
            leftSection={<Icon name="plus" size={16} />}
          >
            Choose files
          </Button>
        )}
      </FileButton>
      {problems.length === 0 ? null : (
        <Alert
          role="alert"
          color="red"
          className="admin-upload-problem"
          icon={<Icon name="alert" />}
          withCloseButton
          closeButtonLabel="Close"
          onClose={() => setProblems([])}
          title="Not added"
        >
          {problems.map((problem) => (
            <Text key={problem} size="sm">
              {problem}
            </Text>
          ))}
        </Alert>
      )}
    </section>
  );
}

interface ChoicesProps {
  fields: UploadFields;
  onChange(fields: UploadFields): void;
}

function Choices({ fields, onChange }: ChoicesProps): ReactNode {
  return (
    <Group gap="lg">
      <Select
        label="Language"
        size="xs"
        w={110}
        classNames={{ label: 'admin-upload-label' }}
        allowDeselect={false}
        value={fields.locale}
        onChange={(locale) => onChange({ ...fields, locale: locale ?? 'en' })}
        data={languages}
      />
      <div>
        <Text size="xs" c="dimmed" mb={2}>
          Who may read it
        </Text>
        <SegmentedControl
          size="xs"
          aria-label="Who may read it"
          value={fields.audience}
          onChange={(audience) => onChange({ ...fields, audience })}
          data={[
            { value: 'public' as const, label: 'Customers' },
            { value: 'internal' as const, label: 'Staff only' },
          ]}
        />
      </div>
      <div>
        <Text size="xs" c="dimmed" mb={2}>
          Answers are kept for
        </Text>
        <SegmentedControl
          size="xs"
          aria-label="How long answers that rest on it are kept"
          value={fields.volatility}
          onChange={(volatility) => onChange({ ...fields, volatility })}
          data={[
            { value: 'stable' as const, label: 'Days' },
            { value: 'volatile' as const, label: 'Hours' },
          ]}
        />
      </div>
    </Group>
  );
}
