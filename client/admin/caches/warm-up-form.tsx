import { Button, FileButton, Group, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Icon } from '../../kit/staff/icon.tsx';
import { Problem } from '../../kit/staff/problem.tsx';
import { requestErrorOf } from '../../kit/staff/staff-error.ts';
import { Card } from '../parts/card.tsx';
import { languages } from '../words/languages.ts';
import { useBeginWarmUp } from './cache-queries.ts';

const mostCharacters = 50_000;

/** The list of questions, and for whom they are answered. */
export function WarmUpForm({ isRunning }: { isRunning: boolean }): ReactNode {
  const begin = useBeginWarmUp();
  const [questions, setQuestions] = useState('');
  const [locale, setLocale] = useState('en');
  const [site, setSite] = useState('default');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    begin.mutate({ questions, locale, site: site.trim() }, { onSuccess: () => setQuestions('') });
  };
  const load = async (file: File | null) => {
    if (file !== null) setQuestions((await file.text()).slice(0, mostCharacters));
  };
  const isBusy = requestErrorOf(begin.error).code === 'not-allowed';
  return (
    <Card
      title="Questions"
      about="One a line, at most 500. A list in markdown will do; headings count when they are questions."
      tools={
        <FileButton accept=".md,.markdown,.txt" onChange={(file) => void load(file)}>
          {(props) => (
            <Button {...props} variant="default" leftSection={<Icon name="upload" size={16} />}>
              Load a file
            </Button>
          )}
        </FileButton>
      }
    >
      <form onSubmit={submit}>
        <Stack>
          <Textarea
            aria-label="Questions, one a line"
            placeholder={'How long can I return something?\nWhat does express delivery cost?'}
            autosize
            minRows={7}
            maxRows={18}
            maxLength={mostCharacters}
            value={questions}
            onChange={(event) => setQuestions(event.currentTarget.value)}
          />
          <Problem
            title="The list was not begun"
            thrown={begin.error}
            {...(isBusy ? { words: 'Another list is being answered. Wait until it is done.' } : {})}
          />
          <Group align="flex-end" justify="space-between">
            <Group>
              <Select
                label="Language of the customers"
                w={200}
                allowDeselect={false}
                value={locale}
                onChange={(value) => setLocale(value ?? 'en')}
                data={languages}
              />
              <TextInput
                label="Site"
                w={160}
                maxLength={100}
                required
                withAsterisk={false}
                value={site}
                onChange={(event) => setSite(event.currentTarget.value)}
              />
            </Group>
            <Button
              type="submit"
              loading={begin.isPending}
              disabled={isRunning || questions.trim() === ''}
            >
              Answer them now
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}
